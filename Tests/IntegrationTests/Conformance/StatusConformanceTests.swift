import ExactJSON
import MultiNetwork
import TartanStore
import TartanTestSupport
import TestKit
import Testing

/// Rows 26 to 33: the network status (section 5).
@Suite(.privateHost) struct StatusConformanceTests {
    /// A node whose network `more` is a scripted plugin that makes its interface and answers with that result.
    ///
    /// - Parameters:
    ///   - run: what the plugin does at ADD before it answers; `undo`: at DEL.
    private func node(
        _ result: JSONValue, version: String = "1.0.0", makesInterface: Bool = true, run: String = ":",
        undo: String = ":"
    ) throws -> Node {
        let node = try Node()
        let inside = "nsenter --net=\"$CNI_NETNS\" ip"
        try node.scripted(
            "one",
            [
                "ADD": [
                    "interface": .bool(makesInterface), "run": .string(run.replacing("ip", with: inside)),
                    "result": result,
                ],
                "DEL": ["removeInterface": true, "run": .string(undo.replacing("ip", with: inside))],
            ])
        try node.network("more", node.list("more", version: version, ["type": "one"]))
        return node
    }

    /// The entries of `more` in a pod that gets it.
    private func entries(_ node: Node) throws -> [JSONValue] {
        let pod = try node.host.pod(uid: Node.podUID)
        let added = try node.add(pod, "more")
        try #require(added.succeeded, "\(added)")
        let status = try node.status(pod)
        try node.expectDetaches(pod)
        return Array(status.dropFirst())
    }

    private static let inside: JSONValue = ["name": "net1", "sandbox": "/run/netns/web", "mac": "02:00:00:00:00:07"]

    @Test("row 26: the status is handed to the agent for publishing, and kept until it is published")
    func row26PublishesTheStatus() throws {
        var node = try Node()
        node.settings["statusWait"] = "20s"
        let agent = try FakeAgent(node.folder + "/agent.sock") { _ in .done }
        defer { agent.stop() }
        let pod = try node.host.pod(uid: Node.podUID)
        #expect(try node.add(pod).succeeded)
        #expect(
            agent.lines == [#"{"format":1,"do":"publish","outbox":"\#(Node.podUID):\#(pod.containerID)"}"#])
        #expect(try node.status(pod).count == 1)
        try node.expectDetaches(pod)
    }

    @Test("row 27: it is a list of maps, for the annotation k8s.v1.cni.cncf.io/network-status")
    func row27ListOfMaps() throws {
        #expect(Annotation.status == "k8s.v1.cni.cncf.io/network-status")
        let node = try node(["cniVersion": "1.0.0", "interfaces": [Self.inside]])
        let pod = try node.host.pod(uid: Node.podUID)
        #expect(try node.add(pod, "more").succeeded)
        let status = try node.status(pod)
        #expect(status.count == 2 && status.allSatisfy { $0.object?.isEmpty == false })
        for entry in status {
            #expect(entry["name"]?.string?.isEmpty == false && entry["default"]?.boolean != nil)
            for key in ["ips", "gateway", "default-route"] {
                #expect(entry[key]?.array?.contains { $0.string == nil } != true, "\(entry.text)")
            }
        }
    }

    @Test(
        "row 28: interface and mac are those of the first interface that the result has in the sandbox, not of one on the host"
    )
    func row28FirstSandboxInterface() throws {
        let host: JSONValue = ["name": "h-net1", "mac": "02:00:00:00:00:01"]
        let node = try node(["cniVersion": "1.0.0", "interfaces": [host, Self.inside]])
        let found = try entries(node)
        #expect(found.map { $0["interface"]?.string } == ["net1"])
        #expect(found.map { $0["mac"]?.string } == ["02:00:00:00:00:07"])
    }

    @Test("row 28: further interfaces of the result have entries of their own, after the first")
    func row28FurtherInterfaces() throws {
        let second: JSONValue = ["name": "second", "sandbox": "/run/netns/web", "mac": "02:00:00:00:00:08"]
        let node = try node(
            ["cniVersion": "1.0.0", "interfaces": [Self.inside, second]],
            run: "ip link add second type veth peer name third", undo: "ip link delete second")
        let found = try entries(node)
        #expect(found.map { $0["interface"]?.string } == ["net1", "second"])
        #expect(found.map { $0["name"]?.string } == ["default/more", "default/more"])
    }

    @Test("row 29: everything that the result tells is in the entry")
    func row29UsesTheWholeResult() throws {
        var inside = Self.inside.object ?? [:]
        inside["mtu"] = 1234
        let node = try node(
            [
                "cniVersion": "1.1.0", "interfaces": [.object(inside)],
                "ips": [["address": "10.9.0.2/24", "interface": 0], ["address": "fd00:9::2/64", "interface": 0]],
                "routes": [["dst": "0.0.0.0/0", "gw": "10.9.0.1"], ["dst": "10.0.0.0/8", "gw": "10.9.0.7"]],
                "dns": ["nameservers": ["10.9.0.1"], "domain": "x.example", "search": ["y.example"]],
            ], version: "1.1.0", run: "ip addr add 10.9.0.2/24 dev net1; ip addr add fd00:9::2/64 dev net1 nodad")
        #expect(
            try entries(node).map(\.text) == [
                #"{"name":"default/more","interface":"net1","ips":["10.9.0.2","fd00:9::2"],"mac":"02:00:00:00:00:07","mtu":1234,"#
                    + #""default":false,"dns":{"nameservers":["10.9.0.1"],"domain":"x.example","search":["y.example"]},"#
                    + #""gateway":["10.9.0.1"]}"#
            ])
    }

    @Test("row 29: without a result, and without an interface, there is a minimal entry")
    func row29MinimalEntry() throws {
        let node = try node([:], makesInterface: false)
        #expect(try entries(node).map(\.text) == [#"{"name":"default/more","default":false,"dns":{}}"#])
    }

    @Test(
        "row 29: results below 0.3.0 give the addresses of ip4 and ip6, and CNI_IFNAME", arguments: ["0.1.0", "0.2.0"])
    func row29OldResults(version: String) throws {
        let node = try node(
            ["cniVersion": .string(version), "ip4": ["ip": "10.9.0.2/24"], "ip6": ["ip": "fd00:9::2/64"]],
            version: version)
        let pod = try node.host.pod(uid: Node.podUID)
        #expect(try node.add(pod, "more").succeeded)
        let entry = try node.status(pod).last
        #expect(entry?["interface"] == "net1" && entry?["ips"] == ["10.9.0.2", "fd00:9::2"], "\(entry?.text ?? "")")
    }

    @Test(
        "row 30: exactly one entry is the default network's, the first; also where the pod chose its own",
        arguments: [nil, "more"])
    func row30OneDefault(own: String?) throws {
        var node = try node(["cniVersion": "1.0.0", "interfaces": []])
        node.settings["defaultNetworks"] = ["default/more"]
        node.settings["multusNamespace"] = "default"
        var annotations = Node.annotations("more,more@lan0")
        if let own { annotations["v1.multus-cni.io/default-network"] = own }
        let pod = try node.host.pod(uid: Node.podUID)
        #expect(try node.run(node.call("ADD", pod, annotations: annotations)).succeeded)
        let status = try node.status(pod)
        #expect(status.map { $0["default"]?.boolean } == [true, false, false, false])
        #expect(status.map { $0["interface"]?.string } == ["eth0", "net1", "net2", "lan0"])
        #expect(status.first?["name"]?.string == (own == nil ? "cluster" : "default/more"))
    }

    @Test("row 31: names have their namespace where the network is a definition")
    func row31NamesWithNamespace() throws {
        var node = try Node.with(plugins: "one")
        try node.network("main", namespace: "infra", node.list("x", ["type": "one"]))
        try node.network("lan", node.list("y", ["type": "one"]))
        node.settings["clusterNetwork"] = "infra/main"
        node.settings["defaultNetworks"] = ["infra/main"]
        let pod = try node.host.pod(uid: Node.podUID)
        #expect(try node.add(pod, "lan").succeeded)
        #expect(try node.status(pod).map { $0["name"]?.string } == ["infra/main", "infra/main", "default/lan"])
        try node.expectDetaches(pod, host: [])
    }

    static let addresses: [(JSONValue, [String])] = [
        ([["address": "10.9.0.2/24", "interface": 1], ["address": "10.8.0.2/24", "interface": 0]], ["10.9.0.2"]),
        ([["address": "10.9.0.2/24"]], ["10.9.0.2"]),
        ([["address": "10.9.0.2/24", "interface": -1]], ["10.9.0.2"]),
        ([["address": "10.8.0.2/24", "interface": 0]], []),
        ([], []),
    ]

    @Test(
        "row 32: ips are those of the interface in the sandbox, or without an interface; never those of the host",
        arguments: addresses)
    func row32ChoosesAddresses(ips: JSONValue, expected: [String]) throws {
        let host: JSONValue = ["name": "h-net1"]
        let node = try node(["cniVersion": "1.0.0", "interfaces": [host, Self.inside], "ips": ips])
        let pod = try node.host.pod(uid: Node.podUID)
        #expect(try node.add(pod, "more").succeeded)
        let found = try #require(try node.status(pod).last)
        #expect((found["ips"]?.array ?? []).map(\.string) == expected, "\(found.text)")
        #expect((found["ips"] == nil) == expected.isEmpty)
    }

    @Test("row 33: there is no mac without an interface")
    func row33MacNeedsInterface() throws {
        let host: JSONValue = ["name": "h-net1", "mac": "02:00:00:00:00:01"]
        let without = try node(["cniVersion": "1.0.0", "interfaces": [host]], makesInterface: false)
        #expect(try entries(without).map { [$0["interface"], $0["mac"]] } == [[nil, nil]])
        let with = try node(["cniVersion": "1.0.0", "interfaces": [Self.inside]])
        #expect(try entries(with).map { [$0["interface"], $0["mac"]] } == [["net1", "02:00:00:00:00:07"]])
    }
}
