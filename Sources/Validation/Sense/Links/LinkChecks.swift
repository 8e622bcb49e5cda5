/// The checks of interfaces: what one configuration says of its own, and what several say of one of the node's.
enum LinkChecks {
    static let configuration: [any ConfigurationCheck] = [
        LoopbackCheck(), HardwareAddressCheck(), MTUCheck(), SetTwiceCheck(), BridgeCheck(), SysctlCheck(),
        RoutingTableCheck(), ChainedLinkCheck(), BondCheck(),
    ]
    static let pod: [any PodCheck] = [HardwareAddressCheck(), SysctlCheck()]
    static let scope: [any ScopeCheck] = [
        AskedHardwareAddressCheck(), MasterCheck(), MovedDeviceCheck(), SharedBridgeCheck(),
    ]
}
