/// The checks of ports, rates and the rules that plugins write about an interface.
enum PortChecks {
    static let configuration: [any ConfigurationCheck] = [ShapingCheck(), AddresslessCheck(), BackendCheck()]
    static let pod: [any PodCheck] = [HostPortCheck()]
    static let scope: [any ScopeCheck] = [ShapingCheck(), HostPortCheck()]
}
