import CNI
import ExactJSON
import LinuxSystem

/// Whether this process sees the host as the runtimes do. Paths of network namespaces mean something in the host's mount
/// namespace alone, and DELs take apart what is in the host's network namespace.
enum HostNamespaces {
    /// Whether this process shares them with process 1, as far as it may see that.
    static var areShared: Bool {
        ["mnt", "net"].allSatisfy { name in
            let own = FileIdentity(path: "/proc/self/ns/\(name)")
            return own != nil && own == FileIdentity(path: "/proc/1/ns/\(name)")
        }
    }

    /// - Throws: a failure that names the namespace which isn't that of process 1, or can't be compared.
    static func require() throws(Failure) {
        for (name, word) in [("mnt", "mount"), ("net", "network")] {
            let own = FileIdentity(path: "/proc/self/ns/\(name)")
            guard let host = FileIdentity(path: "/proc/1/ns/\(name)"), own != nil else {
                throw refusal(word, "this process may not see whether its \(word) namespace is the host's")
            }
            if own != host { throw refusal(word, "this process has a \(word) namespace of its own, not the host's") }
        }
    }

    private static func refusal(_ word: String, _ reason: String) -> Failure {
        Failure(
            .couldNotRun, code: "foreignNamespace",
            "\(reason), so sandboxes that are there could be taken for gone. Nothing was done.",
            hints: [
                "Run it on the host, as root: sudo nsenter -t 1 -m -n tartanctl gc",
                "If all sandboxes of the store can be seen from here: tartanctl gc --force",
            ], facts: ["namespace": .string(word)])
    }
}
