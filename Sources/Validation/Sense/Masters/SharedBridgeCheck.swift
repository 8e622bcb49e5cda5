import CNI
import ExactJSON
import Findings
import PluginCatalogue

/// Networks on one bridge of the node that want it to be different.
struct SharedBridgeCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        var gateways: [String: BridgeUse] = [:]
        var plain: [String: BridgeUse] = [:]
        var filtered: [String: BridgeUse] = [:]
        for configuration in scope.allConfigurations {
            guard let use = BridgeUse(configuration, context) else { continue }
            checkGateways(use, &gateways, &sink)
            let other = use.vlanSpot == nil ? filtered[use.bridge] : plain[use.bridge]
            if let other, !configuration.isVariant(of: other.configuration) { report(use, other, &sink) }
            if use.vlanSpot == nil {
                if plain[use.bridge] == nil { plain[use.bridge] = use }
            } else if filtered[use.bridge] == nil {
                filtered[use.bridge] = use
            }
        }
    }

    private func checkGateways(_ use: BridgeUse, _ known: inout [String: BridgeUse], _ sink: inout FindingSink) {
        guard !use.gateways.isEmpty else { return }
        if use.gateways.count > 1 {
            sink.report(
                .secondGatewayOnBridge, at: use.gateways[1].spot,
                "the bridge \"\(use.bridge.cutForMessage)\" would have two IPv4 gateways, \(use.gateways[0].network) and \(use.gateways[1].network)",
                label: "the second range",
                notes: ["Every pod fails: \"already has an IP address different from\"."],
                related: [(use.gateways[0].spot, "the first")])
            return
        }
        let key = "\(use.bridge) \(use.vlan)"
        guard let other = known[key] else {
            known[key] = use
            return
        }
        guard use.gateways[0].network != other.gateways[0].network,
            !use.configuration.isVariant(of: other.configuration)
        else { return }
        sink.report(
            .otherGatewayOnBridge, at: use.gateways[0].spot,
            "\(use.configuration.title) gives the bridge \"\(use.bridge.cutForMessage)\" the gateway \(use.gateways[0].network), and \(other.configuration.title) \(other.gateways[0].network)",
            label: "one IPv4 gateway for each bridge",
            notes: [
                "Whichever comes second on a node fails: \"\(use.bridge.cutForMessage)\" already has an IP address different from its own.",
                use.isDefaultName
                    ? "Without \"bridge\" the plugin takes \"cni0\", which is often the cluster network's, too."
                    : "Give each network a bridge of its own.",
            ], related: [(other.gateways[0].spot, other.configuration.title)])
    }

    private func report(_ use: BridgeUse, _ other: BridgeUse, _ sink: inout FindingSink) {
        let vlans = use.vlanSpot == nil ? other : use
        let plain = use.vlanSpot == nil ? use : other
        sink.report(
            .vlansOnPlainBridge, at: vlans.vlanSpot ?? vlans.spot,
            "\(vlans.configuration.title) has VLANs on the bridge \"\(use.bridge.cutForMessage)\", and \(plain.configuration.title) has none",
            label: "who makes the bridge decides",
            notes: [
                "The plugin lets a bridge tell VLANs apart only when it makes it. If \(plain.configuration.title) comes first on a node, all ports are in one segment, and nobody says so."
            ], related: [(plain.spot, plain.configuration.title)])
    }
}
