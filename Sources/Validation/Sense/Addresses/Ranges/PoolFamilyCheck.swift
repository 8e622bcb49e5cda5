import CNI
import ExactJSON
import Findings
import PluginCatalogue

/// Pools that are named by their network, each under the key of its family.
struct PoolFamilyCheck {
    let plugin: PluginAddresses
    let catalogue: PluginCatalogue

    func check(_ sink: inout FindingSink) {
        guard let ipam = plugin.plugin.ipam, let type = ipam["type"]?.value.string,
            let entry = catalogue.entry(type)
        else { return }
        for spec in entry.ipamKeys.keys {
            switch spec.meaning {
            case .ipv4Pool: check(ipam, spec.name, .v4, type, &sink)
            case .ipv6Pool: check(ipam, spec.name, .v6, type, &sink)
            default: break
            }
        }
    }

    private func check(
        _ ipam: JSONCursor, _ key: String, _ family: IPAddress.Family, _ type: String, _ sink: inout FindingSink
    ) {
        for element in ipam[key]?.elements ?? [] {
            guard let network = element.value.string.flatMap({ IPNetworkText($0) })?.network,
                network.address.family != family
            else { continue }
            sink.report(
                .poolOfOtherFamily, at: element.spot,
                "\"\(key)\" of \(type.cutForMessage) has \(network), a network of \(family == .v4 ? "IPv6" : "IPv4")",
                label: family == .v4 ? "an IPv4 pool is expected" : "an IPv6 pool is expected",
                notes: [
                    "The plugin refuses it, and no pod gets an address: \"isn't a \(family == .v4 ? "IPv4" : "IPv6") address\"."
                ])
        }
    }
}
