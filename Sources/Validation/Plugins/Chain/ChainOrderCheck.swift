import ExactJSON
import Findings
import PluginCatalogue

/// The order of a chain: who makes the interface comes first, who works on it after that.
struct ChainOrderCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        if !configuration.isList, !isNetwork(configuration) { return }
        var seen: [String: PluginUse] = [:]
        var maker: PluginUse?
        for plugin in configuration.plugins {
            guard let entry = context.catalogue.entry(plugin.type), let type = plugin.cursor["type"] else { continue }
            if plugin.index == 0, entry.position == .notFirst { reportNothingBefore(plugin, configuration, &sink) }
            if entry.position == .first, let maker { reportNotFirst(plugin, after: maker, &sink) }
            if maker == nil, entry.roles.contains(.interface) { maker = plugin }
            // A second maker of an interface is told by its position already.
            guard entry.position != .first, let first = seen.updateValue(plugin, forKey: entry.type),
                !isApart(plugin, first, entry)
            else { continue }
            sink.report(
                .pluginTwice, at: type.spot, "\(plugin.type) is twice in this list", label: "the second time",
                notes: [
                    "Both are called with the same container id, interface and network name: what the first has made is the second's too, and DEL undoes it twice."
                ], related: [((first.cursor["type"] ?? first.cursor).spot, "the first time")])
        }
    }

    /// A single plugin's file may be one of the folder that a list takes further plugins from, or what a plugin is given on stdin.
    private func isNetwork(_ configuration: ConfigurationFacts) -> Bool {
        guard case .file = configuration.owner else { return true }
        return configuration.ownName != nil && configuration.root["prevResult"] == nil
            && !FolderPlugin.mayBe(configuration)
    }

    /// Whether the two remember what they do in different folders.
    private func isApart(_ plugin: PluginUse, _ first: PluginUse, _ entry: PluginEntry) -> Bool {
        guard let key = entry.state?.isolate else { return false }
        return plugin.cursor[key]?.value.string != first.cursor[key]?.value.string
    }

    private func reportNothingBefore(
        _ plugin: PluginUse, _ configuration: ConfigurationFacts, _ sink: inout FindingSink
    ) {
        sink.report(
            .nothingBefore, at: (plugin.cursor["type"] ?? plugin.cursor).spot,
            "\(plugin.type) works on the interface of a plugin before it, and there is none",
            label: configuration.isList ? "the first of the list" : "the only plugin",
            notes: ["It fails, since it is given no prevResult."])
    }

    private func reportNotFirst(_ plugin: PluginUse, after maker: PluginUse, _ sink: inout FindingSink) {
        sink.report(
            .notFirst, at: (plugin.cursor["type"] ?? plugin.cursor).spot,
            "\(plugin.type) must be the first plugin of its list", label: "\(maker.type) is before it",
            notes: [
                "It makes an interface of its own, and \(maker.type) has made one under the same name already.",
                "A second interface is a network of its own: put \(plugin.type) into another definition.",
            ], related: [((maker.cursor["type"] ?? maker.cursor).spot, "makes the interface")])
    }
}
