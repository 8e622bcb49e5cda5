/// The checks of objects that have to fit together.
enum ClusterChecks {
    static let scope: [any ScopeCheck] = [ClusterCheck()]

    static let picture: [any PictureCheck] = [
        UnknownNetworkCheck(), UnusedNetworkCheck(), IsolationCheck(), OwnerCheck(), NetworkFileCheck(),
        SameConfigurationCheck(),
        UnknownClaimCheck(), SharedClaimCheck(), OtherClaimCheck(),
        SegmentAddressCheck(), NodeRouteCheck(), PodOverlapCheck(), TakenAddressCheck(), ClusterRangeCheck(),
        SubnetFileCheck(), PodRangeCheck(), CapacityCheck(),
        SameRequestCheck(), FixedNetworkCheck(), NodePortCheck(),
        SegmentMTUCheck(), OVNNetworkCheck(), OVNDefinitionCheck(),
    ]
}
