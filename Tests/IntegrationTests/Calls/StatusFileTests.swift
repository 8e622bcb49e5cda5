import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// The network status in the outbox, field by field (multi-network specification 5).
@Suite(.privateHost) struct StatusFileTests {
    private let uid = "6f1c2d3e-0000-4000-8000-000000000001"

    private func entry(_ node: Node, _ pod: TestPod) throws -> OutboxEntry? {
        let key = try OutboxKey(podUID: uid, containerID: pod.containerID)
        return try node.store.outboxEntry(key)
    }

    @Test("one entry for each interface, the cluster network's first and default")
    func entries() throws {
        let node = try Node()
        try node.network(
            "blue", namespace: "infra",
            node.list(
                "blue",
                node.bridge(
                    "br-blue", subnet: "10.20.0.0/24", ["mtu": 1400, "isGateway": true])))
        try node.network("v6", node.list("lan6", node.bridge("br-v6", subnet: "fd00:30::/64")))
        let pod = try node.host.pod("web", uid: uid)
        let text =
            #"[{"name":"blue","namespace":"infra","interface":"lan0","default-route":["10.20.0.1"]},{"name":"v6"}]"#
        let added = try node.add(pod, text)
        try #require(added.succeeded, "\(added)")

        let found = try #require(try entry(node, pod))
        #expect(found.podNamespace == "default")
        #expect(found.podName == "web")
        #expect(found.podUID == uid)
        #expect(found.containerID == pod.containerID)
        func mac(_ interface: String) throws -> String {
            try node.host.ip("link show dev \(interface)", in: pod.name).first?["address"]?.string ?? "?"
        }
        let expected = [
            #"{"name":"cluster","interface":"eth0","ips":["10.1.0.2"],"mac":"\#(try mac("eth0"))","default":true,"dns":{}}"#,
            #"{"name":"infra/blue","interface":"lan0","ips":["10.20.0.2"],"mac":"\#(try mac("lan0"))","default":false,"dns":{},"#
                + #""gateway":["10.20.0.1"],"default-route":["10.20.0.1"]}"#,
            #"{"name":"default/v6","interface":"net2","ips":["fd00:30::2"],"mac":"\#(try mac("net2"))","default":false,"dns":{}}"#,
        ]
        #expect(found.status.map(Self.withoutMTU) == expected)

        #expect(try node.delete(pod, text).succeeded)
        #expect(try entry(node, pod) == nil)
        #expect(try node.leftBehind(pod, host: ["br-blue", "br-v6", "cni0"]).isEmpty)
    }

    @Test("default-route [] tells the gateways that the network kept")
    func keptRoute() throws {
        let node = try Node()
        try node.network(
            "blue", node.list("blue", node.bridge("br-blue", subnet: "10.20.0.0/24", ["isDefaultGateway": true])))
        let pod = try node.host.pod("web", uid: uid)
        let added = try node.add(pod, #"[{"name":"blue","default-route":[]}]"#)
        try #require(added.succeeded, "\(added)")
        let status = try #require(try entry(node, pod)).status
        #expect(status.map { $0["default-route"]?.text } == [nil, #"["10.20.0.1"]"#])
    }

    /// Where the plugin tells no MTU Tartan reads it in the sandbox; that is another test's.
    private static func withoutMTU(_ entry: JSONValue) -> String {
        var object = entry.object ?? JSONObject()
        object["mtu"] = nil
        return JSONValue.object(object).text
    }

    @Test("dns, mtu and addresses of both families come from the delegate's result")
    func details() throws {
        let node = try Node()
        try node.scripted(
            "one",
            [
                "ADD": [
                    "interface": true,
                    "result": [
                        "cniVersion": "1.1.0",
                        "interfaces": [
                            ["name": "net1", "sandbox": "/run/netns/web", "mac": "02:00:00:00:00:07", "mtu": 1234]
                        ],
                        "ips": [["address": "10.9.0.2/24", "interface": 0], ["address": "fd00:9::2/64"]],
                        "dns": [
                            "nameservers": ["10.9.0.1"], "domain": "x.example", "search": ["y.example"],
                            "options": ["ndots:2"],
                        ],
                    ],
                ], "DEL": ["removeInterface": true],
            ])
        try node.network("odd", node.list("odd", version: "1.1.0", ["type": "one"]))
        let pod = try node.host.pod("web", uid: uid)
        #expect(try node.add(pod, "odd").succeeded)
        let status = try #require(try entry(node, pod)?.status.last)
        #expect(
            status.text
                == #"{"name":"default/odd","interface":"net1","ips":["10.9.0.2","fd00:9::2"],"mac":"02:00:00:00:00:07","mtu":1234,"#
                + #""default":false,"dns":{"nameservers":["10.9.0.1"],"domain":"x.example","search":["y.example"],"options":["ndots:2"]}}"#
        )
    }

    @Test("an attachment without interface has an entry without interface")
    func withoutInterface() throws {
        let node = try Node()
        try node.scripted("one", ["ADD": ["output": "{}"]])
        try node.network("odd", node.list("odd", ["type": "one"]))
        let pod = try node.host.pod("web", uid: uid)
        let added = try node.add(pod, "odd")
        #expect(added.sandboxInterfaces == ["eth0"], "\(added)")
        #expect(try entry(node, pod)?.status.last?.text == #"{"name":"default/odd","default":false,"dns":{}}"#)
        #expect(try node.check(pod, "odd").succeeded)
        #expect(try node.delete(pod, "odd").succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("without a uid nothing is published, and a failed ADD publishes nothing")
    func nothing() throws {
        let node = try Node()
        let pod = try node.host.pod()
        #expect(try node.add(pod).succeeded)
        #expect(try node.store.outbox().isEmpty)
        let second = try node.host.pod("second", uid: uid)
        #expect(try node.add(second, "missing").errorCode == 7)
        #expect(try node.store.outbox().isEmpty)
    }
}
