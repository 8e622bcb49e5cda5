import ExactJSON
import TartanTestSupport
import Testing

@Suite(.secondGround) struct HostDeviceTests {
    private let spare = "ip link add spare type dummy; ip link set spare address 02:00:5e:00:00:01"

    @Test("host-device moves a link into the pod and back, with its old name")
    func byName() throws {
        let scene = try Scene(spare)
        try scene.network("more", ["type": "host-device", "device": "spare", "ipam": scene.ipam()])
        try scene.attach()
        #expect(try scene.kind() == "dummy")
        #expect(try scene.link()["address"]?.string == "02:00:5e:00:00:01")
        #expect(try scene.addresses() == ["10.40.0.2/24"])
        #expect(try !scene.node.host.links().contains("spare"))
        try scene.expectCheckPasses()
        try scene.expectDetaches()
        let back = try scene.node.host.ip("link show dev spare").first
        #expect(back?["address"]?.string == "02:00:5e:00:00:01")
    }

    @Test("host-device finds the link by its hardware address and gives it the name that was asked for")
    func byAddress() throws {
        let scene = try Scene(spare)
        try scene.network("more", ["type": "host-device", "hwaddr": "02:00:5e:00:00:01", "ipam": scene.ipam()])
        try scene.attach("more@data0")
        #expect(try scene.kind("data0") == "dummy")
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("host-device without addresses is in answer and status without any")
    func noAddresses() throws {
        let scene = try Scene(spare)
        try scene.network("more", ["type": "host-device", "device": "spare"])
        let added = try scene.attach()
        #expect(added.sandboxInterfaces == ["eth0", "net1"])
        #expect(added.addresses == ["eth0 10.1.0.2/24"])
        #expect(try scene.addresses() == [])
        #expect(try scene.status()?["ips"] == nil)
        try scene.expectDetaches()
    }

    @Test("a bond can't leave the host's network: the ADD fails with the plugin's words, and the bond stays")
    func bond() throws {
        let scene = try Scene(Master.bond)
        try scene.network("more", ["type": "host-device", "device": "bond0", "ipam": scene.ipam()])
        try scene.expectRefusedForNow("more", "default/more (net1): host-device failed: failed to move link")
    }

    @Test("host-device with an 802.1Q link")
    func vlan() throws {
        let scene = try Scene(Master.vlan)
        try scene.network("more", ["type": "host-device", "device": "up0.5", "ipam": scene.ipam()])
        try scene.attach()
        #expect(try scene.kind() == "vlan")
        #expect(try scene.fact("id")?.integer == 5)
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    /// host-device 1.1.1 fails at DEL where its link isn't in the pod.
    @Test("a link that the host doesn't have fails the ADD, and the attachments before it are undone")
    func missing() throws {
        let scene = try Scene(spare)
        try scene.network("first", ["type": "host-device", "device": "spare", "ipam": scene.ipam("10.40.0.0/24")])
        try scene.network("more", ["type": "host-device", "device": "gone0", "ipam": scene.ipam("10.41.0.0/24")])
        try scene.expectRefusedForNow("first,more", "network default/more (net2): host-device failed")
        #expect(try scene.node.host.links().contains("spare"))
    }

    @Test("a second pod can't have the link that the first one has; a third takes it when it is free again")
    func oneAfterTheOther() throws {
        let scene = try Scene(spare)
        try scene.network("more", ["type": "host-device", "device": "spare", "ipam": scene.ipam()])
        try scene.attach()
        let second = try scene.node.host.pod("second")
        #expect(try !scene.node.add(second, "more").succeeded)
        #expect(try scene.node.host.links(in: "second") == [])
        try scene.expectCheckPasses()
        #expect(try scene.node.delete(second).succeeded)
        try scene.node.host.removeNamespace(of: second)
        #expect(try scene.node.delete(second).succeeded)
        #expect(try scene.node.delete(scene.pod).succeeded)
        let third = try scene.node.host.pod("third")
        let added = try scene.node.add(third, "more")
        #expect(added.succeeded, "\(added)")
        #expect(try scene.node.host.links(in: "third") == ["eth0", "net1"])
        #expect(try scene.node.delete(third).succeeded)
        try scene.expectNothingLeft()
    }

    @Test("CHECK finds that the link was deleted in the pod; DEL frees the rest, and all once the namespace is gone")
    func deleted() throws {
        let scene = try Scene(spare)
        try scene.network("more", ["type": "host-device", "device": "spare", "ipam": scene.ipam()])
        try scene.attach()
        try scene.inside("ip link delete net1")
        try scene.expectCheckFails("default/more (net1)")
        let deleted = try scene.node.delete(scene.pod)
        #expect(!deleted.succeeded)
        #expect(deleted.message.contains("default/more (net1): host-device failed"), "\(deleted)")
        #expect(try scene.node.host.links(in: scene.pod.name) == [])
        try scene.node.host.removeNamespace(of: scene.pod)
        #expect(try scene.node.delete(scene.pod).succeeded)
        #expect(try scene.node.leftBehind(scene.pod) == [])
    }
}
