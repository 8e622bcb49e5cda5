import ExactJSON
import TartanTestSupport
import Testing

@Suite(.secondGround) struct MacvlanTests {
    /// A macvlan on `up0` and all that is asked of every kind.
    private func lifeCycle(mode: String) throws {
        let scene = try Scene(Master.dummy)
        try scene.network(
            "more", ["type": "macvlan", "master": "up0", "mode": .string(mode), "ipam": scene.ipam()])
        let added = try scene.attach()
        #expect(try scene.kind() == "macvlan")
        #expect(try scene.fact("mode")?.string == mode)
        #expect(try scene.addresses() == ["10.40.0.2/24"])
        #expect(added.addresses == ["eth0 10.1.0.2/24", "net1 10.40.0.2/24"])
        #expect(try scene.status()?["mac"]?.string == scene.link()["address"]?.string)
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("macvlan in mode bridge on a dummy link") func bridge() throws { try lifeCycle(mode: "bridge") }
    @Test("macvlan in mode private") func privateMode() throws { try lifeCycle(mode: "private") }
    @Test("macvlan in mode vepa") func vepa() throws { try lifeCycle(mode: "vepa") }
    @Test("macvlan in mode passthru") func passthru() throws { try lifeCycle(mode: "passthru") }

    @Test("macvlan with the MTU of its configuration, told in the status")
    func mtu() throws {
        let scene = try Scene(Master.dummy)
        try scene.network("more", ["type": "macvlan", "master": "up0", "mtu": 1380, "ipam": scene.ipam()])
        try scene.attach()
        #expect(try scene.link()["mtu"]?.integer == 1380)
        #expect(try scene.status()?["mtu"]?.integer == 1380)
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("macvlan with the MAC address, the address and the name that the annotation asks for")
    func requests() throws {
        let scene = try Scene(Master.dummy)
        try scene.network(
            "more",
            [
                "type": "macvlan", "master": "up0", "capabilities": ["mac": true, "ips": true],
                "ipam": scene.ipam("10.40.0.0/24", "fd00:40::/64"),
            ])
        let added = try scene.attach(
            """
            [{"name": "more", "interface": "lan0", "mac": "02:11:22:33:44:55",
              "ips": ["10.40.0.77", "fd00:40::77"]}]
            """)
        #expect(try scene.link("lan0")["address"]?.string == "02:11:22:33:44:55")
        #expect(try scene.addresses("lan0") == ["10.40.0.77/24", "fd00:40::77/64"])
        #expect(added.sandboxInterfaces == ["eth0", "lan0"])
        #expect(scene.node.reservations().contains("more/fd00:40::77"))
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("two attachments of one macvlan network are two links with addresses of their own")
    func twice() throws {
        let scene = try Scene(Master.dummy)
        try scene.network("more", ["type": "macvlan", "master": "up0", "ipam": scene.ipam()])
        try scene.attach("more,more")
        #expect(try scene.addresses("net1") == ["10.40.0.2/24"])
        #expect(try scene.addresses("net2") == ["10.40.0.3/24"])
        #expect(try scene.link("net1")["address"]?.string != scene.link("net2")["address"]?.string)
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("macvlan on an 802.1Q link")
    func onVlan() throws {
        let scene = try Scene(Master.vlan)
        try scene.network("more", ["type": "macvlan", "master": "up0.5", "ipam": scene.ipam()])
        try scene.attach()
        #expect(try scene.kind() == "macvlan")
        let master = try scene.node.host.ip("link show dev up0.5").first
        #expect(try scene.link()["link_index"]?.integer == master?["ifindex"]?.integer)
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("macvlan on a bond")
    func onBond() throws {
        let scene = try Scene(Master.bond)
        try scene.network("more", ["type": "macvlan", "master": "bond0", "ipam": scene.ipam("fd00:40::/64")])
        try scene.attach()
        #expect(try scene.kind() == "macvlan")
        #expect(try scene.addresses() == ["fd00:40::2/64"])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("CHECK finds that a macvlan has lost its address")
    func addressRemoved() throws {
        let scene = try Scene(Master.dummy)
        try scene.network("more", ["type": "macvlan", "master": "up0", "ipam": scene.ipam()], disableCheck: true)
        try scene.attach()
        try scene.inside("ip addr delete 10.40.0.2/24 dev net1")
        try scene.expectCheckFails("default/more (net1)", "10.40.0.2")
        try scene.expectDetaches()
    }

    /// macvlan 1.1.1 looks for its master at DEL too, and fails without it.
    @Test(
        "a macvlan that is gone with its master: CHECK and DEL say so, and a DEL leaves nothing once the master is back"
    )
    func masterRemoved() throws {
        let scene = try Scene(Master.dummy)
        try scene.network("more", ["type": "macvlan", "master": "up0", "ipam": scene.ipam()], disableCheck: true)
        try scene.attach()
        try scene.node.host.shell("ip link delete up0")
        try scene.expectCheckFails("default/more (net1)")
        let deleted = try scene.node.delete(scene.pod)
        #expect(!deleted.succeeded)
        #expect(deleted.message.contains("network default/more (net1): macvlan failed: Link not found"), "\(deleted)")
        // What could be taken back is, and the record of the rest stays.
        #expect(try scene.node.host.links(in: scene.pod.name) == [])
        #expect(scene.node.reservations() == ["more/10.40.0.2"])
        #expect(try scene.node.record(scene.pod) != nil)
        try scene.node.host.shell(Master.dummy)
        try scene.expectDetaches()
    }

    @Test("an unknown master fails the ADD, and the pod may end; a DEL closes the record once the master is there")
    func unknownMaster() throws {
        let scene = try Scene()
        try scene.network("more", ["type": "macvlan", "master": "up0", "ipam": scene.ipam()])
        let answer = try scene.node.add(scene.pod, "more")
        #expect(!answer.succeeded)
        #expect(
            answer.message.contains("default/web: network default/more (net1): macvlan failed: Link not found"),
            "\(answer)")
        #expect(try scene.node.host.links(in: scene.pod.name) == [])
        #expect(scene.node.reservations() == [])
        let ended = try scene.node.delete(scene.pod)
        #expect(ended.succeeded && ended.errorOutput.contains("The record is kept"), "\(ended)")
        #expect(try scene.node.record(scene.pod) != nil)
        try scene.node.host.shell(Master.dummy)
        #expect(try scene.node.delete(scene.pod).succeeded)
        #expect(try scene.node.leftBehind(scene.pod, host: ["cni0", "up0"]) == [])
    }
}
