import Findings
import MultiNetwork

/// A pod names a network that isn't there. Told only where definitions are among the input.
struct UnknownNetworkCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        if picture.unknown.isEmpty { return }
        for pod in picture.scope.pods {
            for use in pod.allUses {
                guard let advice = picture.unknown[use.selection.reference] else { continue }
                report(use, pod, advice, &sink)
            }
        }
    }

    private func report(_ use: SelectionUse, _ pod: PodFacts, _ advice: NetworkNames.Advice, _ sink: inout FindingSink)
    {
        let reference = use.selection.reference
        var notes: [String] = []
        switch advice {
        case .elsewhere(let namespaces):
            notes.append(
                use.element == nil && use.selection.text.utf8.contains(UInt8(ascii: "/"))
                    ? "There is a network of that name in \(Self.list(namespaces))."
                    : "Without a namespace it is looked for in \(reference.namespace); there is one in \(Self.list(namespaces))."
            )
        case .emptyNamespace: notes.append("There is no network at all in namespace \(reference.namespace).")
        case .near, .none: break
        }
        notes.append("\(pod.title) stays in ContainerCreating until there is one.")
        sink.report(
            .unknownNetwork, at: use.spot, "network \"\(reference)\" does not exist",
            label: advice.label(for: reference),
            notes: notes)
    }

    private static func list(_ names: [String]) -> String {
        names.count > 3 ? names.prefix(3).joined(separator: ", ") + ", …" : names.joined(separator: ", ")
    }
}
