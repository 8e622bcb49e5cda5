import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

@Suite(.privateHost) struct MergedAnswerTests {
    /// The pod's addresses as go-cni (containerd) reads an answer: by the interface's name, an address without index on eth0.
    private func podIPsOfContainerd(_ answer: Answer) -> [String] {
        let interfaces = answer.json["interfaces"]?.array ?? []
        return (answer.json["ips"]?.array ?? []).compactMap { address in
            let name = address["interface"]?.integer.map { interfaces[$0]["name"]?.string } ?? "eth0"
            return name == "eth0" ? address["address"]?.string : nil
        }
    }

    /// CRI-O takes every address of the answer.
    private func podIPsOfCRIO(_ answer: Answer) -> [String] {
        (answer.json["ips"]?.array ?? []).compactMap { $0["address"]?.string }
    }

    private func node() throws -> Node {
        let node = try Node()
        try node.writeConfiguration(
            "10-cluster.conflist",
            node.list(
                "cluster",
                node.bridge(
                    "cni0", subnet: "10.1.0.0/24", ["isDefaultGateway": true, "dns": ["nameservers": ["10.1.0.53"]]])))
        try node.network(
            "blue",
            node.list("blue", node.bridge("br-blue", subnet: "10.20.0.0/24", ["dns": ["nameservers": ["10.20.0.53"]]])))
        try node.network("twin", node.list("twin", node.bridge("cni0", subnet: "10.30.0.0/24")))
        return node
    }

    @Test("merged lists the interfaces of all, a shared bridge once, dns of the cluster network")
    func merged() throws {
        let node = try node()
        let pod = try node.host.pod()
        let added = try node.add(pod, "blue,twin")
        try #require(added.succeeded, "\(added)")
        #expect(added.sandboxInterfaces == ["eth0", "net1", "net2"])
        let names = (added.json["interfaces"]?.array ?? []).compactMap { $0["name"]?.string }
        #expect(names.count { $0 == "cni0" } == 1)
        #expect(Set(names).count == names.count)
        #expect(added.json["dns"]?["nameservers"]?.text == #"["10.1.0.53"]"#)
        #expect(podIPsOfContainerd(added) == ["10.1.0.2/24"])
        // Which is why CRI-O nodes are configured with "result": "primary".
        #expect(podIPsOfCRIO(added) == ["10.1.0.2/24", "10.20.0.2/24", "10.30.0.2/24"])
    }

    @Test("primary is the cluster network's answer alone, status and CHECK have them all")
    func primary() throws {
        let node = try node()
        let pod = try node.host.pod("web", uid: "6f1c2d3e-0000-4000-8000-000000000001")
        let keys: JSONObject = ["result": "primary"]
        let added = try node.add(pod, "blue,twin", keys: keys)
        try #require(added.succeeded, "\(added)")
        #expect(added.sandboxInterfaces == ["eth0"])
        #expect(podIPsOfCRIO(added) == ["10.1.0.2/24"])
        #expect(podIPsOfContainerd(added) == ["10.1.0.2/24"])
        #expect(try node.host.links(in: pod.name) == ["eth0", "net1", "net2"])
        let key = try #require(try node.store.outbox().first)
        #expect(
            try node.store.outboxEntry(key)?.status.compactMap { $0["interface"]?.string } == ["eth0", "net1", "net2"])
        try node.host.shell("ip -n \(pod.name) link delete net2")
        #expect(!(try node.check(pod, "blue,twin", keys: keys).succeeded))
        #expect(try node.delete(pod, "blue,twin", keys: keys).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-blue", "cni0"]).isEmpty)
    }

    /// Pain 35: #855, #468, #656, #1359, dynamic controller #157.
    @Test(
        "an address whose index is missing, negative or out of range is the attachment's own",
        arguments: [nil, -1, 7] as [Int?])
    func index(index: Int?) throws {
        let node = try node()
        var address: JSONObject = ["address": "10.9.0.2/24"]
        if let index { address["interface"] = .integer(index) }
        try node.scripted(
            "one",
            [
                "ADD": [
                    "interface": true, "address": "10.9.0.2/24",
                    "result": [
                        "cniVersion": "1.0.0",
                        "interfaces": [["name": "h-net1"], ["name": "net1", "sandbox": "/run/netns/web"]],
                        "ips": [.object(address)],
                    ],
                ], "DEL": ["removeInterface": true],
            ])
        try node.network("odd", node.list("odd", ["type": "one"]))
        let pod = try node.host.pod()
        let added = try node.add(pod, "odd")
        #expect(added.addresses == ["eth0 10.1.0.2/24", "net1 10.9.0.2/24"], "\(added)")
        #expect(podIPsOfContainerd(added) == ["10.1.0.2/24"])
        #expect(try node.check(pod, "odd").succeeded)
    }

    @Test("an interface in another sandbox is an error, and everything is undone")
    func foreign() throws {
        let node = try node()
        let stranger = try node.host.pod("stranger")
        try node.scripted(
            "one",
            [
                "ADD": [
                    "interface": true,
                    "result": [
                        "cniVersion": "1.0.0", "interfaces": [["name": "net1", "sandbox": .string(stranger.netns)]],
                    ],
                ], "DEL": ["removeInterface": true],
            ])
        try node.network("odd", node.list("odd", ["type": "one"]))
        let pod = try node.host.pod()
        let answer = try node.add(pod, "odd")
        #expect(answer.errorCode == 6)
        #expect(answer.message.contains("answered with an interface in another sandbox, \(stranger.netns)"))
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("a result that claims an interface of an earlier attachment is error 7 with undo")
    func claimed() throws {
        let node = try node()
        try node.scripted(
            "one",
            [
                "ADD": [
                    "interface": true,
                    "result": ["cniVersion": "1.0.0", "interfaces": [["name": "eth0", "sandbox": "/run/netns/web"]]],
                ], "DEL": ["removeInterface": true],
            ])
        try node.network("odd", node.list("odd", ["type": "one"]))
        let pod = try node.host.pod()
        let answer = try node.add(pod, "odd")
        #expect(answer.errorCode == 7)
        #expect(answer.message.contains("its result has the interface eth0, which network cluster (eth0) has already"))
        #expect(try node.leftBehind(pod).isEmpty)
    }
}
