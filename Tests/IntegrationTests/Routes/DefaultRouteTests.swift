import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

@Suite(.privateHost) struct DefaultRouteTests {
    /// A cluster network with default routes of both families and a second network `lan` of both families.
    ///
    /// - Parameter lanRoutes: default routes that `lan` sets itself.
    private func node(lanRoutes: Bool = false, v4: Bool = true, disableCheck: Bool = false) throws -> Node {
        let node = try Node()
        let cluster = (v4 ? ["10.1.0.0/24"] : []) + ["fd00:1::/64"]
        try node.writeConfiguration(
            "10-cluster.conflist",
            node.list("cluster", node.bridge("cni0", subnets: cluster, ["isDefaultGateway": true])))
        let lan = (v4 ? ["10.2.0.0/24"] : []) + ["fd00:2::/64"]
        let keys: JSONValue = lanRoutes ? ["isDefaultGateway": true] : ["isGateway": true]
        var list = node.list("lan", node.bridge("br-lan", subnets: lan, keys)).object ?? JSONObject()
        if disableCheck { list["disableCheck"] = true }
        try node.network("lan", .object(list))
        return node
    }

    struct Move: Sendable, CustomTestStringConvertible {
        let route: [JSONValue]
        var lanRoutes = false
        let v4: [String]
        let v6: [String]

        var testDescription: String { JSONValue.array(route).text }
    }

    static let clusterV4 = "10.1.0.1 eth0 0"
    static let clusterV6 = "fd00:1::1 eth0 1024"

    static let moves: [Move] = [
        Move(route: ["10.2.0.1"], v4: ["10.2.0.1 net1 0"], v6: [clusterV6]),
        Move(route: ["fd00:2::1"], v4: [clusterV4], v6: ["fd00:2::1 net1 1024"]),
        Move(route: ["10.2.0.1", "fd00:2::1"], v4: ["10.2.0.1 net1 0"], v6: ["fd00:2::1 net1 1024"]),
        Move(
            route: ["10.2.0.9", "10.2.0.1", "10.2.0.5"], v4: ["10.2.0.9 net1 0", "10.2.0.1 net1 1", "10.2.0.5 net1 2"],
            v6: [clusterV6]),
        Move(
            route: ["fd00:2::9", "10.2.0.1", "fd00:2::5"], v4: ["10.2.0.1 net1 0"],
            v6: ["fd00:2::9 net1 1024", "fd00:2::5 net1 1025"]),
        // Of the family that is not named, the earlier route stays the first.
        Move(
            route: ["10.2.0.9"], lanRoutes: true, v4: ["10.2.0.9 net1 0"], v6: [clusterV6, "fd00:2::1 net1 1025"]),
        Move(route: [], lanRoutes: true, v4: ["10.2.0.1 net1 0"], v6: ["fd00:2::1 net1 1024"]),
    ]

    private func annotation(_ route: [JSONValue]) -> String {
        JSONValue.array([["name": "lan", "default-route": .array(route)]]).text
    }

    /// Pain 30: #1011, #553, #1444, #749, kube-ovn #5559.
    @Test("the named gateways are the pod's default routes, the others' are gone, by family", arguments: moves)
    func move(move: Move) throws {
        let node = try node(lanRoutes: move.lanRoutes)
        let pod = try node.host.pod()
        let text = annotation(move.route)
        let added = try node.add(pod, text)
        try #require(added.succeeded, "\(added)")
        #expect(try node.host.defaultRoutes(in: pod.name) == move.v4)
        #expect(try node.host.defaultRoutes(in: pod.name, version: 6) == move.v6)

        let routes = (added.json["routes"]?.array ?? []).filter { $0["dst"]?.string == "0.0.0.0/0" }
        #expect(routes.map { $0["gw"]?.string ?? "" } == move.v4.map { String($0.prefix { $0 != " " }) })
        let checked = try node.check(pod, text)
        #expect(checked.succeeded, "\(checked)")
        #expect(try node.delete(pod, text).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-lan", "cni0"]).isEmpty)
    }

    @Test("an IPv6-only pod's default route moves")
    func onlyV6() throws {
        let node = try node(v4: false)
        let pod = try node.host.pod()
        let added = try node.add(pod, annotation(["fd00:2::1"]))
        try #require(added.succeeded, "\(added)")
        #expect(added.addresses == ["eth0 fd00:1::2/64", "net1 fd00:2::2/64"])
        #expect(try node.host.defaultRoutes(in: pod.name, version: 6) == ["fd00:2::1 net1 1024"])
        #expect(try node.host.defaultRoutes(in: pod.name).isEmpty)
        #expect(try node.check(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-lan", "cni0"]).isEmpty)
    }

    @Test("an interface that loses its IPv6 default doesn't take one from router advertisements, the new one may")
    func routerAdvertisements() throws {
        let node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod, annotation(["fd00:2::1"])).succeeded)
        func setting(_ interface: String) throws -> String {
            try node.host.shell("ip netns exec \(pod.name) cat /proc/sys/net/ipv6/conf/\(interface)/accept_ra_defrtr")
        }
        #expect(try setting("eth0") == "0\n")
        #expect(try setting("net1") == "1\n")
    }

    /// Pain 30: #1011, #553, #1444, #749, kube-ovn #5559.
    @Test("a default route that a router advertised goes too; those of other tables and of other families stay")
    func otherRoutes() throws {
        let node = try node()
        let inside = "nsenter --net=\"$CNI_NETNS\" ip"
        try node.scripted(
            "routes",
            [
                "ADD": [
                    "run": .string(
                        """
                        \(inside) -6 route add default via fd00:1::9 dev "$CNI_IFNAME" proto ra metric 512
                        \(inside) -6 route add default via fd00:1::9 dev "$CNI_IFNAME" table 100
                        \(inside) route add default via 10.1.0.9 dev "$CNI_IFNAME" table 100
                        \(inside) route add default via 10.1.0.9 dev "$CNI_IFNAME" metric 300
                        """)
                ]
            ])
        try node.writeConfiguration(
            "10-cluster.conflist",
            node.list(
                "cluster", node.bridge("cni0", subnets: ["10.1.0.0/24", "fd00:1::/64"], ["isDefaultGateway": true]),
                ["type": "routes"]))
        let pod = try node.host.pod()
        let text = annotation(["fd00:2::1"])
        let added = try node.add(pod, text)
        try #require(added.succeeded, "\(added)")
        #expect(try node.host.defaultRoutes(in: pod.name, version: 6) == ["fd00:2::1 net1 1024"])
        #expect(try node.host.defaultRoutes(in: pod.name) == [Self.clusterV4, "10.1.0.9 eth0 300"])
        for family in [4, 6] {
            #expect(try node.host.ip("-\(family) route show table 100", in: pod.name).count == 1)
        }
        #expect(try node.check(pod, text).succeeded)
        #expect(try node.delete(pod, text).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-lan", "cni0"]).isEmpty)
    }

    @Test(
        "a gateway outside the network's subnets fails the ADD, names both and leaves nothing",
        arguments: [
            (["10.9.9.1"], "10.9.9.1", "(10.2.0.2/24)"), (["10.2.0.1", "fd00:9::1"], "fd00:9::1", "fd00:2::2/64"),
        ]
            as [([JSONValue], String, String)])
    func outside(route: [JSONValue], gateway: String, subnet: String) throws {
        let node = try node()
        let pod = try node.host.pod()
        let answer = try node.add(pod, annotation(route))
        #expect(answer.errorCode == 7)
        #expect(answer.message.hasPrefix("default/web: network default/lan (net1): the gateway \(gateway) "))
        #expect(answer.message.contains(subnet), "\(answer)")
        #expect(try node.leftBehind(pod, host: ["br-lan", "cni0"]).isEmpty)
        #expect(try node.history(pod)?.isClosed == true)
    }

    @Test("[] for a network that sets no default route is an error that leaves nothing")
    func nothingToKeep() throws {
        let node = try node()
        let pod = try node.host.pod()
        let answer = try node.add(pod, annotation([]))
        #expect(answer.errorCode == 7)
        #expect(answer.message.contains("\"default-route\" is [], but the network sets no default route of its own"))
        #expect(try node.leftBehind(pod, host: ["br-lan", "cni0"]).isEmpty)
    }

    @Test("two networks that ask for it are refused before anything runs")
    func twice() throws {
        let node = try node()
        let pod = try node.host.pod()
        let text = #"[{"name":"lan","default-route":["10.2.0.1"]},{"name":"lan","default-route":["10.2.0.1"]}]"#
        let answer = try node.add(pod, text)
        #expect(answer.errorCode == 7)
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    /// The bridge plugin's own CHECK would find some of it first.
    /// Pain 30: #1011, #553, #1444, #749, kube-ovn #5559.
    @Test(
        "CHECK finds what was changed behind Tartan's back",
        arguments: [
            ("ip route delete default", "the default route by 10.2.0.1 is gone"),
            ("ip -6 route delete default", "the default route by fd00:2::1 is gone"),
            ("ip route add default via 10.1.0.1 dev eth0 metric 77", "interface eth0 has a default route again"),
            ("ip -6 route add default via fd00:1::1 dev eth0 metric 77", "interface eth0 has a default route again"),
            ("ip addr delete 10.2.0.2/24 dev net1", "10.2.0.2"),
            ("ip link delete net1", "net1"),
        ])
    func tampered(command: String, words: String) throws {
        let node = try node(disableCheck: true)
        let pod = try node.host.pod()
        let text = annotation(["10.2.0.1", "fd00:2::1"])
        #expect(try node.add(pod, text).succeeded)
        #expect(try node.check(pod, text).succeeded)
        try node.host.shell("ip netns exec \(pod.name) \(command)")
        let answer = try node.check(pod, text)
        #expect(!answer.succeeded)
        #expect(answer.message.contains(words), "\(answer)")
        #expect(answer.message.hasPrefix("default/web: network default/lan (net1): "))
        #expect(try node.delete(pod, text).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-lan", "cni0"]).isEmpty)
    }

    @Test(
        "CHECK finds that the default route which [] kept is gone, other, or another network's again",
        arguments: [
            ("ip route delete default", "the default route by 10.2.0.1 is gone"),
            ("ip -6 route delete default", "the default route by fd00:2::1 is gone"),
            ("ip route replace default via 10.2.0.77 dev net1", "the default route by 10.2.0.1 is gone"),
            ("ip route add default via 10.1.0.1 dev eth0 metric 77", "interface eth0 has a default route again"),
        ])
    func tamperedKept(command: String, words: String) throws {
        let node = try node(lanRoutes: true, disableCheck: true)
        let pod = try node.host.pod()
        let text = annotation([])
        #expect(try node.add(pod, text).succeeded)
        #expect(try node.check(pod, text).succeeded)
        try node.host.shell("ip netns exec \(pod.name) \(command)")
        let answer = try node.check(pod, text)
        #expect(!answer.succeeded)
        #expect(answer.message.contains(words), "\(answer)")
        #expect(try node.delete(pod, text).succeeded)
    }

    @Test("CHECK and DEL get the results as they were after the route was moved")
    func finalResult() throws {
        let node = try node()
        try node.scripted("watch")
        try node.writeConfiguration(
            "10-cluster.conflist",
            node.list(
                "cluster", node.bridge("cni0", subnet: "10.1.0.0/24", ["isDefaultGateway": true]), ["type": "watch"]))
        let pod = try node.host.pod()
        let text = annotation(["10.2.0.1"])
        #expect(try node.add(pod, text).succeeded)
        let atAdd = try node.calls("watch", "ADD").first?.prevResult?["routes"]?.array ?? []
        #expect(atAdd.contains { $0["dst"]?.string == "0.0.0.0/0" })
        #expect(try node.delete(pod, text).succeeded)
        let atDelete = try #require(try node.calls("watch", "DEL").first?.prevResult)
        #expect(!(atDelete["routes"]?.array ?? []).contains { $0["dst"]?.string == "0.0.0.0/0" })
    }
}
