/// A container runtime of the node, and what its own configuration says about CNI.
package struct NodeRuntime: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case containerd
        case crio = "CRI-O"
    }

    package let kind: Kind
    /// The path by which it was recognised.
    package let evidence: String
    package var configurationFolder = Self.standardFolder
    /// Where it looks for plugins.
    package var binaryFolders = ["/opt/cni/bin"]
    /// The network that CRI-O takes by name, whatever sorts first; nil where it goes by the files' names.
    package var defaultNetwork: String?
    /// How many files containerd attaches to each pod; 0 for all.
    package var networksPerPod = 1
    /// The file in which the last two stand.
    package var file: String?

    package static let standardFolder = "/etc/cni/net.d"

    package init(kind: Kind, evidence: String) {
        self.kind = kind
        self.evidence = evidence
    }
}
