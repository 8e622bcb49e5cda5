import ExactJSON
import Findings
import PluginCatalogue

/// Interfaces of pods that take larger packets than the node's overlay carries.
struct OverlayMTUCheck: NodeCheck {
    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard let links = node.facts.links else { return }
        for configuration in node.configurations {
            guard let plugin = configuration.plugins.first, plugin.index == 0,
                let entry = node.context.catalogue.entry(plugin.type),
                let most = links.all.compactMap({ Room($0, entry.overlays, links) }).min(by: { $0.bytes < $1.bytes })
            else { continue }
            // What a plugin hands on to the one that it runs is described with that one.
            let inner = entry.roles.contains(.meta) ? plugin.cursor["delegate"]?["mtu"] : nil
            for cursor in plugin.values(.mtu, node.context).map(\.cursor) + [inner].compactMap({ $0 }) {
                guard let mtu = cursor.value.integer, mtu > most.bytes else { continue }
                sink.report(
                    .mtuAboveOverlay, at: cursor.spot,
                    "the MTU of \(plugin.type) is \(mtu), and \(most.words) of \(node.facts.name) leaves \(most.bytes)",
                    label: "at most \(most.bytes) here",
                    notes: ["Large packets to pods of other nodes are cut into pieces or lost."])
            }
        }
    }
}

/// How large a packet may be that goes through an overlay of the node.
private struct Room {
    let bytes: Int
    let words: String

    /// - Returns: nil for another link, one that isn't used, and where it can't be told.
    init?(_ link: NodeLink, _ overlays: [Overlay], _ links: NodeLinks) {
        guard link.isUp, let overlay = overlays.first(where: { $0.isMade(as: link.name) }) else { return nil }
        let below = (link.parent ?? links.defaultLink).flatMap { links[$0] }
        let left = below?.mtu.map { $0 - overlay.overhead }
        if let left, left > 0, left <= link.mtu ?? left {
            bytes = left
            words = "\"\(link.name)\" over \"\(below?.name ?? "")\""
        } else if let mtu = link.mtu, mtu > 0 {
            bytes = mtu
            words = "\"\(link.name)\""
        } else {
            return nil
        }
    }
}
