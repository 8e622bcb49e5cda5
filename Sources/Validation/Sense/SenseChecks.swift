/// The checks of what is accepted and can hardly be meant.
enum SenseChecks {
    static let configuration: [any ConfigurationCheck] =
        AddressChecks.configuration
        + LinkChecks.configuration
        + PortChecks.configuration
    static let pod: [any PodCheck] =
        LinkChecks.pod
        + PortChecks.pod
        + AskedChecks.pod
    static let scope: [any ScopeCheck] =
        LinkChecks.scope
        + PortChecks.scope
        + AskedChecks.scope
}
