import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// GC of what Multus left behind.
@Suite(.privateHost) struct MultusCollectionTests {
    private func collect(_ node: Node, _ listed: [TestPod]) throws -> Answer {
        let list = listed.map { ["containerID": .string($0.containerID), "ifname": "eth0"] as JSONValue }
        return try node.run(
            node.call("GC", nil, annotations: nil, adding: ["cni.dev/valid-attachments": .array(list)]))
    }

    @Test("state of a sandbox that is gone is detached by GC; what is listed or lives is spared")
    func collects() throws {
        var node = try Node()
        node.settings["cniVersion"] = "1.1.0"
        let pods = try ["gone", "listed", "alive"].map { try node.host.pod($0) }
        let hands = pods.map { MultusHand(node: node, pod: $0) }
        let list = node.list("cluster", node.bridge("cni0", subnet: "10.1.0.0/24"))
        for hand in hands { try hand.attach([.init(name: "cluster", list: list)]) }
        for pod in pods.prefix(2) { try node.host.removeNamespace(of: pod) }
        #expect(node.reservations().count == 3)
        let answer = try collect(node, [pods[1]])
        #expect(answer.succeeded, "\(answer)")
        #expect(node.reservations().count == 2)
        #expect(!hands[0].files().contains { $0.contains(pods[0].containerID) })
        for pod in pods.dropFirst() { #expect(hands[0].files().count { $0.contains(pod.containerID) } == 2) }
        #expect(try node.store.records().isEmpty)
        #expect(try node.host.links(in: "alive") == ["eth0"])
    }

    @Test("a sandbox that Tartan has a record of is never taken for one of Multus'")
    func ownRecord() throws {
        var node = try Node()
        node.settings["cniVersion"] = "1.1.0"
        let pod = try node.host.pod()
        #expect(try node.add(pod).succeeded)
        try TestFile.makeFolder("\(node.folder)/multus/results")
        try TestFile.write("[]", to: "\(node.folder)/multus/\(pod.containerID)")
        #expect(try collect(node, []).succeeded)
        #expect(try node.store.records().count == 1)
    }
}
