/// Everything about the addresses of one configuration: texts, networks, ranges, gateways, routes.
struct AddressCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for plugin in configuration.addresses.plugins {
            AddressTextCheck(plugin: plugin, catalogue: context.catalogue).check(&sink)
            NameserverCheck(plugin: plugin).check(&sink)
            PoolFamilyCheck(plugin: plugin, catalogue: context.catalogue).check(&sink)
            BridgeAddressCheck(plugin: plugin).check(&sink)
            for pool in plugin.pools {
                NetworkCheck(pool: pool).check(&sink)
                BoundCheck(pool: pool).check(&sink)
                ExclusionCheck(pool: pool).check(&sink)
            }
            RangeSetCheck(plugin: plugin, root: configuration.root).check(&sink)
            FixedAddressCheck(plugin: plugin).check(&sink)
            GatewayCheck(plugin: plugin).check(&sink)
            RouteCheck(plugin: plugin).check(&sink)
            RouteTableCheck(plugin: plugin).check(&sink)
            DefaultRouteCheck(plugin: plugin).check(&sink)
        }
    }
}
