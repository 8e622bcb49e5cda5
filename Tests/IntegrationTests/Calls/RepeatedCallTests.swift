import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Calls that come twice, too early, too late or without what they need.
@Suite(.privateHost) struct RepeatedCallTests {
    private func node() throws -> Node {
        let node = try Node()
        try node.network("blue", node.list("blue", node.bridge("br-blue", subnet: "10.20.0.0/24")))
        return node
    }

    private let bridges = ["br-blue", "cni0"]

    @Test("a second ADD is error 4, starts nothing and changes nothing")
    func secondAdd() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod, "blue").succeeded)
        let before = TestFile.bytesIfThere(node.store.sandbox(pod.containerID).journalPath("eth0"))
        let answer = try node.add(pod, "blue")
        #expect(answer.errorCode == 4)
        #expect(answer.message == "default/web: eth0 is already attached")
        #expect(TestFile.bytesIfThere(node.store.sandbox(pod.containerID).journalPath("eth0")) == before)
        #expect(node.reservations() == ["blue/10.20.0.2", "cluster/10.1.0.2"])
        #expect(try node.check(pod, "blue").succeeded)
        #expect(try node.delete(pod, "blue").succeeded)
        #expect(try node.leftBehind(pod, host: bridges).isEmpty)
    }

    @Test("an ADD into another namespace first detaches what the earlier one made, there")
    func otherNamespace() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod, "blue").succeeded)
        let second = try node.host.pod("second")
        var call = node.call("ADD", pod, annotations: Node.annotations("blue"))
        call.netns = second.netns
        let added = try node.run(call)
        #expect(added.succeeded, "\(added)")
        #expect(try node.host.links(in: pod.name).isEmpty)
        #expect(try node.host.links(in: second.name) == ["eth0", "net1"])
        #expect(node.reservations().count == 2)
        call.command = "DEL"
        #expect(try node.run(call).succeeded)
        #expect(try node.leftBehind(second, host: bridges).isEmpty)
    }

    @Test("after DEL the same sandbox can be attached again")
    func again() throws {
        let node = try node()
        let pod = try node.host.pod()
        for _ in 0..<3 {
            #expect(try node.add(pod, "blue").succeeded)
            #expect(try node.delete(pod, "blue").succeeded)
            #expect(try node.leftBehind(pod, host: bridges).isEmpty)
        }
    }

    /// Pain 12: #920, #1446.
    @Test("a second DEL answers 0 and starts nothing")
    func secondDelete() throws {
        let node = try node()
        try node.scripted("watch")
        try node.network("odd", node.list("odd", ["type": "watch"]))
        let pod = try node.host.pod()
        #expect(try node.add(pod, "odd").succeeded)
        #expect(try node.delete(pod, "odd").succeeded)
        let answer = try node.delete(pod, "odd")
        #expect(answer.succeeded, "\(answer)")
        #expect(answer.outcome.output.isEmpty)
        #expect(try node.calls("watch").map(\.command) == ["ADD", "DEL"])
    }

    @Test("a DEL without any record runs the DELs of what annotations and store name, in reverse")
    func withoutRecord() throws {
        let node = try node()
        for type in ["one", "two", "three"] { try node.scripted(type) }
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", ["type": "one"], ["type": "two"]))
        try node.network("odd", node.list("odd", ["type": "three"]))
        let pod = try node.host.pod()
        let answer = try node.delete(pod, "odd")
        #expect(answer.succeeded, "\(answer)")
        for type in ["one", "two", "three"] {
            #expect(try node.calls(type).map(\.command) == ["DEL"])
            #expect(try node.calls(type).first?.prevResult == nil)
        }
        let interfaces = try ["one", "three"].map { try node.calls($0).first?.environment["CNI_IFNAME"] }
        #expect(interfaces == ["eth0", "net1"])
        #expect(try node.refusals().isEmpty)
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    @Test("after the record was lost a DEL still frees the reservations")
    func lostRecord() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod, "blue").succeeded)
        try node.host.shell("rm -r \(node.store.root)/records/\(pod.containerID)")
        #expect(try node.delete(pod, "blue").succeeded)
        #expect(node.reservations().isEmpty)
        #expect(try node.host.links(in: pod.name).isEmpty)
    }

    @Test("a DEL without record passes over what can't be resolved and does the rest")
    func withoutRecordUnknown() throws {
        let node = try node()
        try node.scripted("one")
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", ["type": "one"]))
        let pod = try node.host.pod()
        #expect(try node.delete(pod, "missing,blue").succeeded)
        #expect(try node.calls("one").map(\.command) == ["DEL"])
    }

    enum Gone: String, Sendable, CaseIterable {
        case empty, unset, deleted, regularFile, hostsOwn, other
    }

    /// Pain 14: #891, #586, #239, #323, #1498.
    @Test("a DEL whose namespace is empty, gone or another one frees everything all the same", arguments: Gone.allCases)
    func namespaceGone(gone: Gone) throws {
        let node = try node()
        try node.scripted("watch")
        try node.network("odd", node.list("odd", ["type": "watch"]))
        let pod = try node.host.pod()
        #expect(try node.add(pod, "blue,odd").succeeded)
        var call = node.call("DEL", pod, annotations: nil)
        switch gone {
        case .empty: call.netns = ""
        case .unset:
            call.netns = nil
            try node.removeNamespace(pod)
        case .deleted: try node.removeNamespace(pod)
        case .regularFile:
            call.netns = node.folder + "/file"
            try TestFile.write("no namespace", to: node.folder + "/file")
        case .hostsOwn: call.netns = "/proc/self/ns/net"
        case .other: call.netns = try node.host.pod("stranger").netns
        }
        let answer = try node.run(call)
        #expect(answer.succeeded, "\(answer)")
        #expect(node.reservations().isEmpty)
        #expect(try node.record(pod) == nil)
        #expect(try node.history(pod)?.isClosed == true)
        #expect(try node.calls("watch", "DEL").first?.environment["CNI_NETNS"] == "")
    }

    @Test("without CNI_NETNS the recorded namespace is used while it is the same")
    func recordedNamespace() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod, "blue").succeeded)
        var call = node.call("DEL", pod, annotations: nil)
        call.netns = nil
        #expect(try node.run(call).succeeded)
        #expect(try node.leftBehind(pod, host: bridges).isEmpty)
    }

    /// Pain 21: #592, #1429, #461, kubevirt CNAO #621, bitnami #25337.
    @Test("a DEL needs neither definition nor annotations nor a cluster network's file")
    func configurationGone() throws {
        var node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod, "blue").succeeded)
        #expect(try node.store.deleteNetwork("default", "blue"))
        try node.host.shell("rm \(node.configurationFolder)/*")
        node.settings["clusterNetwork"] = nil
        let answer = try node.run(node.call("DEL", pod, annotations: nil))
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.leftBehind(pod, host: bridges).isEmpty)
    }

    @Test("CHECK without record is error 3; below 0.4.0 error 1")
    func checkWithoutRecord() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.check(pod).errorCode == 3)
        #expect(try node.check(pod, keys: ["cniVersion": "0.3.1"]).errorCode == 1)
        #expect(try node.add(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.check(pod).errorCode == 3)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("disableCheck spares the delegates, not Tartan's own look")
    func disableCheck() throws {
        let node = try node()
        try node.scripted("one", ["ADD": ["interface": true], "DEL": ["removeInterface": true]])
        try node.network(
            "odd", ["cniVersion": "1.0.0", "name": "odd", "disableCheck": true, "plugins": [["type": "one"]]])
        let pod = try node.host.pod()
        #expect(try node.add(pod, "odd").succeeded)
        #expect(try node.check(pod, "odd").succeeded)
        #expect(try node.calls("one", "CHECK").isEmpty)
        try node.host.shell("ip -n \(pod.name) link delete net1")
        let answer = try node.check(pod, "odd")
        #expect(answer.message == "default/web: network default/odd (net1): interface net1 is gone from the sandbox")
    }

    @Test(
        "ADD and CHECK in the host's own namespace or in none are error 4, and nothing is started",
        arguments: ["/proc/self/ns/net", "/proc/1/ns/net", "/run/netns/none", "/etc/passwd", "/", "relative"],
        ["ADD", "CHECK"])
    func badNamespace(path: String, command: String) throws {
        let node = try node()
        let pod = try node.host.pod()
        var call = node.call(command, pod)
        call.netns = path
        let answer = try node.run(call)
        #expect(answer.errorCode == 4, "\(answer)")
        #expect(answer.message.contains(path))
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    @Test(
        "a missing or invalid variable is error 4 and named",
        arguments: [
            ("CNI_CONTAINERID", nil), ("CNI_CONTAINERID", ""), ("CNI_CONTAINERID", "a/b"), ("CNI_CONTAINERID", "-a"),
            ("CNI_NETNS", nil), ("CNI_IFNAME", nil), ("CNI_IFNAME", "waytoolongforlinux"), ("CNI_IFNAME", ".."),
            ("CNI_COMMAND", "PLUG"), ("CNI_ARGS", "nonsense"), ("CNI_ARGS", "K8S_POD_NAMESPACE=..;K8S_POD_NAME=x"),
        ] as [(String, String?)])
    func environment(name: String, value: String?) throws {
        let node = try node()
        let pod = try node.host.pod()
        var call = node.call("ADD", pod)
        switch name {
        case "CNI_CONTAINERID": call.containerID = value
        case "CNI_NETNS": call.netns = value
        case "CNI_IFNAME": call.interface = value
        case "CNI_ARGS": call.arguments = value
        default: call.command = value ?? ""
        }
        let answer = try node.run(call)
        #expect(answer.errorCode == 4, "\(answer)")
        #expect(answer.exitStatus == 1)
        #expect(answer.message.contains(name), "\(answer)")
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }
}

extension Node {
    fileprivate func removeNamespace(_ pod: TestPod) throws { try host.removeNamespace(of: pod) }
}
