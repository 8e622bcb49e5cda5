import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// A DEL that fails after an ADD that failed is no error only where nothing can have been attached.
@Suite struct NeverAttachedFaultTests {
    static let refused: JSONValue = ["error": ["code": 120, "msg": "no more room"]]
    static let busy: JSONValue = ["error": ["code": 130, "msg": "busy"]]

    private func node(add: JSONValue, delete: JSONValue) throws -> Node {
        let node = try Node.withScriptedCluster().with(["delegateTimeout": "1s"])
        try node.scriptedNetwork("bad", ["ADD": add, "DEL": delete])
        return node
    }

    @Test("what a failed ADD left on the host stays recorded, and gc frees it when the plugin can")
    func freedLater() throws {
        let node = try node(add: Self.refused, delete: Self.busy)
        let lease = node.folder + "/lease"
        try node.setScript(
            "bad",
            ["ADD": ["touch": .string(lease), "error": ["code": 120, "msg": "no more room"]], "DEL": Self.busy])
        let pod = try node.host.pod()
        #expect(try node.add(pod, "bad").errorCode == 120)
        let deleted = try node.delete(pod, "bad")
        #expect(deleted.succeeded, "\(deleted)")
        #expect(deleted.errorOutput.contains("network default/bad (net1): bad failed: busy"), "\(deleted)")
        #expect(deleted.errorOutput.contains("The record is kept"), "\(deleted)")
        #expect(TestFile.exists(lease))
        node.expectError(try node.check(pod, "bad"), code: 11, message: ["eth0"])
        node.expectError(try node.add(pod, "bad"), code: 130, message: ["default/bad (net1): bad failed: busy"])

        try node.host.removeNamespace(of: pod)
        try node.setScript("bad", ["DEL": ["run": .string("rm '\(lease)'")]])
        #expect(try node.collect([]).succeeded)
        #expect(!TestFile.exists(lease))
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("the interface of a failed ADD that is still in the sandbox keeps DEL an error")
    func interfaceLeft() throws {
        let node = try node(
            add: ["interface": true, "error": ["code": 120, "msg": "no more room"]],
            delete: [Self.busy, Self.busy, Self.busy])
        try expectError(node, code: 130)
    }

    @Test("a link of any other name in the sandbox keeps DEL an error: it may be a device of the host")
    func strayLink() throws {
        let node = try node(
            add: [
                "run": "ip link add nic7 type veth peer name far; ip link set nic7 netns \"$CNI_NETNS\"",
                "error": ["code": 120, "msg": "no more room"],
            ], delete: Self.busy)
        let pod = try expectError(node, code: 130)
        try node.host.shell("ip -n \(pod.name) link delete nic7")
        #expect(try node.delete(pod, "bad").succeeded)
        #expect(try node.record(pod) != nil)
    }

    /// What a failed call did, or didn't, isn't known from its own words.
    static let unsaid: [(add: JSONValue, delete: JSONValue, code: Int)] = [
        (["hang": true], busy, 130), (["crash": 9], busy, 130),
        (["output": #"{"code": 120, "msg": "no more room"}"#], busy, 130),
        (["output": "done"], busy, 130), (refused, ["hang": true], 11), (refused, ["crash": 11], 999),
    ]

    @Test("an ADD or DEL that was killed, crashed or contradicts itself keeps DEL an error", arguments: unsaid.indices)
    func contradiction(index: Int) throws {
        let (add, delete, code) = Self.unsaid[index]
        try expectError(try node(add: add, delete: delete), code: code)
    }

    @Test("a binary that is gone at DEL keeps it an error")
    func binaryGone() throws {
        let node = try node(add: Self.refused, delete: Self.busy)
        let pod = try node.host.pod()
        #expect(try node.add(pod, "bad").errorCode == 120)
        try node.host.shell("rm \(node.folder)/bin/bad")
        node.expectError(try node.delete(pod, "bad"), code: 7, message: ["no plugin \"bad\""])
    }

    @Test("a binary of the same chain that had succeeded keeps DEL an error, and so does another attachment's")
    func othersFail() throws {
        let node = try Node.withScriptedCluster(["DEL": [Self.busy, Self.busy, [:]]])
        try node.scripted("first", ["DEL": [Self.busy, Self.busy, Self.busy, [:]]])
        try node.scripted("bad", ["ADD": Self.refused, "DEL": Self.busy])
        try node.network("chain", node.list("chain", ["type": "first"], ["type": "bad"]))
        let pod = try node.host.pod()
        #expect(try node.add(pod, "chain").errorCode == 120)
        #expect(try node.delete(pod, "chain").errorCode == 130)
        // The cluster network is detached by now, `first` is not.
        #expect(try node.delete(pod, "chain").errorCode == 130)
        #expect(try node.record(pod)?.outstanding == [0, 1].map { JournalBinary(attachment: 1, plugin: $0) })
        let deleted = try node.delete(pod, "chain")
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.record(pod)?.outstanding == [JournalBinary(attachment: 1, plugin: 1)])
    }

    @Test("interfaces that other records of the sandbox hold are no reason to fail")
    func otherRecord() throws {
        let node = try node(add: Self.refused, delete: Self.busy)
        var pod = try node.host.pod()
        pod.interface = "eth1"
        #expect(try node.add(pod).succeeded)
        let first = pod
        pod.interface = "eth0"
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", ["type": "bad"]))
        #expect(try node.add(pod).errorCode == 120)
        let deleted = try node.delete(pod)
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.record(pod) != nil)
        #expect(try node.delete(first).succeeded)
    }

    @discardableResult
    private func expectError(_ node: Node, code: Int) throws -> TestPod {
        let pod = try node.host.pod()
        #expect(try !node.add(pod, "bad").succeeded)
        for _ in 0..<2 {
            let deleted = try node.delete(pod, "bad")
            #expect(deleted.errorCode == code, "\(deleted)")
        }
        #expect(try node.record(pod) != nil)
        return pod
    }
}
