import ExactJSON
import Glibc
import TartanStore
import TartanTestSupport
import TestKit
import Testing

/// Calls in orders that no runtime should make, some of them killed: the last DEL still leaves nothing.
@Suite struct OddOrderTests {
    private enum Deed: String, CaseIterable {
        case add, killedAdd, killedDelete, delete, collect, collectByHand, brokenDelete, cutRecord, removeNamespace
    }

    @Test(
        "whatever came before, after the last DEL no interface, no address and no record is left",
        arguments: Array(0..<8) + [42, 70, 82, 143])
    func orders(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let node = try Node.withBridges(["type": "tuning", "sysctl": [:]]).with(["cniVersion": "1.1.0"])
        let pod = try node.host.pod(uid: "u1")
        var deeds: [Deed] = []
        for _ in 0..<10 {
            guard let deed = Deed.allCases.randomElement(using: &generator) else { continue }
            // Without its sandbox a record that was cut off has no witness.
            if deed == .cutRecord, deeds.contains(.removeNamespace) { continue }
            if deed == .removeNamespace, deeds.contains(.removeNamespace) || deeds.contains(.cutRecord) { continue }
            deeds.append(deed)
            try perform(deed, node, pod, &generator)
        }
        let deleted = try node.delete(pod, "lan")
        let order = deeds.map(\.rawValue).joined(separator: ", ")
        #expect(deleted.succeeded, "\(order): \(deleted)")
        // The kernel takes the links of a namespace that is gone away in its own time.
        if deeds.contains(.removeNamespace) {
            try Waiting.until("the links") { try node.host.links().count == 2 }
        }
        let left = try node.leftBehind(pod, host: ["cni0", "br-x"])
        #expect(left == [], "\(order)")
    }

    private func perform(_ deed: Deed, _ node: Node, _ pod: TestPod, _ generator: inout SeededGenerator) throws {
        switch deed {
        case .add: _ = try node.add(pod, "lan")
        case .killedAdd: try killed("ADD", node, pod, &generator)
        case .killedDelete: try killed("DEL", node, pod, &generator)
        case .delete: _ = try node.delete(pod, "lan")
        case .collect: _ = try node.collect([])
        case .collectByHand:
            _ = try node.host.run(
                TestCommand(
                    [Executables.tartanctl, "gc", "--store", node.store.root],
                    environment: ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"]))
        case .brokenDelete:
            let file = node.folder + "/bin/bridge"
            try TestFile.write("nonsense", to: file, mode: 0o755)
            _ = try node.delete(pod, "lan")
            TestFile.remove(file)
        case .cutRecord:
            guard let journal = TestFile.bytesIfThere(node.journalPath(pod)) else { return }
            let length = Int.random(in: 0..<journal.count, using: &generator)
            try TestFile.write(Array(journal.prefix(length)), to: node.journalPath(pod))
        case .removeNamespace: try node.host.removeNamespace(of: pod)
        }
    }

    private func killed(
        _ command: String, _ node: Node, _ pod: TestPod, _ generator: inout SeededGenerator
    ) throws {
        let running = try node.start(node.call(command, pod, annotations: Node.annotations("lan")))
        let tartan = try node.tartan(running)
        usleep(UInt32.random(in: 0..<80_000, using: &generator))
        kill(tartan, SIGKILL)
        _ = try running.wait()
    }
}
