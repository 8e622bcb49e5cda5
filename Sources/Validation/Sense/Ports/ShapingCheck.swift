import ExactJSON
import Findings
import MultiNetwork
import PluginCatalogue

/// Rates and bursts of bandwidth: in its configuration, and asked for by pods.
struct ShapingCheck: ConfigurationCheck, ScopeCheck {
    /// Plugins whose interface has no end on the node, where bandwidth could shape.
    private static let withoutVeth: Set<String> = [
        "macvlan", "ipvlan", "vlan", "host-device", "dummy", "tap", "bond", "sriov", "ib-sriov",
    ]

    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        let mtu = Self.mtu(of: configuration, context)
        for plugin in configuration.plugins where plugin.type == "bandwidth" {
            for shaping in Shaping.all(in: plugin.cursor, "bandwidth") { shaping.check(mtu: mtu, &sink) }
            let rates = ["ingressRate", "egressRate"].filter { plugin.cursor.isGiven($0) }
            guard let maker = Self.makerWithoutVeth(configuration, context), let rate = rates.first,
                let member = plugin.cursor.member(rate)
            else { continue }
            sink.report(
                .shapingWithoutVeth, at: member.spot, "bandwidth can't shape the interface of \(maker.type)",
                label: "it needs a veth, as of bridge and ptp",
                notes: ["Every pod fails: \"container interface has no veth peer\"."],
                related: maker.cursor["type"].map { [($0.spot, "makes the interface")] } ?? [])
        }
    }

    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let networks = NetworkIndex(scope)
        for pod in scope.pods {
            for use in pod.selections {
                guard use.selection.bandwidth != nil, let asked = use.element?.member("bandwidth") else { continue }
                check(asked, of: use, pod, networks[use], context, &sink)
            }
        }
    }

    private func check(
        _ asked: JSONCursor.Member, of use: SelectionUse, _ pod: PodFacts, _ configuration: ConfigurationFacts?,
        _ context: ValidationContext, _ sink: inout FindingSink
    ) {
        let mtu = configuration.flatMap { Self.mtu(of: $0, context) }
        let shapings = Shaping.all(in: asked.value, "what \(pod.title) asks of \(use.selection.text)")
        for shaping in shapings { shaping.check(mtu: mtu, &sink) }
        guard let configuration, let shaper = configuration.chained("bandwidth").first(where: Self.isAsked) else {
            return
        }
        if let maker = Self.makerWithoutVeth(configuration, context) {
            sink.report(
                .shapingWithoutVeth, at: asked.spot,
                "\(pod.title) asks for a bandwidth on \(use.selection.text), and bandwidth can't shape the interface of \(maker.type)",
                label: "it needs a veth, as of bridge and ptp",
                notes: ["The pod fails: \"container interface has no veth peer\"."],
                related: shaper.cursor["type"].map { [($0.spot, "is to shape it")] } ?? [])
            return
        }
        for shaping in shapings where shaping.burst == nil {
            guard let rate = asked.value.member(shaping.rateKey) else { continue }
            sink.report(
                .rateWithoutBurst, at: rate.spot,
                "\(pod.title) asks for \"\(shaping.rateKey)\" on \(use.selection.text) without \"\(shaping.burstKey)\"",
                label: "\"\(shaping.burstKey)\" is missing",
                notes: ["The pod fails: \"if rate is set, burst must also be set\"."])
        }
    }

    private static func isAsked(_ plugin: PluginUse) -> Bool {
        plugin.cursor["capabilities"]?.isTrue("bandwidth") == true
    }

    private static func makerWithoutVeth(
        _ configuration: ConfigurationFacts, _ context: ValidationContext
    ) -> PluginUse? {
        configuration.maker(context).flatMap { withoutVeth.contains($0.type) ? $0 : nil }
    }

    /// The MTU of the node's end, as the interface's plugin sets it.
    private static func mtu(of configuration: ConfigurationFacts, _ context: ValidationContext) -> Int? {
        let mtu = configuration.maker(context)?.values(.mtu, context).first?.integer
        return mtu.flatMap { (1...65535).contains($0) ? $0 : nil }
    }
}
