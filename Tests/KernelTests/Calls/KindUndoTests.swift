import ExactJSON
import TartanTestSupport
import Testing

/// ADDs that fail after something was made: nothing of it may stay.
@Suite(.secondGround) struct KindUndoTests {
    @Test("an ipvlan on a master that the host doesn't have is refused with its name, a macvlan before it is undone")
    func ipvlanMaster() throws {
        let scene = try Scene(Master.dummy)
        try scene.network("mac", ["type": "macvlan", "master": "up0", "ipam": scene.ipam("10.40.0.0/24")])
        try scene.network("more", ["type": "ipvlan", "master": "gone0", "ipam": scene.ipam("10.41.0.0/24")])
        try scene.expectRefused("mac,more", "default/more (net2): ipvlan failed", "gone0")
    }

    @Test("a tuning that can't be done gives a device of the host back, name and MTU as before")
    func tuningAfterDevice() throws {
        let scene = try Scene("ip link add spare type dummy; ip link set spare mtu 1450")
        try scene.network(
            "more", ["type": "host-device", "device": "spare", "ipam": scene.ipam()],
            ["type": "tuning", "mtu": 1300, "sysctl": ["kernel.shmmax": "4096"]])
        try scene.expectRefused("more", "default/more (net1): tuning failed")
        #expect(try scene.node.host.ip("link show dev spare").first?["mtu"]?.integer == 1450)
    }

    @Test("addresses that are used up fail the ADD behind three kinds, and all three are undone")
    func exhausted() throws {
        let scene = try Scene(Master.bond + "; ip link add spare type dummy; " + Master.dummy)
        try scene.network("a", ["type": "macvlan", "master": "bond0", "ipam": scene.ipam("10.40.0.0/24")])
        try scene.network("b", ["type": "ipvlan", "master": "up0", "ipam": scene.ipam("10.41.0.0/24")])
        try scene.network("c", ["type": "host-device", "device": "spare", "ipam": scene.ipam("10.42.0.0/24")])
        // One address beside the gateway's.
        try scene.network(
            "d",
            [
                "type": "vlan", "master": "bond0", "vlanId": 9,
                "ipam": scene.ipam("10.43.0.0/30"),
            ])
        let first = try scene.node.host.pod("first")
        let taken = try scene.node.add(first, "d")
        try #require(taken.succeeded, "\(taken)")
        let answer = try scene.node.add(scene.pod, "a,b,c,d")
        #expect(!answer.succeeded)
        #expect(answer.message.contains("default/d (net4): vlan failed"), "\(answer)")
        #expect(try scene.node.host.links(in: scene.pod.name) == [])
        #expect(try scene.node.host.links().contains("spare"))
        #expect(scene.node.reservations() == ["cluster/10.1.0.2", "d/10.43.0.2"])
        #expect(try scene.node.delete(first).succeeded)
        try scene.expectNothingLeft()
    }

    @Test("an interface name that another kind of the pod has is refused before anything is made")
    func nameTaken() throws {
        let scene = try Scene(Master.dummy)
        try scene.network("a", ["type": "macvlan", "master": "up0", "ipam": scene.ipam("10.40.0.0/24")])
        try scene.expectRefused("a@lan0,a@lan0", "lan0")
        try scene.expectRefused("a@eth0", "eth0")
    }

    @Test("a second macvlan in mode passthru is refused its master, and the first keeps it")
    func passthruTaken() throws {
        let scene = try Scene(Master.dummy)
        try scene.network(
            "more", ["type": "macvlan", "master": "up0", "mode": "passthru", "ipam": scene.ipam()])
        try scene.expectRefused("more,more", "default/more (net2): macvlan failed")
        try scene.attach()
        try scene.expectDetaches()
    }
}
