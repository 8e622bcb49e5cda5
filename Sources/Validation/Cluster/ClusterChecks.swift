/// The checks of objects that have to fit together.
enum ClusterChecks {
    static let scope: [any ScopeCheck] = [UnknownNetworkCheck()]
}
