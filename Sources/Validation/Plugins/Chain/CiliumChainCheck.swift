import ExactJSON
import Findings
import PluginCatalogue

/// By what cilium-cni knows that it is behind another plugin: the key, or else the network's name.
struct CiliumChainCheck: ConfigurationCheck {
    static let type = "cilium-cni"
    private static let key = "chaining-mode"

    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard let modes = context.catalogue.entry(Self.type)?.keys[Self.key]?.values.compactMap(\.string) else {
            return
        }
        for plugin in configuration.plugins where plugin.type == Self.type {
            // A mode that there isn't is told with the keys.
            let given = plugin.cursor[Self.key].flatMap { KeyCondition.isGiven($0.value) ? $0 : nil }
            if plugin.index > 0, given == nil {
                checkName(plugin, configuration, modes, &sink)
            } else if plugin.index == 0, let given, ChainOrderCheck.isNetwork(configuration) {
                sink.report(
                    .ciliumModeUnused, at: given.spot, "\(plugin.type) has a chaining mode, and no plugin is before it",
                    label: "not looked at", notes: ["It makes an interface of its own, with addresses of the agent."],
                    related: [((plugin.cursor["type"] ?? plugin.cursor).spot, "the first plugin")])
            }
        }
    }

    private func checkName(
        _ plugin: PluginUse, _ configuration: ConfigurationFacts, _ modes: [String], _ sink: inout FindingSink
    ) {
        let type = (plugin.cursor["type"] ?? plugin.cursor).spot
        guard let name = configuration.ownName ?? configuration.owner.definitionName, modes.contains(name) else {
            sink.report(
                .ciliumWithoutMode, at: type, "\(plugin.type) is behind another plugin and has no \"\(Self.key)\"",
                label: "one of \(modes.joined(separator: ", "))",
                notes: ["Every ADD fails: CNI PrevResult supplied, but not in chaining mode."])
            return
        }
        let place = configuration.ownName == nil ? nil : configuration.root["name"]
        sink.report(
            .ciliumModeByName, at: place?.spot ?? type,
            "\(plugin.type) takes its chaining mode from the network's name, \"\(name)\"",
            label: "renamed, every pod fails",
            notes: ["Write it where it is meant: \"\(Self.key)\": \"\(name)\"."],
            related: place == nil ? [] : [(type, "has no \"\(Self.key)\"")])
    }
}

extension ConfigurationFacts.Owner {
    /// What a configuration without a name of its own is called.
    fileprivate var definitionName: String? {
        guard case .definition(_, let name) = self else { return nil }
        return name
    }
}
