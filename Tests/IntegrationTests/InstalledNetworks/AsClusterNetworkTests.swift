import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Flannel, Calico, Canal, Weave Net and Cilium as the cluster network, with the configuration that their installers write.
@Suite(.privateHost) struct AsClusterNetworkTests {
    static let uid = "6f1c2d3e-0000-4000-8000-000000000001"

    /// Definitions of other kinds: two bridges and a ptp link.
    static func addNetworks(_ node: Node) throws {
        try node.network("lan", node.list("lan", node.bridge("br-lan", subnet: "10.60.0.0/24")))
        try node.network(
            "storage", node.list("storage", node.bridge("br-storage", subnets: ["10.61.0.0/24"], ["isGateway": true])))
        try node.network(
            "peer", node.list("peer", ["type": "ptp", "ipam": node.hostLocal(["10.62.0.0/24"])]))
    }

    private func node(_ network: InstalledNetwork) throws -> NetworkNode {
        let node = try NetworkNode(network)
        try Self.addNetworks(node.node)
        return node
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let network: InstalledNetwork
        let further: [String]
        var testDescription: String { "\(network), \(further.count) further networks" }
    }

    static let cases = InstalledNetwork.allCases.flatMap { network in
        [[], ["lan"], ["lan", "storage", "peer"]].map { Case(network: network, further: $0) }
    }

    static let others = ["net1 10.60.0.2/24", "net2 10.61.0.2/24", "net3 10.62.0.2/24"]

    @Test(
        "ADD: it gives eth0, beside zero, one and three networks of other kinds; the answer is right and in order",
        arguments: cases)
    func add(_ test: Case) throws {
        let node = try node(test.network)
        let pod = try node.host.pod(uid: Self.uid)
        let answer = try node.node.add(pod, test.further.joined(separator: ","))
        try #require(answer.succeeded, "\(answer)")
        let own = test.network.addresses.map { "eth0 \($0)" }
        #expect(answer.addresses == own + Self.others.prefix(test.further.count))
        #expect(answer.sandboxInterfaces == ["eth0"] + (0..<test.further.count).map { "net\($0 + 1)" })
        #expect(Set(try node.host.addresses(of: "eth0", in: pod.name)) == Set(test.network.addresses))
        #expect(try node.host.defaultRoutes(in: pod.name) == ["\(test.network.gateway) eth0 0"])
        #expect(answer.json["cniVersion"]?.string == "1.0.0")
        #expect(try node.breaches().isEmpty)
    }

    @Test(
        "the network status has what the kernel has, also where the plugin's answer leaves it out",
        arguments: InstalledNetwork.allCases)
    func status(_ network: InstalledNetwork) throws {
        let node = try node(network)
        let pod = try node.host.pod(uid: Self.uid)
        let answer = try node.node.add(pod, "lan")
        try #require(answer.succeeded, "\(answer)")
        let entry = try #require(
            try node.node.store.outboxEntry(OutboxKey(podUID: Self.uid, containerID: pod.containerID)))
        try #require(entry.status.count == 2)
        let first = entry.status[0]
        let mac = try node.host.ip("link show dev eth0", in: pod.name).first?["address"]?.string
        #expect(first["interface"]?.string == "eth0")
        #expect(first["default"]?.boolean == true)
        #expect(first["mac"]?.string == mac)
        #expect(first["ips"]?.array?.compactMap(\.string) == network.addresses.map { String($0.prefix { $0 != "/" }) })
        #expect(entry.status[1]["name"]?.string == "default/lan")
        // What an answer doesn't say is not invented.
        if network == .calico || network == .canal { #expect(first["gateway"] == nil) }
    }

    @Test(
        "CHECK: it holds, and finds a lost address also in lists that are too old to be asked",
        arguments: InstalledNetwork.allCases)
    func check(_ network: InstalledNetwork) throws {
        let node = try node(network)
        let pod = try node.host.pod()
        #expect(try node.node.add(pod, "lan").succeeded)
        let good = try node.node.check(pod, "lan")
        #expect(good.succeeded, "\(good)")
        let isAsked = network == .calico || network == .canal
        #expect(try node.calls(network.types[0], "CHECK").count == (isAsked ? 1 : 0))
        let address = try #require(network.addresses.last)
        try node.host.shell("ip -n \(pod.name) address delete \(address) dev eth0")
        let bad = try node.node.check(pod, "lan")
        #expect(!bad.succeeded)
        #expect(bad.message.contains(address), "\(bad)")
        #expect(try node.breaches().isEmpty)
    }

    @Test("DEL: links, leases, endpoints and files are gone, twice over", arguments: InstalledNetwork.allCases)
    func delete(_ network: InstalledNetwork) throws {
        let node = try node(network)
        let pod = try node.host.pod()
        #expect(try node.node.add(pod, "lan,storage,peer").succeeded)
        #expect(try node.kept().isEmpty == false)
        for _ in 1...2 {
            let answer = try node.node.delete(pod, "lan,storage,peer")
            #expect(answer.succeeded, "\(answer)")
            #expect(try node.leftBehind(pod, host: ["br-lan", "br-storage"]) == [])
        }
        let calls = try #require(try node.node.history(pod)).calls.filter {
            $0.start.attachment == 0 && $0.start.plugin == 0
        }
        #expect(calls.map(\.start.verb) == ["ADD", "DEL"])
    }

    @Test("DEL goes on while the sandbox is gone", arguments: InstalledNetwork.allCases)
    func deleteWithoutSandbox(_ network: InstalledNetwork) throws {
        let node = try node(network)
        let pod = try node.host.pod()
        #expect(try node.node.add(pod, "lan").succeeded)
        try node.removeSandbox(of: pod)
        let answer = try node.node.delete(pod, "lan")
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.leftBehind(pod, host: ["br-lan"]) == [])
    }

    @Test(
        "the default route moves to a further network, and is eth0's again in the next pod",
        arguments: InstalledNetwork.allCases)
    func defaultRoute(_ network: InstalledNetwork) throws {
        let node = try node(network)
        let moved = try node.host.pod("moved")
        let text = #"[{"name":"storage","default-route":["10.61.0.1"]}]"#
        let answer = try node.node.add(moved, text)
        try #require(answer.succeeded, "\(answer)")
        #expect(try node.host.defaultRoutes(in: "moved") == ["10.61.0.1 net1 0"])
        #expect(try node.node.check(moved, text).succeeded)
        #expect(try node.node.delete(moved, text).succeeded)
        let next = try node.host.pod("next")
        #expect(try node.node.add(next, "storage").succeeded)
        #expect(try node.host.defaultRoutes(in: "next") == ["\(network.gateway) eth0 0"])
    }
}
