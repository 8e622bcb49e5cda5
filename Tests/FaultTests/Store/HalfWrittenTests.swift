import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Files of the store, other than records, that a power cut left half-written.
@Suite struct HalfWrittenTests {
    private let uid = "6f1c2d3e-0000-4000-8000-000000000001"

    private func attached() throws -> (Node, TestPod) {
        let node = try Node.withScriptedCluster([:])
        try node.scriptedNetwork("lan", [:])
        let pod = try node.host.pod("web", uid: uid)
        #expect(try node.add(pod, "lan").succeeded)
        return (node, pod)
    }

    private func cut(_ path: String, _ parts: Int) throws {
        let bytes = try #require(TestFile.bytesIfThere(path))
        try TestFile.write(Array(bytes.prefix(bytes.count * parts / 8)), to: path)
    }

    /// Pain 13: #948, #1087, #1448.
    @Test("a half history is no reason to fail a DEL, which resolves again if it says too little", arguments: 0..<8)
    func history(parts: Int) throws {
        let (node, pod) = try attached()
        #expect(try node.delete(pod, "lan").succeeded)
        try cut(node.store.root + "/history/\(pod.containerID):\(pod.interface)", parts)
        let answer = try node.delete(pod, "lan")
        #expect(answer.succeeded, "\(answer)")
        let deletes = try node.order("base", "lan").filter { $0.hasPrefix("DEL") }
        // What is left of it may be whole lines of a call that had started nothing yet.
        let once = ["DEL lan net1", "DEL base eth0"]
        #expect(deletes == once || deletes == once + once)
        if parts < 2 || parts > 4 { #expect(deletes.count == 4) }
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("a half status is no reason to fail a DEL, and goes with it", arguments: [0, 3, 7])
    func status(parts: Int) throws {
        let (node, pod) = try attached()
        let key = try OutboxKey(podUID: uid, containerID: pod.containerID)
        try cut(node.store.root + "/outbox/" + key.fileName, parts)
        let answer = try node.delete(pod, "lan")
        #expect(answer.succeeded, "\(answer)")
        #expect(TestFile.names(in: node.store.root + "/outbox").isEmpty)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("a half definition fails the ADD by its name, and no DEL")
    func definition() throws {
        let (node, pod) = try attached()
        try cut(node.store.root + "/networks/default/lan", 4)
        let second = try node.host.pod("second")
        let added = try node.add(second, "lan")
        #expect(added.errorCode == 5 || added.errorCode == 7, "\(added)")
        #expect(added.message.contains("networks/default/lan"), "\(added)")
        #expect(try node.delete(second, "lan").succeeded)
        #expect(try node.delete(pod, "lan").succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }
}
