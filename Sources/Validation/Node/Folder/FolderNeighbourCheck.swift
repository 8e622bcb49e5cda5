import ExactJSON
import Findings

/// Files in the runtime's folder at which it doesn't look, and that were hardly put there for nothing.
struct FolderNeighbourCheck: NodeCheck {
    /// Endings by which people and packages put a file aside.
    private static let asideEndings = [
        ".bak", ".backup", ".old", ".orig", ".save", ".disabled", ".off", ".unused", ".broken", ".aside", ".template",
        ".tmpl", ".example", ".sample", ".swp", ".tmp", ".rpmsave", ".rpmnew", ".rpmorig", ".dpkg-old", ".dpkg-new",
        ".dpkg-dist", "~", ".md", ".kubeconfig", ".yaml", ".yml",
    ]
    private static let ciliumEnding = ".cilium_bak"

    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard let folder = node.facts.runtime else { return }
        for file in folder.files ?? [] where !file.isLookedAt {
            if file.name.hasSuffix(Self.ciliumEnding) {
                sink.report(
                    Finding(
                        .putAsideByCilium, at: file.place.place, "Cilium has put \(file.path) out of the way",
                        label: "renamed by its agent",
                        notes: [
                            "While it is exclusive it does so with every file that isn't its own, Tartan's too: helm upgrade cilium cilium/cilium -n kube-system --reuse-values --set cni.exclusive=false"
                        ]))
                continue
            }
            let name = file.name.lowercased()
            guard !Self.asideEndings.contains(where: name.hasSuffix), let network = Self.network(in: file) else {
                continue
            }
            sink.report(
                Finding(
                    .fileNotLookedAt, at: file.place.place,
                    "\(file.path) has the network \"\(network.cutForMessage)\", and no runtime looks at it",
                    label: "named otherwise than .conflist, .conf or .json",
                    notes: [
                        "Endings count letter for letter. Name it .conflist if it has \"plugins\", else .conf; or with .bak if it is not to be used."
                    ]))
        }
    }

    /// The name of the network that a text configures.
    private static func network(in file: NodeFile) -> String? {
        guard case .text(let text) = file.content,
            let value = try? JSONParser.parse(text.bytes, limit: ConfigurationReader.limit),
            value["plugins"]?.array != nil || value["type"]?.string != nil, let name = value["name"]?.string,
            !name.isEmpty
        else { return nil }
        return name
    }
}
