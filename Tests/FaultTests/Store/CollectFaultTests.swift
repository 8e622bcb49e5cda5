import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// GC among records of every age and state.
@Suite struct CollectFaultTests {
    private func node() throws -> Node { try Node.withScriptedCluster([:]).with(["cniVersion": "1.1.0"]) }

    @Test("an unlisted record whose sandbox lives is detached once it is more than a minute old", arguments: [55, 65])
    func age(seconds: UInt64) throws {
        let node = try node()
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", version: "1.1.0", ["type": "base"]))
        let (listed, unlisted) = (try node.host.pod("listed"), try node.host.pod("unlisted"))
        for pod in [listed, unlisted] {
            #expect(try node.add(pod).succeeded)
            try node.rewriteJournal(pod, age: seconds)
        }
        let answer = try node.collect([(listed.containerID, "eth0")])
        #expect(answer.succeeded, "\(answer)")
        let deleted = try node.calls("base", "DEL")
        #expect(deleted.map { $0.environment["CNI_CONTAINERID"] } == (seconds > 60 ? [unlisted.containerID] : []))
        #expect(deleted.allSatisfy { $0.environment["CNI_NETNS"] == unlisted.netns })
        // The young one is spared, and delegates are told so.
        let names = seconds > 60 ? [listed] : [listed, unlisted]
        let collected = try node.calls("base", "GC")
        #expect(collected.count == 1)
        #expect(
            collected.first?.configuration["cni.dev/valid-attachments"]
                == .array(names.map { ["containerID": .string($0.containerID), "ifname": "eth0"] }))
        #expect(try node.refusals().isEmpty)
    }

    @Test("another interface of a listed sandbox is a record of its own, and unlisted")
    func otherInterface() throws {
        let node = try node()
        var pod = try node.host.pod()
        #expect(try node.add(pod).succeeded)
        let first = pod
        pod.interface = "eth1"
        #expect(try node.add(pod).succeeded)
        for pod in [first, pod] { try node.rewriteJournal(pod, age: 100) }
        #expect(try node.collect([(pod.containerID, "eth0")]).succeeded)
        #expect(try node.calls("base", "DEL").map { $0.environment["CNI_IFNAME"] } == ["eth1"])
        #expect(try node.store.records() == [RecordKey(sandbox: pod.containerID, interface: "eth0")])
    }

    @Test("what could not be detached is the answer, stays, and is still valid for delegates")
    func failing() throws {
        let node = try node()
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", version: "1.1.0", ["type": "base"]))
        try node.setScript("base", ["DEL": [["error": ["code": 150, "msg": "busy"]], [:]]])
        let pods = try [node.host.pod("a"), node.host.pod("b")]
        for pod in pods {
            #expect(try node.add(pod).succeeded)
            try node.host.removeNamespace(of: pod)
        }
        let answer = try node.collect([])
        node.expectError(answer, code: 150, message: ["network cluster (eth0): base failed: busy"])
        #expect(try node.store.records().map(\.sandbox) == [pods[0].containerID])
        #expect(
            try node.calls("base", "GC").first?.configuration["cni.dev/valid-attachments"]
                == [["containerID": .string(pods[0].containerID), "ifname": "eth0"]])
        #expect(try node.collect([]).succeeded)
        #expect(try node.store.records().isEmpty)
    }

    @Test("a record whose ADD was killed is detached, and its binary that still runs is ended")
    func killedAdd() throws {
        let node = try Node.withScriptedCluster()
        let (pod, late) = try node.killedAdd()
        #expect(try node.runs(late))
        try node.host.removeNamespace(of: pod)
        let answer = try node.collect([])
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.order("base", "late").suffix(2) == ["DEL late net1", "DEL base eth0"])
        #expect(try !node.runs(late))
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("a record that can't be read is an error, detaches nothing, and keeps delegates from freeing anything")
    func unreadable() throws {
        let node = try node()
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", version: "1.1.0", ["type": "base"]))
        let pods = try [node.host.pod("a"), node.host.pod("b")]
        for pod in pods {
            #expect(try node.add(pod).succeeded)
            try node.host.removeNamespace(of: pod)
        }
        let text = try #require(TestFile.textIfThere(node.journalPath(pods[0])))
        try TestFile.write(text.replacing("\"format\":1", with: "\"format\":9"), to: node.journalPath(pods[0]))
        let answer = try node.collect([])
        node.expectError(answer, code: 5, message: ["format 9", "up to 1"])
        #expect(try node.calls("base", "DEL").map { $0.environment["CNI_CONTAINERID"] } == [pods[1].containerID])
        #expect(try node.calls("base", "GC").isEmpty)
    }

    @Test(
        "a list that is none is refused",
        arguments: [["a"], "all", [["containerID": "x"]], [["ifname": 5]]] as [JSONValue])
    func badList(value: JSONValue) throws {
        let node = try node().with(["cni.dev/valid-attachments": value])
        let pod = try node.host.pod()
        #expect(try node.with(["cni.dev/valid-attachments": .null]).add(pod).succeeded)
        try node.rewriteJournal(pod, age: 100)
        let answer = try node.run(node.call("GC", nil, annotations: nil))
        node.expectError(answer, code: 7, message: ["cni.dev/valid-attachments"])
        #expect(try node.calls("base").map(\.command) == ["ADD"])
    }
}
