import ExactJSON
import TartanTestSupport
import Testing

@Suite(.secondGround) struct VlanTests {
    private func lifeCycle(_ setup: String, master: String) throws {
        let scene = try Scene(setup)
        try scene.network(
            "more",
            [
                "type": "vlan", "master": .string(master), "vlanId": 7,
                "ipam": scene.ipam("10.40.0.0/24", "fd00:40::/64"),
            ])
        let added = try scene.attach()
        #expect(try scene.kind() == "vlan")
        #expect(try scene.fact("id")?.integer == 7)
        let below = try scene.node.host.ip("link show dev \(master)").first
        #expect(try scene.link()["link_index"]?.integer == below?["ifindex"]?.integer)
        #expect(added.addresses == ["eth0 10.1.0.2/24", "net1 10.40.0.2/24", "net1 fd00:40::2/64"])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("vlan on a dummy link has the id of its configuration") func dummy() throws {
        try lifeCycle(Master.dummy, master: "up0")
    }

    @Test("vlan on a bond") func bond() throws { try lifeCycle(Master.bond, master: "bond0") }

    @Test("vlan on an 802.1Q link, one tag in the other") func nested() throws {
        try lifeCycle(Master.vlan, master: "up0.5")
    }

    @Test("vlan with the MTU of its configuration")
    func mtu() throws {
        let scene = try Scene(Master.dummy)
        try scene.network(
            "more", ["type": "vlan", "master": "up0", "vlanId": 7, "mtu": 1400, "ipam": scene.ipam()])
        try scene.attach()
        #expect(try scene.link()["mtu"]?.integer == 1400)
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("two vlans of one master in one pod, each with its own id")
    func two() throws {
        let scene = try Scene(Master.dummy)
        for (name, id) in [("blue", 7), ("red", 8)] {
            try scene.network(
                name,
                [
                    "type": "vlan", "master": "up0", "vlanId": .integer(id),
                    "ipam": scene.ipam("10.4\(id).0.0/24"),
                ])
        }
        try scene.attach("blue@b0,red@r0")
        #expect(try scene.fact("id", of: "b0")?.integer == 7)
        #expect(try scene.fact("id", of: "r0")?.integer == 8)
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("an id that is taken on its master fails the ADD, which undoes the attachment before it")
    func taken() throws {
        let scene = try Scene(Master.vlan)
        try scene.network("mac", ["type": "macvlan", "master": "up0", "ipam": scene.ipam("10.40.0.0/24")])
        try scene.network(
            "tag", ["type": "vlan", "master": "up0", "vlanId": 5, "ipam": scene.ipam("10.41.0.0/24")])
        try scene.expectRefused("mac,tag", "network default/tag (net2): vlan failed", "exists")
    }

    @Test("a second pod is refused the id that the first one has, and the first keeps it")
    func takenByPod() throws {
        let scene = try Scene(Master.dummy)
        try scene.network("more", ["type": "vlan", "master": "up0", "vlanId": 7, "ipam": scene.ipam()])
        try scene.attach()
        let second = try scene.node.host.pod("second")
        #expect(try !scene.node.add(second, "more").succeeded)
        #expect(try scene.node.host.links(in: "second") == [])
        #expect(scene.node.reservations() == ["cluster/10.1.0.2", "more/10.40.0.2"])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("CHECK finds that the id is another one")
    func idChanged() throws {
        let scene = try Scene(Master.dummy)
        try scene.network("more", ["type": "vlan", "master": "up0", "vlanId": 7, "ipam": scene.ipam()])
        try scene.attach()
        try scene.inside("ip link delete net1")
        try scene.node.host.shell(
            """
            ip link add link up0 name other type vlan id 9
            ip link set other netns \(scene.pod.name) name net1
            """)
        try scene.inside("ip addr add 10.40.0.2/24 dev net1; ip link set net1 up")
        try scene.expectCheckFails("default/more (net1)")
        try scene.expectDetaches()
    }
}
