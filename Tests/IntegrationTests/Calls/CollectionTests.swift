import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// GC.
@Suite(.privateHost) struct CollectionTests {
    private func node() throws -> Node {
        var node = try Node()
        node.settings["cniVersion"] = "1.1.0"
        for type in ["one", "two"] {
            try node.scripted(type, ["ADD": ["interface": true], "DEL": ["removeInterface": true]])
        }
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", version: "1.1.0", ["type": "one"]))
        try node.network("more", node.list("more", version: "1.1.0", ["type": "two"]))
        return node
    }

    private func collect(_ node: Node, _ listed: [TestPod]?, adding keys: JSONObject = [:]) throws -> Answer {
        var keys = keys
        if let listed {
            keys["cni.dev/valid-attachments"] = .array(
                listed.map { ["containerID": .string($0.containerID), "ifname": .string($0.interface)] })
        }
        return try node.run(node.call("GC", nil, annotations: nil, adding: keys))
    }

    /// The list that a delegate got, as `container/interface`.
    private func list(_ call: RecordedCall?) -> [String] {
        (call?.configuration["cni.dev/valid-attachments"]?.array ?? []).map {
            "\($0["containerID"]?.string ?? "?")/\($0["ifname"]?.string ?? "?")"
        }
    }

    /// Pain 45: #1134.
    @Test("a record whose sandbox is gone is detached unless it is listed; others stay")
    func collects() throws {
        let node = try node()
        let pods = try ["gone", "listed", "alive"].map { try node.host.pod($0) }
        for pod in pods { #expect(try node.add(pod, "more").succeeded) }
        for pod in pods.prefix(2) { try node.host.removeNamespace(of: pod) }
        let answer = try collect(node, [pods[1]])
        #expect(answer.succeeded, "\(answer)")
        #expect(answer.outcome.output.isEmpty)
        // The last is not listed but young: an ADD that the runtime had not booked yet.
        #expect(try node.store.records().map(\.sandbox) == [pods[2].containerID, pods[1].containerID])
        let deletes = try node.calls("two", "DEL")
        #expect(deletes.map { $0.environment["CNI_CONTAINERID"] } == [pods[0].containerID])
        #expect(deletes.first?.environment["CNI_NETNS"] == "")
        #expect(try node.refusals().isEmpty)
    }

    @Test("each list gets GC once, with every attachment of every sandbox that is left")
    func expands() throws {
        let node = try node()
        let pods = try ["a", "b"].map { try node.host.pod($0) }
        for pod in pods { #expect(try node.add(pod, "more,more@lan0").succeeded) }
        #expect(try collect(node, pods).succeeded)
        let expected = pods.flatMap { pod in ["eth0", "net1", "lan0"].map { "\(pod.containerID)/\($0)" } }
        for type in ["one", "two"] {
            let calls = try node.calls(type, "GC")
            #expect(calls.count == 1)
            #expect(Set(list(calls.first)) == Set(expected))
            #expect(list(calls.first).count == expected.count)
            #expect(
                calls.first?.configuration["cni.dev/attachments"]
                    == calls.first?.configuration["cni.dev/valid-attachments"])
        }
        #expect(try node.refusals().isEmpty)
    }

    @Test("records of another runtime's network name are neither detached nor freed by delegates")
    func otherName() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod, "more", keys: ["name": "second"]).succeeded)
        try node.host.removeNamespace(of: pod)
        #expect(try collect(node, []).succeeded)
        #expect(try node.store.records().count == 1)
        #expect(try node.calls("two", "DEL").isEmpty)
        #expect(try Set(list(node.calls("one", "GC").first)) == ["\(pod.containerID)/eth0", "\(pod.containerID)/net1"])
    }

    @Test("lists with disableGC or below 1.1.0 are not asked")
    func notAsked() throws {
        let node = try node()
        try node.network(
            "more", ["cniVersion": "1.1.0", "name": "more", "disableGC": true, "plugins": [["type": "two"]]])
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", version: "1.0.0", ["type": "one"]))
        let pod = try node.host.pod()
        #expect(try node.add(pod, "more").succeeded)
        #expect(try collect(node, [pod]).succeeded)
        #expect(try node.calls("one", "GC").isEmpty)
        #expect(try node.calls("two", "GC").isEmpty)
    }

    @Test("without a list nothing is collected")
    func noList() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod).succeeded)
        try node.host.removeNamespace(of: pod)
        #expect(try collect(node, nil).succeeded)
        #expect(try node.store.records().count == 1)
        #expect(try node.calls("one", "GC").isEmpty)
    }

    @Test("a plugin's error is the answer, and the others are still asked")
    func errors() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod, "more").succeeded)
        try node.setScript(
            "one", ["GC": ["error": ["code": 123, "msg": "no mood"]], "DEL": ["removeInterface": true]])
        let answer = try collect(node, [pod])
        #expect(answer.errorCode == 123)
        #expect(answer.message.contains("no mood"))
        #expect(try node.calls("two", "GC").count == 1)
    }

    @Test("what Multus still has attached is in the list; if its state can't be read, delegates get no GC")
    func multus() throws {
        let node = try node()
        try TestFile.makeFolder(node.folder + "/multus/results")
        let file = node.folder + "/multus/results/cluster-old-eth0"
        try TestFile.write(#"{"kind":"cniCacheV1","containerId":"old","ifName":"eth0"}"#, to: file)
        #expect(try collect(node, []).succeeded)
        #expect(try list(node.calls("one", "GC").first) == ["old/eth0"])
        try TestFile.write("{", to: file)
        let answer = try collect(node, [])
        #expect(answer.errorCode == 5)
        #expect(answer.message.contains(file))
        #expect(try node.calls("one", "GC").count == 1)
    }
}
