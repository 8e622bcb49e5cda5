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

    @Test("of a damaged state the configured cluster network is detached, and the error names the sandbox, once")
    func damaged() throws {
        var node = try Node()
        node.settings["cniVersion"] = "1.1.0"
        let pods = try ["gone", "listed", "young"].map { try node.host.pod($0) }
        let list = node.list("cluster", node.bridge("cni0", subnet: "10.1.0.0/24"))
        let hands = pods.map { MultusHand(node: node, pod: $0) }
        for hand in hands {
            try hand.attach([.init(name: "cluster", list: list)])
            try TestFile.write("[{", to: hand.state)
        }
        try node.host.shell("rm -r \(hands[0].results); touch -d '2 minutes ago' \(hands[0].state) \(hands[1].state)")
        for pod in pods { try node.host.removeNamespace(of: pod) }
        let answer = try collect(node, [pods[1]])
        #expect(answer.errorCode == 5, "\(answer)")
        #expect(answer.message.contains("sandbox \(pods[0].containerID), which Multus attached"), "\(answer)")
        #expect(answer.details.contains("Detached: cluster (eth0)."), "\(answer)")
        #expect(node.reservations() == ["cluster/10.1.0.3", "cluster/10.1.0.4"])
        #expect(hands[0].files() == [pods[1].containerID, pods[2].containerID])
        #expect(hands[0].files(hidden: true).contains(".damaged-\(pods[0].containerID)"))
        #expect(try node.store.records().isEmpty)
        #expect(try collect(node, [pods[1]]).succeeded)
    }

    @Test("where a damaged state has nothing that could be detached, that is what is said")
    func nothing() throws {
        var node = try Node()
        node.settings["cniVersion"] = "1.1.0"
        try node.host.shell("rm \(node.configurationFolder)/*")
        try TestFile.makeFolder("\(node.folder)/multus")
        try TestFile.write("[]", to: "\(node.folder)/multus/lost")
        try node.host.shell("touch -d '2 minutes ago' \(node.folder)/multus/lost")
        let answer = try collect(node, [])
        #expect(answer.errorCode == 5, "\(answer)")
        #expect(answer.message.contains("sandbox lost, which Multus attached"), "\(answer)")
        #expect(answer.details.contains("Nothing else could be detached."), "\(answer)")
    }

    @Test("a folder of state that is none keeps delegates from being told that everything is free")
    func noFolder() throws {
        var node = try Node()
        node.settings["cniVersion"] = "1.1.0"
        try TestFile.write("", to: "\(node.folder)/multus")
        let answer = try collect(node, [])
        #expect(answer.errorCode == 5, "\(answer)")
        #expect(answer.message.contains("\(node.folder)/multus"), "\(answer)")
    }

    @Test("GC keeps the newest of what was set aside")
    func pruned() throws {
        var node = try Node()
        node.settings["cniVersion"] = "1.1.0"
        let folder = "\(node.folder)/multus"
        try TestFile.makeFolder("\(folder)/results")
        // File systems count in ticks of some milliseconds.
        try node.host.shell("touch \(folder)/results/.damaged-1; sleep 0.1")
        for number in 2...40 {
            try TestFile.write("", to: "\(folder)/.damaged-\(number)")
            try TestFile.write("", to: "\(folder)/results/.damaged-\(number)")
        }
        #expect(try collect(node, []).succeeded)
        let left = TestFile.names(in: folder) + TestFile.names(in: folder + "/results")
        #expect(left.count { $0.hasPrefix(".damaged-") } == 64)
        #expect(!TestFile.exists("\(folder)/results/.damaged-1"))
    }
}
