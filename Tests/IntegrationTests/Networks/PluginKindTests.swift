import ExactJSON
import TartanTestSupport
import Testing

@Suite(.privateHost) struct PluginKindTests {
    /// One network of the distribution's plugins, and what its interface is then.
    struct Kind: Sendable, CustomTestStringConvertible {
        let name: String
        /// Shell commands on the host, beforehand.
        var setup = ""
        let plugin: @Sendable (Node) -> JSONValue
        /// `ip -details`' linkinfo.info_kind.
        let link: String
        let addresses: [String]
        /// False where the plugin's own CHECK fails on what its ADD made; the list then has disableCheck.
        var hasCheck = true
        /// Links that stay on the host.
        var onHost: [String] = []

        var testDescription: String { name }
    }

    static let kinds: [Kind] = [
        Kind(
            name: "bridge", plugin: { $0.bridge("br-x", subnet: "10.40.0.0/24") }, link: "veth",
            addresses: ["10.40.0.2/24"], onHost: ["br-x"]),
        Kind(
            name: "macvlan", setup: "ip link add up0 type veth peer name up1; ip link set up0 up; ip link set up1 up",
            plugin: { ["type": "macvlan", "master": "up0", "ipam": $0.hostLocal(["10.40.0.0/24"])] }, link: "macvlan",
            addresses: ["10.40.0.2/24"], onHost: ["up0", "up1"]),
        Kind(
            name: "ptp", plugin: { ["type": "ptp", "ipam": $0.hostLocal(["10.40.0.0/24", "fd00:40::/64"])] },
            link: "veth",
            addresses: ["10.40.0.2/24", "fd00:40::2/64"]),
        Kind(
            name: "host-device", setup: "ip link add spare type veth peer name far",
            plugin: { ["type": "host-device", "device": "spare", "ipam": $0.hostLocal(["10.40.0.0/24"])] },
            link: "veth",
            addresses: ["10.40.0.2/24"], onHost: ["far", "spare"]),
        Kind(
            name: "bridge with static addresses",
            plugin: {
                $0.bridge(
                    "br-x", subnets: [],
                    [
                        "ipam": [
                            "type": "static",
                            "addresses": [["address": "10.40.0.77/24"], ["address": "fd00:40::77/64"]],
                        ]
                    ])
            }, link: "veth", addresses: ["10.40.0.77/24", "fd00:40::77/64"], onHost: ["br-x"]),
        Kind(
            name: "bridge without addresses", plugin: { _ in ["type": "bridge", "bridge": "br-x"] }, link: "veth",
            addresses: [], hasCheck: false, onHost: ["br-x"]),
    ]

    @Test("each plugin makes its interface, CHECK finds it, DEL takes it away", arguments: kinds)
    func lifeCycle(kind: Kind) throws {
        let node = try Node()
        if !kind.setup.isEmpty { try node.host.shell(kind.setup) }
        var list = node.list("more", kind.plugin(node)).object ?? JSONObject()
        if !kind.hasCheck { list["disableCheck"] = true }
        try node.network("more", .object(list))
        let pod = try node.host.pod()

        let added = try node.add(pod, "more")
        try #require(added.succeeded, "\(added)")
        let link = try node.host.ip("-details link show dev net1", in: pod.name).first
        #expect(link?["linkinfo"]?["info_kind"]?.string == kind.link)
        #expect(try node.host.addresses(of: "net1", in: pod.name) == kind.addresses)
        #expect(added.addresses == ["eth0 10.1.0.2/24"] + kind.addresses.map { "net1 \($0)" })
        let listed = added.json["interfaces"]?.array?.first { $0["name"]?.string == "net1" }
        #expect(listed?["mac"]?.string == link?["address"]?.string)
        #expect(listed?["sandbox"]?.string == pod.netns)

        let checked = try node.check(pod, "more")
        #expect(checked.succeeded, "\(checked)")
        let deleted = try node.delete(pod, "more")
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.leftBehind(pod, host: kind.onHost + ["cni0"]).isEmpty)
    }

    @Test("loopback as a network of its own raises lo and leaves no interface")
    func loopback() throws {
        let node = try Node()
        try node.network("lo", node.list("lo", ["type": "loopback"]))
        let pod = try node.host.pod()
        try node.host.shell("ip -n \(pod.name) link set lo down")

        // Its own interface is lo, whatever CNI_IFNAME says.
        let added = try node.add(pod, "lo")
        try #require(added.succeeded, "\(added)")
        #expect(added.addresses == ["eth0 10.1.0.2/24", "lo 127.0.0.1/8", "lo ::1/128"])
        #expect(try node.host.addresses(of: "lo", in: pod.name).contains("127.0.0.1/8"))
        #expect(try node.delete(pod, "lo").succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("a chain of plugins is applied in order: bridge, then tuning, then bandwidth")
    func chain() throws {
        let node = try Node()
        try node.network(
            "chain",
            node.list(
                "chain", node.bridge("br-x", subnet: "10.40.0.0/24"),
                ["type": "tuning", "mtu": 1400, "sysctl": ["net.ipv4.conf.net1.arp_filter": "1"]],
                ["type": "bandwidth", "ingressRate": 8_000_000, "ingressBurst": 800_000]))
        let pod = try node.host.pod()

        let added = try node.add(pod, "chain")
        try #require(added.succeeded, "\(added)")
        #expect(try node.host.ip("link show dev net1", in: pod.name).first?["mtu"]?.integer == 1400)
        let filter = try node.host.shell("ip netns exec \(pod.name) cat /proc/sys/net/ipv4/conf/net1/arp_filter")
        #expect(filter == "1\n")
        #expect(try node.host.shell("tc qdisc show").contains("tbf"))
        let checked = try node.check(pod, "chain")
        #expect(checked.succeeded, "\(checked)")
        #expect(try node.delete(pod, "chain").succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }
}
