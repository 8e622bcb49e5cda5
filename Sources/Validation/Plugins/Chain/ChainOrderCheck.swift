import Findings
import PluginCatalogue

/// The order of a chain: who makes the interface comes first, who works on it after that.
struct ChainOrderCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        // Files in the folder of the list's name may come before and after.
        let isWhole = configuration.isList || configuration.plugins.count == 1
        guard isWhole else { return }
        var seen: [String: PluginUse] = [:]
        for plugin in configuration.plugins {
            guard let entry = context.catalogue.entry(plugin.type), let type = plugin.cursor["type"] else { continue }
            check(plugin, entry, type.spot, configuration, &sink)
            // A second maker of an interface is told by its position already.
            guard entry.position != .first, let first = seen.updateValue(plugin, forKey: plugin.type) else { continue }
            sink.report(
                .pluginTwice, at: type.spot, "\(plugin.type) is twice in this list", label: "the second time",
                notes: [
                    "Both get the same container id, interface and network name, so what the first has made is the second's too, and DEL undoes it twice."
                ], related: [((first.cursor["type"] ?? first.cursor).spot, "the first time")])
        }
    }

    private func check(
        _ plugin: PluginUse, _ entry: PluginEntry, _ spot: Spot, _ configuration: ConfigurationFacts,
        _ sink: inout FindingSink
    ) {
        let before = configuration.plugins.last { $0.index < plugin.index }
        let after = configuration.plugins.first { $0.index > plugin.index }
        switch entry.position {
        case .first:
            guard let before else { return }
            sink.report(
                .notFirst, at: spot, "\(plugin.type) must be the first plugin of its list",
                label: "\(before.type) is before it", notes: reason(plugin, before))
        case .notFirst where before == nil:
            sink.report(
                .nothingBefore, at: spot,
                "\(plugin.type) works on the interface of a plugin before it, and there is none",
                label: configuration.isList ? "the first of the list" : "the only plugin",
                notes: ["It fails without a prevResult."])
        case .last:
            guard let after else { return }
            sink.report(
                .notLast, at: spot, "\(plugin.type) must be the last plugin of its list",
                label: "\(after.type) comes after it")
        case .notFirst, .any: break
        }
    }

    private func reason(_ plugin: PluginUse, _ before: PluginUse) -> [String] {
        [
            "It makes an interface of its own whatever came before: \(before.type) has made one already under the same name.",
            "A second interface is a network of its own: put \(plugin.type) into another definition.",
        ]
    }
}
