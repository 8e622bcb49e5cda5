package import TartanStore

// What an attachment leaves, and what of it is still there
extension Node {
    /// The open record of a pod's interface; nil where there is none.
    package func record(_ pod: TestPod) throws -> Record? {
        try store.sandbox(pod.containerID).readJournal(pod.interface)
    }

    /// The finished journal of a pod's interface.
    package func history(_ pod: TestPod) throws -> Record? {
        try store.history(store.sandbox(pod.containerID), pod.interface)
    }

    /// host-local's reservations, as `network/address`, sorted.
    package func reservations() -> [String] {
        TestFile.names(in: leases).flatMap { network in
            TestFile.names(in: "\(leases)/\(network)")
                .filter { $0.first?.isHexDigit == true && ($0.contains(".") || $0.contains(":")) }
                .map { "\(network)/\($0)" }
        }.sorted()
    }

    /// The rules that plugins made, as iptables-save prints them without comments and policies, IPv4 and IPv6.
    package func rules() throws -> [String] {
        let text = try host.shell("iptables-save 2>/dev/null; ip6tables-save 2>/dev/null")
        return text.split(separator: "\n").map(String.init).filter { line in
            guard line.hasPrefix("-A") || line.hasPrefix(":") else { return false }
            return line.contains("CNI") || line.contains("DNAT") || line.contains("comment")
        }
    }

    /// Sentences that name what is left of that pod. Empty if there is nothing.
    ///
    /// - Parameters:
    ///   - host: links of the host that are expected: the bridges, which plugins never remove.
    ///   - rules: false where chains may stay that all pods share.
    package func leftBehind(_ pod: TestPod, host expected: [String] = ["cni0"], rules: Bool = true) throws -> [String] {
        var left: [String] = []
        if TestFile.names(in: "/proc/\(host.processID)/root/run/netns").contains(pod.name) {
            left += try host.links(in: pod.name).map { "\($0) in the pod" }
        }
        left += try host.links().filter { !expected.contains($0) }.map { "\($0) on the host" }
        left += reservations().map { "reservation \($0)" }
        left += try store.records().map { "record \($0)" }
        left += TestFile.names(in: store.root + "/records").map { "folder of sandbox \($0)" }
        left += try store.outbox().map { "status \($0.fileName)" }
        if rules { left += try self.rules().map { "rule \($0)" } }
        return left
    }
}
