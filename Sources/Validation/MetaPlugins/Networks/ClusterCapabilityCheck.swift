import ExactJSON
import Findings
import MultiNetwork

/// Whether a meta-plugin declares what its cluster network's plugins declare: the runtime looks at its own file alone.
struct ClusterCapabilityCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard !scope.metaPlugins.isEmpty else { return }
        let networks = scope.networks
        let files = Dictionary(grouping: scope.configurations) { configuration -> String in
            guard case .file(let file) = configuration.owner else { return "" }
            return Self.lastPart(file)
        }
        for settings in scope.metaPlugins where settings.program != .daemon {
            guard let cluster = network(of: settings, networks, files, context) else { continue }
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

    /// Files of one name that are looked at: thousands in as many folders would take minutes.
    private static let mostOfAName = 100

    private static func lastPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? "" }

    private func network(
        of settings: MetaPluginFacts, _ networks: [String: DefinitionFacts],
        _ files: [String: [ConfigurationFacts]], _ context: ValidationContext
    ) -> ConfigurationFacts? {
        if let first = settings.delegates.first {
            return first.value.object == nil ? nil : ConfigurationFacts(first, .delegate(0), context.catalogue)
        }
        guard let reference = settings.text("clusterNetwork") else { return nil }
        if reference.hasPrefix("/") {
            return files[Self.lastPart(reference), default: []].prefix(Self.mostOfAName).first { configuration in
                guard case .file(let file) = configuration.owner else { return false }
                return OwnFileCheck.isFile(file, at: reference)
            }
        }
        let namespace = settings.text("multusNamespace") ?? context.settings.multusNamespace
        let whole = reference.contains("/") ? reference : "\(namespace)/\(reference)"
        return networks[whole]?.configuration
    }

    private func place(of capability: String, in cluster: ConfigurationFacts) -> [(Spot, String)] {
        for plugin in cluster.plugins {
            guard let member = plugin.cursor["capabilities"]?.member(capability) else { continue }
            return [(member.spot, "declared by \(plugin.type.cutForMessage)")]
        }
        return []
    }
}
