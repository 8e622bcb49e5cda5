import CNI
import ExactJSON
import PluginCatalogue

/// A network whose plugin makes ports of a bridge on the node.
struct BridgeUse {
    let configuration: ConfigurationFacts
    let bridge: String
    let isDefaultName: Bool
    let spot: Spot
    let vlan: Int
    /// Where it asks for VLANs, if it does.
    let vlanSpot: Spot?
    /// The IPv4 gateways that the bridge gets, if it gets any and keeps what it has.
    let gateways: [BridgeGateway]

    init?(_ configuration: ConfigurationFacts, _ context: ValidationContext) {
        guard let plugin = configuration.plugins.first, plugin.index == 0, plugin.type == "bridge" else { return nil }
        let cursor = plugin.cursor
        let name = cursor["bridge"]?.value.string.flatMap { $0.isEmpty ? nil : $0 }
        self.configuration = configuration
        bridge = name ?? "cni0"
        isDefaultName = name == nil
        spot = (cursor["bridge"] ?? cursor["type"] ?? cursor).spot
        vlan = cursor["vlan"]?.value.integer ?? 0
        let trunk = cursor["vlanTrunk"]?.elements?.isEmpty == false ? cursor.member("vlanTrunk") : nil
        vlanSpot = vlan > 0 ? cursor["vlan"]?.spot : trunk?.spot
        let isGateway = cursor.isTrue("isGateway") || cursor.isTrue("isDefaultGateway")
        let pools =
            isGateway && !cursor.isTrue("forceAddress") ? configuration.addresses.pools : []
        gateways = BridgeGateway.all(of: pools)
    }
}

/// The address that a bridge gets for one set of host-local's ranges.
struct BridgeGateway {
    let network: IPNetwork
    let spot: Spot

    /// Of IPv4; a bridge may have several of IPv6.
    static func all(of pools: [AddressPool]) -> [BridgeGateway] {
        var sets = Set<Int>()
        return pools.compactMap { pool in
            guard pool.plugin == "host-local", pool.network.address.family == .v4, pool.network.hostBits > 1,
                sets.insert(pool.indices.first ?? -1).inserted,
                let address = pool.gateway?.value ?? pool.network.first.next,
                let gateway = IPNetwork(address: address, prefixLength: pool.network.prefixLength)
            else { return nil }
            return BridgeGateway(network: gateway, spot: pool.gateway?.spot ?? pool.subnet.spot)
        }
    }
}
