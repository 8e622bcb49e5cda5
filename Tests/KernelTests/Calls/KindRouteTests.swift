import ExactJSON
import TartanTestSupport
import Testing

/// `default-route` over kinds that only this kernel has.
@Suite(.secondGround) struct KindRouteTests {
    private static let both = ["10.1.0.0/24", "fd00:1::/64"]

    /// A cluster network with default routes; `more` is a network of that plugin without any, unless its IPAM has some.
    private func scene(
        on setup: String = Master.dummy, cluster: [String] = both, _ plugin: JSONObject, subnets: [String]
    ) throws -> Scene {
        let scene = try Scene(setup)
        let bridge = scene.node.bridge("cni0", subnets: cluster, ["isDefaultGateway": true])
        try scene.node.writeConfiguration("10-cluster.conflist", scene.node.list("cluster", bridge))
        var whole = plugin
        if whole["ipam"] == nil { whole["ipam"] = scene.node.hostLocal(subnets) }
        try scene.network("more", .object(whole))
        return scene
    }

    private func asking(_ gateways: String...) -> String {
        JSONValue.array([["name": "more", "default-route": .array(gateways.map(JSONValue.string))]]).text
    }

    private func routes(_ scene: Scene, _ version: Int) throws -> [String] {
        try scene.node.host.defaultRoutes(in: scene.pod.name, version: version)
    }

    @Test("over a macvlan, IPv4: its gateway is the only default route, IPv6 stays the cluster network's")
    func macvlan() throws {
        let scene = try scene(["type": "macvlan", "master": "up0"], subnets: ["10.40.0.0/24"])
        let added = try scene.attach(asking("10.40.0.1"))
        #expect(try routes(scene, 4) == ["10.40.0.1 net1 0"])
        #expect(try routes(scene, 6) == ["fd00:1::1 eth0 1024"])
        let listed = (added.json["routes"]?.array ?? []).filter { $0["dst"]?.string == "0.0.0.0/0" }
        #expect(listed.map { $0["gw"]?.string } == ["10.40.0.1"])
        #expect(try scene.status()?["default-route"]?.text == #"["10.40.0.1"]"#)
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("over an ipvlan in mode l2, IPv6")
    func ipvlan() throws {
        let scene = try scene(["type": "ipvlan", "master": "up0"], subnets: ["fd00:40::/64"])
        try scene.attach(asking("fd00:40::1"))
        #expect(try routes(scene, 4) == ["10.1.0.1 eth0 0"])
        #expect(try routes(scene, 6) == ["fd00:40::1 net1 1024"])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("over an 802.1Q link, both families at once")
    func vlan() throws {
        let scene = try scene(
            ["type": "vlan", "master": "up0", "vlanId": 7], subnets: ["10.40.0.0/24", "fd00:40::/64"])
        try scene.attach(asking("fd00:40::1", "10.40.0.1"))
        #expect(try routes(scene, 4) == ["10.40.0.1 net1 0"])
        #expect(try routes(scene, 6) == ["fd00:40::1 net1 1024"])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("several gateways over a macvlan on a bond are ordered by metric, in each family")
    func metrics() throws {
        let scene = try scene(
            on: Master.bond, ["type": "macvlan", "master": "bond0"], subnets: ["10.40.0.0/24", "fd00:40::/64"])
        try scene.attach(asking("10.40.0.9", "fd00:40::9", "10.40.0.1", "fd00:40::1", "10.40.0.5"))
        #expect(try routes(scene, 4) == ["10.40.0.9 net1 0", "10.40.0.1 net1 1", "10.40.0.5 net1 2"])
        #expect(try routes(scene, 6) == ["fd00:40::9 net1 1024", "fd00:40::1 net1 1025"])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("over a device of the host, [] keeps the default routes that its own network sets")
    func kept() throws {
        let scene = try scene(
            on: "ip link add spare type dummy",
            [
                "type": "host-device", "device": "spare",
                "ipam": [
                    "type": "static",
                    "addresses": [
                        ["address": "10.40.0.2/24", "gateway": "10.40.0.1"],
                        ["address": "fd00:40::2/64", "gateway": "fd00:40::1"],
                    ], "routes": [["dst": "0.0.0.0/0"], ["dst": "::/0"]],
                ],
            ], subnets: [])
        try scene.attach(#"[{"name": "more", "default-route": []}]"#)
        #expect(try routes(scene, 4) == ["10.40.0.1 net1 0"])
        #expect(try routes(scene, 6) == ["fd00:40::1 net1 1024"])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("in an IPv6-only cluster; there is no IPv4 in the answer")
    func onlyV6() throws {
        let scene = try scene(
            cluster: ["fd00:1::/64"], ["type": "macvlan", "master": "up0"], subnets: ["fd00:40::/64"])
        let added = try scene.attach(asking("fd00:40::1"))
        #expect(added.addresses == ["eth0 fd00:1::2/64", "net1 fd00:40::2/64"])
        #expect((added.json["routes"]?.array ?? []).allSatisfy { $0["dst"]?.string?.contains(".") == false })
        #expect(try routes(scene, 6) == ["fd00:40::1 net1 1024"])
        #expect(try routes(scene, 4) == [])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    /// A scripted plugin at the end of the cluster network's chain does what a router's advertisement does.
    private func advertised(_ scene: Scene) throws {
        try scene.node.scripted(
            "advertise",
            [
                "ADD": [
                    "run": .string(
                        """
                        nsenter --net="$CNI_NETNS" ip -6 route add default via fd00:1::9 dev "$CNI_IFNAME" \
                        proto ra metric 512
                        """)
                ]
            ])
        let bridge = scene.node.bridge("cni0", subnets: Self.both, ["isDefaultGateway": true])
        try scene.node.writeConfiguration(
            "10-cluster.conflist", scene.node.list("cluster", bridge, ["type": "advertise"]))
    }

    @Test("a default route by router advertisement goes, and eth0 takes no other; the new interface may")
    func advertisement() throws {
        let scene = try scene(["type": "ipvlan", "master": "up0"], subnets: ["fd00:40::/64"])
        try advertised(scene)
        try scene.attach(asking("fd00:40::1"))
        #expect(try routes(scene, 6) == ["fd00:40::1 net1 1024"])
        #expect(try scene.inside("cat /proc/sys/net/ipv6/conf/eth0/accept_ra_defrtr") == "0\n")
        #expect(try scene.inside("cat /proc/sys/net/ipv6/conf/net1/accept_ra_defrtr") == "1\n")
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("CHECK finds that an advertised default route is back beside the one that was asked for")
    func advertisedAgain() throws {
        let scene = try scene(["type": "macvlan", "master": "up0"], subnets: ["fd00:40::/64"])
        try scene.attach(asking("fd00:40::1"))
        try scene.inside("ip -6 route add default via fd00:1::9 dev eth0 proto ra metric 512")
        try scene.expectCheckFails("default/more (net1)", "interface eth0 has a default route again")
        try scene.expectDetaches()
    }

    @Test("a gateway outside of an ipvlan's subnets fails the ADD, which is undone whole")
    func outside() throws {
        let scene = try scene(["type": "ipvlan", "master": "up0", "mode": "l3"], subnets: ["10.40.0.0/24"])
        try scene.expectRefused(asking("10.99.0.1"), "default/more (net1)", "10.99.0.1", "10.40.0.2/24")
    }

    @Test("without default-route nothing of the cluster network's routes is touched")
    func untouched() throws {
        let scene = try scene(["type": "vlan", "master": "up0", "vlanId": 7], subnets: ["10.40.0.0/24"])
        try scene.attach()
        #expect(try routes(scene, 4) == ["10.1.0.1 eth0 0"])
        #expect(try routes(scene, 6) == ["fd00:1::1 eth0 1024"])
        #expect(try scene.inside("cat /proc/sys/net/ipv6/conf/eth0/accept_ra_defrtr") == "1\n")
        try scene.expectDetaches()
    }
}
