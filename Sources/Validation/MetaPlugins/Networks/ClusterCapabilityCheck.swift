import ExactJSON
import Findings
import MultiNetwork

/// Whether a meta-plugin declares what its cluster network's plugins declare: the runtime looks at its own file alone.
struct ClusterCapabilityCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard !scope.metaPlugins.isEmpty else { return }
        let clusters = ClusterConfigurations(scope, context)
        for settings in scope.metaPlugins where settings.program != .daemon {
            guard let cluster = clusters[settings] else { continue }
            let own = settings.member("capabilities")
            if let own, own.value.value.object == nil { continue }
            var missing: [String] = []
            for plugin in cluster.plugins {
                for member in plugin.cursor["capabilities"]?.members ?? [] where member.value.value.boolean == true {
                    if own?.value[member.key]?.value.boolean == true || missing.contains(member.key) { continue }
                    missing.append(member.key)
                }
            }
            guard !missing.isEmpty else { continue }
            let shown = missing.prefix(6).map { "\"\($0.cutForMessage)\"" }
            sink.report(
                .clusterCapabilityUndeclared, at: own?.spot ?? settings.spot,
                "\(settings.title) doesn't declare what its cluster network does: \(shown.joined(separator: ", "))",
                label: "add " + shown.map { "\($0): true" }.joined(separator: ", "),
                notes: [
                    "The runtime hands over hostPorts, bandwidth and the like by the capabilities of the file that it reads, and never sees the cluster network's."
                ], related: place(of: missing[0], in: cluster))
        }
    }

    private func place(of capability: String, in cluster: ConfigurationFacts) -> [(Spot, String)] {
        for plugin in cluster.plugins {
            guard let member = plugin.cursor["capabilities"]?.member(capability) else { continue }
            return [(member.spot, "declared by \(plugin.type.cutForMessage)")]
        }
        return []
    }
}
