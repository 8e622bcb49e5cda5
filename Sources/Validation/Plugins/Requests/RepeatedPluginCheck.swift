import ExactJSON
import Findings
import MultiNetwork
import PluginCatalogue

/// Plugins that a pod can have only once, and those that mix two attachments of one pod up.
struct RepeatedPluginCheck: ScopeCheck {
    /// One plugin of one of a pod's networks.
    private struct Place {
        let attachment: Int
        let use: SelectionUse
        let plugin: PluginUse
        let networkName: String
    }

    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let networks = scope.networks
        for pod in scope.pods {
            let uses = [pod.defaultNetwork].compactMap { $0 } + pod.selections
            var first: [String: Place] = [:]
            for (index, use) in uses.enumerated() {
                let definition = networks[use.selection.reference.description]
                guard let definition, let configuration = definition.configuration else { continue }
                for plugin in configuration.plugins {
                    guard let entry = context.catalogue.entry(plugin.type) else { continue }
                    let place = Place(
                        attachment: index, use: use, plugin: plugin,
                        networkName: configuration.ownName ?? definition.name)
                    guard let earlier = first[entry.type] else {
                        first[entry.type] = place
                        continue
                    }
                    // The same list has it twice: told there.
                    if earlier.attachment == index { continue }
                    report(pod, place, entry, earlier, &sink)
                }
            }
        }
    }

    private func report(
        _ pod: PodFacts, _ place: Place, _ entry: PluginEntry, _ earlier: Place, _ sink: inout FindingSink
    ) {
        let related = [(earlier.use.spot, "the first, \(earlier.use.selection.reference)")]
        if let reason = entry.singlePerPod {
            sink.report(
                .oncePerPod, at: place.use.spot, "\(pod.title) has \(entry.type) a second time",
                label: "once a pod only", notes: [reason], related: related)
            return
        }
        guard entry.state?.key == .id, sharesState(place, earlier, entry) else { return }
        let help = entry.state?.isolate.map {
            "Give each of the networks a \"\($0)\" of its own; Tartan does so by itself, other programs don't."
        }
        sink.report(
            .mixedUpState, at: place.use.spot,
            "\(entry.type) can't tell this network of \(pod.title) from another one of it",
            label: "the second of that kind",
            notes: ["What it remembers of the first is overwritten, and DEL leaves one of them behind."]
                + [help].compactMap { $0 },
            related: related)
    }

    /// Whether both remember what they did under one name: a folder's, or else the network's.
    private func sharesState(_ place: Place, _ earlier: Place, _ entry: PluginEntry) -> Bool {
        guard let key = entry.state?.isolate else { return place.networkName == earlier.networkName }
        return place.plugin.cursor[key]?.value.string == earlier.plugin.cursor[key]?.value.string
    }
}
