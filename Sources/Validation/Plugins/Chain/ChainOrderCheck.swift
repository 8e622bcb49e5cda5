import ExactJSON
import Findings
import PluginCatalogue

/// The order of a chain: who makes the interface comes first, who works on it after that.
struct ChainOrderCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        if !configuration.isList, !Self.isNetwork(configuration) { return }
        var seen: [String: PluginUse] = [:]
        var maker: PluginUse?
        var last: PluginUse?
        for plugin in configuration.plugins {
            guard let entry = context.catalogue.entry(plugin.type), let type = plugin.cursor["type"] else { continue }
            if plugin.index == 0, entry.position == .notFirst { reportNothingBefore(plugin, configuration, &sink) }
            if entry.position == .first, let maker {
                reportNotFirst(plugin, after: maker, &sink)
            } else if let last, last.type != plugin.type {
                reportBehindLast(plugin, last, &sink)
            }
            if maker == nil, entry.roles.contains(.interface) { maker = plugin }
            // Behind another plugin Cilium works on what that one has made.
            let isLast = entry.position == .last || plugin.type == CiliumChainCheck.type && plugin.index > 0
            if last == nil, isLast { last = plugin }
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
    static func isNetwork(_ configuration: ConfigurationFacts) -> Bool {
        guard case .file = configuration.owner, !configuration.isList else { return true }
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

    private func reportBehindLast(_ plugin: PluginUse, _ last: PluginUse, _ sink: inout FindingSink) {
        sink.report(
            .behindLast, at: (plugin.cursor["type"] ?? plugin.cursor).spot,
            "\(plugin.type) is behind \(last.type), which belongs at the end of the list",
            label: "put it before \(last.type)",
            notes: ["\(last.type) takes up what the list has made so far, and doesn't learn what changes later."],
            related: [((last.cursor["type"] ?? last.cursor).spot, "belongs at the end")])
    }

    private func reportNotFirst(_ plugin: PluginUse, after maker: PluginUse, _ sink: inout FindingSink) {
        if plugin.type == "calico" { return reportCalico(plugin, after: maker, &sink) }
        sink.report(
            .notFirst, at: (plugin.cursor["type"] ?? plugin.cursor).spot,
            "\(plugin.type) must be the first plugin of its list", label: "\(maker.type) is before it",
            notes: [
                "It makes an interface of its own, and \(maker.type) has made one under the same name already.",
                "A second interface is a network of its own: put \(plugin.type) into another definition.",
            ], related: [((maker.cursor["type"] ?? maker.cursor).spot, "makes the interface")])
    }

    private func reportCalico(_ plugin: PluginUse, after maker: PluginUse, _ sink: inout FindingSink) {
        let instead =
            maker.type == "flannel"
            ? "Write Canal instead: calico alone, with \"ipam\": {\"type\": \"host-local\", \"subnet\": \"usePodCidr\"}, and flanneld beside it without its plugin. To police what flannel makes: firewall behind it, from 0.4.0 on."
            : "A second interface is a network of its own; to police what \(maker.type) makes, put firewall behind it, from 0.4.0 on."
        sink.report(
            .calicoBehindAnother, at: (plugin.cursor["type"] ?? plugin.cursor).spot,
            "calico can't put its policy on the interface of \(maker.type)", label: "makes an interface itself",
            notes: [
                "Calico reads no prevResult: it fails on the interface's name, which is taken, and Felix polices only links that calico made.",
                instead,
            ], related: [((maker.cursor["type"] ?? maker.cursor).spot, "makes the interface")])
    }
}
