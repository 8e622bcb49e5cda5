import ExactJSON
import Findings
import MultiNetwork
import PluginCatalogue

/// Networks that build upon another interface of the same pod.
struct LinkInPodCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let networks = NetworkIndex(scope)
        for pod in scope.pods where !pod.selections.isEmpty {
            let links = PodLinks(pod, networks)
            for (place, link) in links.links.enumerated() {
                guard let plugin = link.configuration?.plugins.first, plugin.index == 0 else { continue }
                // Of several links of a bond the first is told.
                _ = BaseLink.all(of: plugin).first { base in
                    if base.isInPod { return check(base, plugin, link, place, pod, links, context, &sink) }
                    guard PodLinks.isNumbered(base.name), links.place(of: base.name) != nil else { return false }
                    reportOnNode(base, plugin, link, pod, &sink)
                    return true
                }
            }
        }
    }

    /// - Returns: whether something was reported.
    private func check(
        _ base: BaseLink, _ plugin: PluginUse, _ link: PodLinks.Link, _ place: Int, _ pod: PodFacts, _ links: PodLinks,
        _ context: ValidationContext, _ sink: inout FindingSink
    ) -> Bool {
        if base.name == PodLinks.clusterLink { return false }
        let related = [(base.spot, "named here")]
        guard let other = links.place(of: base.name), other != place else {
            let names = ([PodLinks.clusterLink] + links.links.prefix(place).map(\.name)).joined(separator: ", ")
            sink.report(
                .linkNotInPod, at: link.use.spot,
                "\(plugin.type) of \(link.use.selection.text) builds upon \"\(base.name.cutForMessage)\" in the pod, and \(pod.title) has no such interface",
                label: "before it there are \(names.cutForMessage)",
                notes: [
                    "The pod fails: \"Link not found\". Ask for the other network before this one, with that interface name."
                ],
                related: related)
            return true
        }
        if other > place {
            sink.report(
                .linkComesLater, at: link.use.spot,
                "\(plugin.type) of \(link.use.selection.text) builds upon \"\(base.name.cutForMessage)\", which \(pod.title) gets after it",
                label: "put it behind \(links.links[other].use.selection.text.cutForMessage)",
                notes: ["Interfaces are made in the annotation's order, so the pod fails: \"Link not found\"."],
                related: related + [(links.links[other].use.spot, "makes \"\(base.name.cutForMessage)\"")])
            return true
        }
        return checkMTU(plugin, link, links.links[other], context, &sink)
    }

    /// macvlan and vlan refuse an MTU above their master's.
    private func checkMTU(
        _ plugin: PluginUse, _ link: PodLinks.Link, _ base: PodLinks.Link, _ context: ValidationContext,
        _ sink: inout FindingSink
    ) -> Bool {
        guard ["macvlan", "vlan"].contains(plugin.type), let own = plugin.cursor["mtu"], let mtu = own.value.integer,
            let maker = base.configuration?.maker(context), let least = maker.values(.mtu, context).first,
            let most = least.integer, most > 0, mtu > most
        else { return false }
        sink.report(
            .mtuAbovePodLink, at: link.use.spot,
            "\(plugin.type) of \(link.use.selection.text) wants an MTU of \(mtu), and \"\(base.name.cutForMessage)\", which it builds upon, has \(most)",
            label: "at most \(most)",
            notes: ["The pod fails: \"invalid MTU \(mtu), must be [0, master MTU(\(most))]\"."],
            related: [(own.spot, "wanted here"), (least.cursor.spot, "set here")])
        return true
    }

    private func reportOnNode(
        _ base: BaseLink, _ plugin: PluginUse, _ link: PodLinks.Link, _ pod: PodFacts, _ sink: inout FindingSink
    ) {
        sink.report(
            .linkLookedForOnNode, at: link.use.spot,
            "\(plugin.type) of \(link.use.selection.text) looks for \"\(base.name.cutForMessage)\" on the node, and \(pod.title) has an interface of that name",
            label: "is the pod's meant?",
            notes: ["Write \"\(base.flag)\": true into the network's configuration, then the pod's is taken."],
            related: [(base.spot, "named here")])
    }
}

/// An interface that a plugin builds its own upon.
private struct BaseLink {
    let name: String
    let spot: Spot
    /// The key that says where the interface is.
    let flag: String
    let isInPod: Bool

    static func all(of plugin: PluginUse) -> [BaseLink] {
        let (flag, cursors): (String, [JSONCursor])
        switch plugin.type {
        case "macvlan", "ipvlan", "vlan":
            (flag, cursors) = ("linkInContainer", [plugin.cursor["master"]].compactMap { $0 })
        case "bond":
            (flag, cursors) = ("linksInContainer", plugin.cursor["links"]?.elements?.compactMap { $0["name"] } ?? [])
        default: return []
        }
        return cursors.compactMap { cursor in
            guard let name = cursor.value.string, !name.isEmpty, name != "lo" else { return nil }
            return BaseLink(name: name, spot: cursor.spot, flag: flag, isInPod: plugin.cursor.isTrue(flag))
        }
    }
}
