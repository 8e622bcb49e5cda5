import ExactJSON
import TartanStore
import TartanTestSupport
import TestKit

extension Node {
    /// `tartanctl gc` on this node's store.
    func collect(_ arguments: String..., environment: [String] = [], through: [String] = []) throws -> Answer {
        try Answer(
            outcome: host.run(
                TestCommand(
                    through + [Executables.tartanctl, "gc", "--store", store.root] + arguments,
                    environment: ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"] + environment)))
    }

    /// A node whose cluster network is the scripted plugin `base`.
    static func withBase(_ script: JSONValue = [:]) throws -> Node {
        let node = try Node()
        try node.scripted("base", script)
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", ["type": "base"]))
        return node
    }

    /// Makes the record of a pod look as if the node had been rebooted since.
    ///
    /// - Parameter lines: those that the machine didn't lose.
    func pretendReboot(_ pod: TestPod, lines: Int = .max) throws {
        let folder = store.sandbox(pod.containerID)
        guard let record = try folder.readJournal(pod.interface), try folder.discardJournal(pod.interface) else {
            throw TestFailure("no record of \(pod.name)")
        }
        var opening = record.opening
        opening.bootID = "00000000-0000-0000-0000-000000000000"
        var journal = try folder.openJournal(pod.interface, create: true)
        try journal.append(.open(opening))
        for entry in record.entries.prefix(lines).dropFirst() { try journal.append(entry.step) }
    }

    /// Everything that a dry run must not touch: names, kinds, sizes, times and inodes.
    func traces() throws -> String {
        try host.shell(
            "find \(store.root) \(leases) -printf '%p %y %s %T@ %C@ %i\\n' | sort")
    }

    /// A reservation as host-local writes it.
    func reserve(_ address: String, for content: String, network: String = "old") throws {
        try TestFile.makeFolder("\(leases)/\(network)")
        try TestFile.write(content, to: "\(leases)/\(network)/\(address)")
    }

    /// What the JSON report says became of a pod's record.
    func outcome(_ answer: Answer, _ pod: TestPod) -> String? {
        answer.json["records"]?.array?.first { $0["sandbox"]?.string == pod.containerID }?["outcome"]?.string
    }
}
