import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

@Suite(.privateHost) struct AddressFamilyTests {
    private let uid = "6f1c2d3e-0000-4000-8000-000000000001"

    private func status(_ node: Node) throws -> [JSONValue] {
        let key = try #require(try node.store.outbox().first)
        return try node.store.outboxEntry(key)?.status ?? []
    }

    @Test("an IPv6 cluster: no IPv4 anywhere in answer and status")
    func onlyIPv6() throws {
        let node = try Node()
        let cluster = node.bridge("cni0", subnet: "fd00:1::/64", ["isDefaultGateway": true, "hairpinMode": true])
        try node.writeConfiguration("10-cluster.conflist", node.list("cluster", cluster))
        try node.network("more", node.list("more", node.bridge("br-x", subnet: "fd00:2::/64")))
        let pod = try node.host.pod(uid: uid)
        let added = try node.add(pod, "more")
        try #require(added.succeeded, "\(added)")
        #expect(added.addresses == ["eth0 fd00:1::2/64", "net1 fd00:2::2/64"])
        #expect(added.json["routes"]?.array?.compactMap { $0["dst"]?.string } == ["::/0"])
        for text in [added.json.text, JSONValue.array(try status(node)).text] {
            for trace in ["0.0.0.0", "127.", "\"10.", "\"version\":\"4\""] { #expect(!text.contains(trace), "\(text)") }
        }
        #expect(try status(node).map { $0["ips"] } == [["fd00:1::2"], ["fd00:2::2"]])
        #expect(try status(node).first?["gateway"] == ["fd00:1::1"])
        #expect(try node.host.defaultRoutes(in: pod.name, version: 6).count == 1)
        #expect(try node.host.defaultRoutes(in: pod.name).isEmpty)
        let checked = try node.check(pod, "more")
        #expect(checked.succeeded, "\(checked)")
        #expect(try node.delete(pod, "more").succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }

    @Test("an IPv4 cluster with an IPv6 network, and the reverse", arguments: [4, 6])
    func mixed(cluster: Int) throws {
        let node = try Node()
        let four = "10.61.0.0/24"
        let six = "fd00:61::/64"
        try node.writeConfiguration(
            "10-cluster.conflist",
            node.list("cluster", node.bridge("cni0", subnet: cluster == 4 ? four : six, ["isDefaultGateway": true])))
        try node.network("more", node.list("more", node.bridge("br-x", subnet: cluster == 4 ? six : four)))
        let pod = try node.host.pod(uid: uid)
        let added = try node.add(pod, "more")
        try #require(added.succeeded, "\(added)")
        let addresses = ["10.61.0.2", "fd00:61::2"]
        let ordered = cluster == 4 ? addresses : addresses.reversed()
        #expect(try status(node).map { $0["ips"]?.array?.first?.string } == ordered)
        #expect(added.addresses.map { $0.prefix(4) } == ["eth0", "net1"])
        #expect(try node.check(pod, "more").succeeded)
        #expect(try node.delete(pod, "more").succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }

    @Test("both families on both networks")
    func both() throws {
        let node = try Node()
        try node.writeConfiguration(
            "10-cluster.conflist", node.list("cluster", node.bridge("cni0", subnet: "10.61.0.0/24", "fd00:61::/64")))
        try node.network("more", node.list("more", node.bridge("br-x", subnet: "10.62.0.0/24", "fd00:62::/64")))
        let pod = try node.host.pod(uid: uid)
        let added = try node.add(pod, "more")
        try #require(added.succeeded, "\(added)")
        #expect(
            added.addresses == [
                "eth0 10.61.0.2/24", "eth0 fd00:61::2/64", "net1 10.62.0.2/24", "net1 fd00:62::2/64",
            ])
        #expect(try status(node).map { $0["ips"] } == [["10.61.0.2", "fd00:61::2"], ["10.62.0.2", "fd00:62::2"]])
        #expect(try node.delete(pod, "more").succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }
}
