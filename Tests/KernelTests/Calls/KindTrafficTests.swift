import ExactJSON
import TartanTestSupport
import Testing

/// Packets over kinds that only this kernel has.
@Suite(.secondGround) struct KindTrafficTests {
    /// Attaches two pods, to a network each, and lets the first reach the second's addresses.
    private func expectReach(_ scene: Scene, _ networks: [String], _ addresses: [String]) throws {
        let second = try scene.node.host.pod("second")
        try scene.attach(networks[0])
        let added = try scene.node.add(second, networks[1])
        try #require(added.succeeded, "\(added)")
        for address in addresses { try scene.inside("ping -q -c 1 -w 30 \(address)") }
        #expect(try scene.node.delete(second).succeeded)
        try scene.expectDetaches()
    }

    @Test("pods on one master reach each other by macvlan in mode bridge, IPv4 and IPv6")
    func macvlan() throws {
        let scene = try Scene(Master.dummy)
        try scene.network(
            "more",
            ["type": "macvlan", "master": "up0", "ipam": scene.ipam("10.40.0.0/24", "fd00:40::/64")])
        try expectReach(scene, ["more", "more"], ["10.40.0.3", "fd00:40::3"])
    }

    @Test("pods on one master reach each other by ipvlan in mode l2, IPv4 and IPv6")
    func ipvlan() throws {
        let scene = try Scene(Master.dummy)
        try scene.network(
            "more", ["type": "ipvlan", "master": "up0", "ipam": scene.ipam("10.40.0.0/24", "fd00:40::/64")])
        try expectReach(scene, ["more", "more"], ["10.40.0.3", "fd00:40::3"])
    }

    @Test("ipvlan in mode l3 leads from one subnet into another of the same master")
    func l3() throws {
        let scene = try Scene(Master.dummy)
        for (name, id) in [("a", 40), ("b", 41)] {
            let ipam = scene.node.hostLocal(["10.\(id).0.0/24"], routes: ["10.0.0.0/8"])
            try scene.network(name, ["type": "ipvlan", "master": "up0", "mode": "l3", "ipam": ipam])
        }
        try expectReach(scene, ["a", "b"], ["10.41.0.2"])
    }

    @Test("an 802.1Q link reaches the host at the other end of the cable by the same tag")
    func vlan() throws {
        let scene = try Scene(
            Master.cable + """
                ; ip link add link up1 name up1.7 type vlan id 7; ip link set up1.7 up; ip addr add 10.40.0.1/24 dev up1.7
                """)
        try scene.network("more", ["type": "vlan", "master": "up0", "vlanId": 7, "ipam": scene.ipam()])
        try scene.attach()
        try scene.inside("ping -q -c 1 -w 30 10.40.0.1")
        try scene.expectDetaches()
    }

    @Test("a device of the host reaches the other end of its cable")
    func hostDevice() throws {
        let scene = try Scene(
            "ip link add spare type veth peer name far; ip link set far up; ip addr add 10.40.0.1/24 dev far")
        try scene.network("more", ["type": "host-device", "device": "spare", "ipam": scene.ipam()])
        try scene.attach()
        try scene.inside("ping -q -c 1 -w 30 10.40.0.1")
        try scene.expectDetaches()
    }
}
