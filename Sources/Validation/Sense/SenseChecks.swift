/// The checks of what is accepted and can hardly be meant.
enum SenseChecks {
    static let configuration: [any ConfigurationCheck] =
        AddressChecks.configuration
    static let pod: [any PodCheck] = []
    static let scope: [any ScopeCheck] = []
}
