import CNI
import ExactJSON

/// What would harm the pod if it were tried: refused before anything runs.
enum PlanRules {
    /// - Parameter held: what the sandbox's other records hold of that which a pod can have once only, by project.
    static func check(_ attachments: [Attachment], held: Holders) throws(PlanError) {
        var held = held
        var flannels: [(file: String, attachment: Attachment)] = []
        for attachment in attachments {
            try requireOrder(attachment)
            for plugin in attachment.plugins {
                try requireOnce(plugin, attachment, held)
                try requireOneName(plugin, attachment, &flannels)
            }
            // The chain's own plugins of one project belong together.
            for plugin in attachment.plugins {
                for inner in InnerPlugin.all(plugin.type, plugin.configuration) {
                    guard let project = inner.known?.oncePerPod?.project else { continue }
                    held[project] = held[project] ?? attachment.label.description
                }
            }
        }
    }

    private static func requireOrder(_ attachment: Attachment) throws(PlanError) {
        // The auxiliary chain's first plugin follows those of the other chains, and is given an empty result.
        guard let first = attachment.plugins.first, attachment.initialResult == nil else { return }
        for plugin in attachment.plugins.dropFirst() where KnownPlugin.of(plugin.type)?.isFirstOnly == true {
            throw .notFirst(attachment.label, type: plugin.type, first: first.type)
        }
    }

    private static func requireOnce(
        _ plugin: PlannedPlugin, _ attachment: Attachment, _ held: Holders
    ) throws(PlanError) {
        for inner in InnerPlugin.all(plugin.type, plugin.configuration) {
            guard let once = inner.known?.oncePerPod, let holder = held[once.project] else { continue }
            throw .oncePerPod(attachment.label, type: inner.type, once, holder: holder)
        }
    }

    /// Addresses are kept by the network's name: under two names the same address is given out twice.
    private static func requireOneName(
        _ plugin: PlannedPlugin, _ attachment: Attachment, _ flannels: inout [(file: String, attachment: Attachment)]
    ) throws(PlanError) {
        guard plugin.type == "flannel" else { return }
        let file = plugin.configuration["subnetFile"]?.string ?? SubnetFile.usualPath
        if let other = flannels.first(where: { $0.file == file })?.attachment, other.listName != attachment.listName {
            throw .sharedSubnetFile(
                attachment.label, name: attachment.listName, file: file, other: other.label, otherName: other.listName)
        }
        flannels.append((file, attachment))
    }
}
