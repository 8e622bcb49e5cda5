/// The checks of how plugins go together and of what pods ask of them, all by the catalogue's data.
enum ChainChecks {
    static let configuration: [any ConfigurationCheck] = [
        ChainOrderCheck(), CiliumChainCheck(), AddressingCheck(), VersionCheck(), CapabilityCheck(), SecretCheck(),
    ]
    static let scope: [any ScopeCheck] = [RequestCheck(), RepeatedPluginCheck(), DeviceCheck()]
}
