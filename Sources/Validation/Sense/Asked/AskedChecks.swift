/// The checks of what pods ask for against the networks that they ask.
enum AskedChecks {
    static let pod: [any PodCheck] = [ReplicaCheck()]
    static let scope: [any ScopeCheck] = [
        AskedAddressCheck(), AskedGatewayCheck(), LinkInPodCheck(), OncePerPodCheck(), PodVRFCheck(),
        OwnDefaultRouteCheck(),
    ]
}
