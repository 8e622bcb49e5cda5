import ExactJSON
import Findings
import PluginCatalogue

/// Keys about gateways and masquerading, without addresses that they could be about.
struct BridgeAddressCheck {
    let plugin: PluginAddresses

    func check(_ sink: inout FindingSink) {
        guard plugin.entry.ipam == .optional, plugin.plugin.ipam == nil else { return }
        let flags = [KeyMeaning.ownGateway, .defaultRoute, .masquerade].compactMap(plugin.flag)
        guard let first = flags.first else { return }
        let keys = flags.map { "\"\($0.key)\"" }.joined(separator: ", ")
        sink.report(
            .addressesForNothing, at: first.spot,
            "\(keys) of \(plugin.plugin.type.cutForMessage) \(flags.count == 1 ? "has" : "have") no effect without \"ipam\"",
            label: "there is no address here",
            notes: ["Without an IPAM plugin the interface is one of layer 2: it has neither address nor gateway."],
            related: flags.dropFirst().map { ($0.spot, "no effect either") })
    }
}
