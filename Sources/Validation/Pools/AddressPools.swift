import ExactJSON
package import PluginCatalogue

/// The addresses of one configuration: what its plugins can hand out, what they give in any case, and what they route.
///
/// It goes by what the catalogue says that keys are about, so it knows host-local's `subnet`, Whereabouts' `range` and
/// those of a plugin of the user's alike. Texts that can't be read are left out.
package struct AddressPools: Sendable {
    /// A plugin of the list each, in the list's order; those that the catalogue doesn't know are left out.
    package let plugins: [PluginAddresses]

    init(_ plugins: [PluginUse], _ catalogue: PluginCatalogue) {
        self.plugins = plugins.compactMap { PluginAddresses($0, catalogue) }
    }

    init(plugins: [PluginAddresses]) { self.plugins = plugins }

    /// All networks that addresses are taken from.
    package var pools: [AddressPool] { plugins.flatMap(\.pools) }

    /// All addresses that every pod gets, whichever it is.
    package var fixed: [FixedAddress] { plugins.flatMap(\.fixed) }

    /// All networks that an address of the configuration can be in, with the places where they stand.
    package var networks: [Placed<IPNetworkText>] { plugins.flatMap(\.networks) }
}

/// What one plugin of a list, its IPAM plugin included, has of addresses.
package struct PluginAddresses: Sendable {
    package let plugin: PluginUse
    package let entry: PluginEntry
    package let pools: [AddressPool]
    package let fixed: [FixedAddress]
    package let routes: [RouteUse]
    /// Every text that has to be an address, a network or a range, readable or not.
    let texts: [AddressText]
    /// The objects that they are in, with those that should have one.
    let objects: [AddressObject]

    /// - Returns: nil for a plugin that isn't in the catalogue.
    init?(_ plugin: PluginUse, _ catalogue: PluginCatalogue) {
        guard let entry = catalogue.entry(plugin.type) else { return nil }
        self.plugin = plugin
        self.entry = entry
        var walk = AddressWalk(catalogue)
        walk.plugin(plugin, entry)
        texts = walk.texts
        objects = walk.objects
        pools = walk.objects.flatMap(AddressPool.all)
        fixed = walk.objects.flatMap(FixedAddress.all)
        routes = walk.objects.compactMap(RouteUse.init)
    }

    /// The networks that its addresses can be in.
    package var networks: [Placed<IPNetworkText>] { pools.map(\.subnet) + fixed.map(\.address) }

    /// Whether pods can bring addresses or ranges of their own.
    package var takesRequests: Bool {
        ["ips", "ipRanges"].contains { plugin.cursor["capabilities"]?[$0]?.value.boolean == true }
    }
}
