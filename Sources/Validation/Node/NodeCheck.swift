/// A rule over a node and the configurations that are to work on it.
protocol NodeCheck: Sendable {
    func check(_ node: NodeScope, _ sink: inout FindingSink)
}

enum NodeChecks {
    static let all: [any NodeCheck] = [
        BinaryCheck(), HelperProgramCheck(), DaemonCheck(), NodeMasterCheck(), NodeBridgeCheck(), NodeDeviceCheck(),
        OverlayMTUCheck(), OwnAddressCheck(), ModuleCheck(), NodeIPv6Check(), BridgeFilterCheck(), RuntimeFileCheck(),
        RuntimeChoiceCheck(), FolderNeighbourCheck(), StateFolderCheck(), ReservationCheck(),
    ]
}
