import CNI
import ExactJSON
import PluginCatalogue

extension PluginAddresses {
    /// The gateway of routes that name none: that of the first address of the family that has one.
    func gateway(of family: IPAddress.Family) -> IPAddress? {
        let networks: [(network: IPNetwork, gateway: IPAddress?)] =
            pools.map { ($0.network, $0.effectiveGateway) }
            + fixed.map { ($0.address.value.network.canonical, $0.gateway?.value) }
        let ofFamily = networks.filter { $0.network.address.family == family }
        let isBridge = flag(.ownGateway) != nil || flag(.defaultRoute) != nil
        for item in ofFamily {
            if let gateway = item.gateway ?? (isBridge ? item.network.first.next : nil), gateway.family == family {
                return gateway
            }
        }
        return nil
    }

    /// The member with this meaning of the plugin's own object, if it is true.
    func flag(_ meaning: KeyMeaning) -> JSONCursor.Member? {
        guard let name = entry.keys.keys.first(where: { $0.meaning == meaning })?.name else { return nil }
        guard let member = plugin.cursor.member(name), member.value.value.boolean == true else { return nil }
        return member
    }
}
