import Findings
import PluginCatalogue

/// Plugins that a pod can have only once, and those that mix two attachments of one pod up.
struct RepeatedPluginCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let networks = scope.networks
        for pod in scope.pods where pod.selections.count + (pod.defaultNetwork == nil ? 0 : 1) > 1 {
            var first: [String: (use: SelectionUse, plugin: PluginUse)] = [:]
            for use in [pod.defaultNetwork].compactMap({ $0 }) + pod.selections {
                let plugins = networks[use.selection.reference.description]?.configuration?.plugins ?? []
                for plugin in plugins {
                    guard let entry = context.catalogue.entry(plugin.type) else { continue }
                    guard let earlier = first[entry.type] else {
                        first[entry.type] = (use, plugin)
                        continue
                    }
                    // The same list has it twice: told there.
                    if earlier.use.selection.element == use.selection.element, earlier.use.spot == use.spot { continue }
                    report(pod, use, plugin, entry, earlier, &sink)
                }
            }
        }
    }

    private func report(
        _ pod: PodFacts, _ use: SelectionUse, _ plugin: PluginUse, _ entry: PluginEntry,
        _ earlier: (use: SelectionUse, plugin: PluginUse), _ sink: inout FindingSink
    ) {
        let related = [(earlier.use.spot, "the first, \(earlier.use.selection.reference)")]
        if let reason = entry.singlePerPod {
            sink.report(
                .oncePerPod, at: use.spot, "\(pod.title) has \(entry.type) a second time", label: "once a pod only",
                notes: [reason], related: related)
            return
        }
        guard let state = entry.state, state.key == .id else { return }
        if let key = state.isolate,
            plugin.cursor[key]?.value.string != earlier.plugin.cursor[key]?.value.string
        {
            return
        }
        let remedy = state.isolate.map {
            ["Tartan gives each attachment a \"\($0)\" of its own; other programs don't."]
        }
        sink.report(
            .mixedUpState, at: use.spot,
            "\(entry.type) remembers \(pod.title) by its container id alone, and this is its second network of that kind",
            notes: ["The second overwrites what is remembered of the first, and DEL leaves one of them behind."]
                + (remedy ?? []), related: related)
    }
}
