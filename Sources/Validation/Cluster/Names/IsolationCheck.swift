import ExactJSON
import Findings
import MultiNetwork

/// A pod names a network of a namespace that it may not use networks of.
struct IsolationCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        guard let rule = Isolation(picture) else { return }
        let known = Set(picture.scope.definitions.map(\.reference))
        for pod in picture.scope.pods {
            for use in rule.coversDefaultNetwork ? pod.allUses : pod.selections {
                let reference = use.selection.reference
                if reference.namespace == pod.namespace || rule.open.contains(reference.namespace) { continue }
                // One that isn't there is told as that.
                if !known.isEmpty, !known.contains(reference.description) { continue }
                let allowed = ([pod.namespace] + rule.open).reduce(into: [String]()) { list, name in
                    if !list.contains(name) { list.append(name) }
                }
                sink.report(
                    .isolatedNetwork, at: use.spot, "\(pod.title) may not use network \(reference)",
                    label: "allowed: networks of \(allowed.prefix(8).joined(separator: ", "))",
                    notes: ["Namespaces are isolated, so the pod is refused and stays in ContainerCreating."],
                    related: rule.spot.map { [($0, "isolation is on")] } ?? [])
            }
        }
    }
}

/// Which namespaces' networks everybody may use.
private struct Isolation {
    let open: [String]
    /// Multus doesn't look at the annotation of the default network.
    let coversDefaultNetwork: Bool
    let spot: Spot?

    /// - Returns: nil if nothing says that namespaces are isolated.
    init?(_ picture: ClusterPicture) {
        if let namespaces = picture.context.settings.globalNamespaces {
            (open, coversDefaultNetwork, spot) = (namespaces, true, nil)
            return
        }
        let plugins = picture.scope.configurations.flatMap(\.plugins)
        let isolating = plugins.first { MetaPlugin.isOne($0) && $0.cursor["namespaceIsolation"]?.value.boolean == true }
        guard let isolating else { return nil }
        let text = isolating.cursor["globalNamespaces"]?.value.string ?? ""
        let names = text.split(separator: ",").map { String($0.filter { $0 != " " && $0 != "\t" }) }
        open = names.isEmpty ? ["default"] : names
        coversDefaultNetwork = isolating.type == "tartan"
        spot = isolating.cursor.member("namespaceIsolation")?.spot
    }
}
