import ExactJSON
import Findings
import MultiNetwork
import PluginCatalogue

/// Plugins that a pod can have only once, those that mix two attachments of one pod up, and Calico where it isn't the first.
struct RepeatedPluginCheck: ScopeCheck {
    /// One plugin of one of a pod's networks.
    private struct Place {
        let attachment: Int
        let spot: Spot
        /// What the network is called.
        let title: String
        let plugin: NamedPlugin
        let networkName: String
    }

    /// A network that a pod gets.
    private struct Attachment {
        let spot: Spot
        let title: String
        let configuration: ConfigurationFacts
        let networkName: String
        /// By the annotation for further networks.
        var isFurther = true
    }

    /// The attachment that no annotation asks for.
    private static let cluster = -1

    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let networks = scope.networks
        let always = Self.ofEveryPod(scope, context)
        for pod in scope.pods {
            var attachments: [Attachment] = []
            for use in [pod.defaultNetwork].compactMap({ $0 }) + pod.selections {
                let definition = networks[use.selection.reference.description]
                guard let definition, let configuration = definition.configuration else { continue }
                attachments.append(
                    Attachment(
                        spot: use.spot, title: "\(use.selection.reference)", configuration: configuration,
                        networkName: configuration.ownName ?? definition.name))
            }
            if pod.defaultNetwork != nil, !attachments.isEmpty { attachments[0].isFurther = false }
            // A pod with a default network of its own doesn't get the cluster's.
            check(pod, attachments, pod.defaultNetwork == nil ? always : [:], context, &sink)
        }
    }

    private func check(
        _ pod: PodFacts, _ attachments: [Attachment], _ always: [String: Place], _ context: ValidationContext,
        _ sink: inout FindingSink
    ) {
        var first = always
        for (index, attachment) in attachments.enumerated() {
            var isTold = false
            for plugin in NamedPlugin.all(of: attachment.configuration) {
                guard let entry = context.catalogue.entry(plugin.type) else { continue }
                let place = Place(
                    attachment: index, spot: attachment.spot, title: attachment.title, plugin: plugin,
                    networkName: attachment.networkName)
                guard let earlier = first[entry.type] else {
                    first[entry.type] = place
                    if entry.type == "calico", attachment.isFurther { reportFurther(pod, place, &sink) }
                    continue
                }
                // The same list has it twice: told there. Of several plugins of a network one is enough.
                if earlier.attachment == index || isTold { continue }
                isTold = report(pod, place, entry, earlier, &sink)
            }
        }
    }

    /// What pods have by the cluster network and can't have twice, where all cluster networks that are known have it.
    private static func ofEveryPod(_ scope: Scope, _ context: ValidationContext) -> [String: Place] {
        let settings = scope.metaPlugins.filter { $0.program != .daemon }
        if settings.isEmpty { return [:] }
        let clusters = ClusterConfigurations(scope, context)
        var common: [String: Place]?
        for plugin in settings {
            guard let configuration = clusters[plugin] else { return [:] }
            var places: [String: Place] = [:]
            for named in NamedPlugin.all(of: configuration) {
                guard let entry = context.catalogue.entry(named.type), entry.singlePerPod != nil else { continue }
                places[entry.type] = Place(
                    attachment: cluster, spot: named.cursor.spot, title: "the cluster network", plugin: named,
                    networkName: configuration.ownName ?? "")
            }
            common = common?.filter { places[$0.key] != nil } ?? places
        }
        return common ?? [:]
    }

    /// - Returns: whether anything is wrong.
    private func report(
        _ pod: PodFacts, _ place: Place, _ entry: PluginEntry, _ earlier: Place, _ sink: inout FindingSink
    ) -> Bool {
        let related = [(earlier.spot, "the first, \(earlier.title)")]
        if let reason = entry.singlePerPod {
            sink.report(
                .oncePerPod, at: place.spot, "\(pod.title) has \(entry.type) a second time",
                label: "once a pod only", notes: [reason], related: related)
            return true
        }
        guard entry.state?.key == .id, sharesState(place, earlier, entry) else { return false }
        let help = entry.state?.isolate.map {
            "Give each of the networks a \"\($0)\" of its own; Tartan does so by itself, other programs don't."
        }
        sink.report(
            .mixedUpState, at: place.spot,
            "\(entry.type) can't tell this network of \(pod.title) from another one of it",
            label: "the second of that kind",
            notes: ["What it remembers of the first is overwritten, and DEL leaves one of them behind."]
                + [help].compactMap { $0 },
            related: related)
        return true
    }

    /// Whether both remember what they did under one name: a folder's, or else the network's.
    private func sharesState(_ place: Place, _ earlier: Place, _ entry: PluginEntry) -> Bool {
        guard let key = entry.state?.isolate else { return place.networkName == earlier.networkName }
        return place.plugin.use.cursor[key]?.value.string == earlier.plugin.use.cursor[key]?.value.string
    }
}

extension RepeatedPluginCheck {
    /// Calico sets the default route, and the pod has the cluster network's already.
    private func reportFurther(_ pod: PodFacts, _ place: Place, _ sink: inout FindingSink) {
        if Self.leavesDefaultRoute(place.plugin) { return }
        sink.report(
            .furtherCalico, at: place.spot, "\(pod.title) has \(place.plugin.type) as a further network",
            label: "sets the default route, which is taken",
            notes: [
                "It fails where the cluster network has set one: failed to add route for 0.0.0.0/0 via 169.254.1.1: file exists.",
                "Where the cluster network is Calico, too, the pod's first interface is deleted.",
            ], related: [(place.plugin.cursor.spot, "makes the interface")])
    }

    /// With addresses of host-local Calico sets the routes that are given there, and no others.
    private static func leavesDefaultRoute(_ plugin: NamedPlugin) -> Bool {
        // Of Flannel's delegate the routes are those of the overlay.
        guard plugin.isOfList else { return plugin.use.cursor["delegate"]?.isTrue("include_default_routes") != true }
        let calico = plugin.use.cursor
        guard !calico.isTrue("include_default_routes"), plugin.use.ipam?["type"]?.value.string == "host-local",
            let routes = plugin.use.ipam?["routes"]?.elements, !routes.isEmpty
        else { return false }
        return routes.allSatisfy { route in
            let destination = route["dst"]?.value.string ?? ""
            return !destination.isEmpty && !destination.hasSuffix("/0")
        }
    }
}
