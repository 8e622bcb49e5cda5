import ExactJSON
import TartanTestSupport
import Testing

/// The plugin vrf. CHECK of the plugins before it looks for routes in the main table, and a vrf has a table of its own, so the
/// lists have disableCheck and Tartan looks alone.
@Suite(.secondGround) struct VrfTests {
    private let vrf: JSONValue = ["type": "vrf", "vrfname": "blue", "table": 77]

    private func ipam(_ addresses: String...) -> JSONValue {
        ["type": "static", "addresses": .array(addresses.map { ["address": .string($0)] })]
    }

    @Test("vrf behind a bridge: the interface is the vrf's, its routes are in the vrf's table")
    func bridge() throws {
        let scene = try Scene(bridges: ["br-x"])
        try scene.network(
            "more", scene.node.bridge("br-x", subnets: [], ["ipam": ipam("10.40.0.2/24")]), vrf, disableCheck: true)
        let added = try scene.attach()
        #expect(try scene.link()["master"]?.string == "blue")
        #expect(try scene.fact("table", of: "blue")?.integer == 77)
        #expect(try scene.inside("ip route show table 77").contains("10.40.0.0/24 dev net1"))
        #expect(added.addresses.contains("net1 10.40.0.2/24"))
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("vrf behind a macvlan with addresses of both families, which stay")
    func macvlan() throws {
        let scene = try Scene(Master.dummy)
        try scene.network(
            "more", ["type": "macvlan", "master": "up0", "ipam": ipam("10.40.0.2/24", "fd00:40::2/64")], vrf,
            disableCheck: true)
        try scene.attach()
        #expect(try scene.link()["master"]?.string == "blue")
        #expect(try scene.addresses() == ["10.40.0.2/24", "fd00:40::2/64"])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("vrf behind an 802.1Q link")
    func vlan() throws {
        let scene = try Scene(Master.dummy)
        try scene.network(
            "more", ["type": "vlan", "master": "up0", "vlanId": 7, "ipam": ipam("10.40.0.2/24")], vrf,
            disableCheck: true)
        try scene.attach()
        #expect(try scene.link()["master"]?.string == "blue")
        #expect(try scene.kind() == "vlan")
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("two networks of one vrf share it; it goes with the last")
    func shared() throws {
        let scene = try Scene(Master.dummy, bridges: ["br-x"])
        try scene.network(
            "a", scene.node.bridge("br-x", subnets: [], ["ipam": ipam("10.40.0.2/24")]), vrf, disableCheck: true)
        try scene.network(
            "b", ["type": "macvlan", "master": "up0", "ipam": ipam("10.41.0.2/24")], vrf, disableCheck: true)
        try scene.attach("a,b")
        for interface in ["net1", "net2"] { #expect(try scene.link(interface)["master"]?.string == "blue") }
        #expect(try scene.node.host.links(in: scene.pod.name) == ["blue", "eth0", "net1", "net2"])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("networks of two vrfs may have the same subnet")
    func overlap() throws {
        let scene = try Scene(Master.dummy, bridges: ["br-x"])
        try scene.network(
            "a", scene.node.bridge("br-x", subnets: [], ["ipam": ipam("10.40.0.2/24")]),
            ["type": "vrf", "vrfname": "blue"], disableCheck: true)
        try scene.network(
            "b", ["type": "macvlan", "master": "up0", "ipam": ipam("10.40.0.2/24")],
            ["type": "vrf", "vrfname": "red"], disableCheck: true)
        let added = try scene.attach("a,b")
        #expect(added.addresses == ["eth0 10.1.0.2/24", "net1 10.40.0.2/24", "net2 10.40.0.2/24"])
        #expect(try scene.link("net1")["master"]?.string == "blue")
        #expect(try scene.link("net2")["master"]?.string == "red")
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    /// A network in the vrf `blue` whose IPAM names a default route (which the kernel drops as the interface joins the vrf); and
    /// a cluster network that has the pod's.
    private func routed() throws -> Scene {
        let scene = try Scene(Master.dummy)
        let bridge = scene.node.bridge("cni0", subnets: ["10.1.0.0/24"], ["isDefaultGateway": true])
        try scene.node.writeConfiguration("10-cluster.conflist", scene.node.list("cluster", bridge))
        let ipam: JSONValue = [
            "type": "static", "addresses": [["address": "10.40.0.2/24", "gateway": "10.40.0.1"]],
            "routes": [["dst": "0.0.0.0/0"]],
        ]
        try scene.network("more", ["type": "macvlan", "master": "up0", "ipam": ipam], vrf, disableCheck: true)
        return scene
    }

    @Test(
        "default-route of a network in a vrf is refused: the pod's sockets would get no answers by it",
        arguments: [["10.40.0.1"], []])
    func defaultRoute(gateways: [String]) throws {
        let scene = try routed()
        let annotation: JSONValue = [["name": "more", "default-route": .array(gateways.map { .string($0) })]]
        try scene.expectRefused(
            annotation.text,
            "network default/more (net1): \"default-route\" can't lead by net1, which is in the vrf blue")
    }

    @Test("default-route of another network moves the pod's default route and leaves a vrf's table alone")
    func otherDefaultRoute() throws {
        let scene = try routed()
        try scene.network("lan", ["type": "macvlan", "master": "up0", "ipam": ipam("10.41.0.2/24")])
        try scene.attach(#"[{"name": "more"}, {"name": "lan", "default-route": ["10.41.0.1"]}]"#)
        #expect(try scene.inside("ip route show table 77").contains("10.40.0.0/24 dev net1"))
        #expect(try scene.link("net1")["master"]?.string == "blue")
        #expect(try scene.node.host.defaultRoutes(in: scene.pod.name) == ["10.41.0.1 net2 0"])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("CHECK finds that an interface of a vrf has lost its address, and DEL still leaves nothing")
    func addressRemoved() throws {
        let scene = try Scene(Master.dummy)
        try scene.network(
            "more", ["type": "macvlan", "master": "up0", "ipam": ipam("10.40.0.2/24")], vrf, disableCheck: true)
        try scene.attach()
        try scene.inside("ip addr delete 10.40.0.2/24 dev net1")
        try scene.expectCheckFails("default/more (net1)", "10.40.0.2")
        try scene.expectDetaches()
    }
}
