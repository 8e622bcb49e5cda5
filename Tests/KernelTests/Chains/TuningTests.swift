import ExactJSON
import TartanTestSupport
import Testing

/// The plugin tuning behind kinds that only this kernel has.
@Suite(.secondGround) struct TuningTests {
    private func scene(_ tuning: JSONObject) throws -> Scene {
        let scene = try Scene(Master.dummy)
        var plugin: JSONObject = ["type": "tuning"]
        for member in tuning.members { plugin[member.key] = member.value }
        try scene.network(
            "more", ["type": "macvlan", "master": "up0", "ipam": scene.ipam("10.40.0.0/24", "fd00:40::/64")],
            .object(plugin))
        return scene
    }

    private func sysctl(_ scene: Scene, _ name: String) throws -> String {
        try scene.inside("cat /proc/sys/\(name)").trimmingNewline
    }

    @Test("tuning sets sysctls of the interface and of the pod, of both families")
    func sysctls() throws {
        let scene = try scene([
            "sysctl": [
                "net.ipv4.conf.net1.arp_announce": "2", "net.ipv4.conf.all.log_martians": "1",
                "net.ipv6.conf.net1.dad_transmits": "3", "net.core.somaxconn": "500",
            ]
        ])
        try scene.attach()
        #expect(try sysctl(scene, "net/ipv4/conf/net1/arp_announce") == "2")
        #expect(try sysctl(scene, "net/ipv4/conf/all/log_martians") == "1")
        #expect(try sysctl(scene, "net/ipv6/conf/net1/dad_transmits") == "3")
        #expect(try sysctl(scene, "net/core/somaxconn") == "500")
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("a sysctl of the whole machine isn't the pod's: the ADD fails and is undone")
    func foreignSysctl() throws {
        let scene = try scene(["sysctl": ["kernel.shmmax": "4096"]])
        try scene.expectRefused("more", "default/more (net1): tuning failed")
    }

    @Test("CHECK finds that a sysctl was changed")
    func sysctlChanged() throws {
        let scene = try scene(["sysctl": ["net.ipv4.conf.net1.arp_announce": "2"]])
        try scene.attach()
        try scene.inside("echo 0 >/proc/sys/net/ipv4/conf/net1/arp_announce")
        try scene.expectCheckFails("default/more (net1): tuning failed", "arp_announce")
        try scene.expectDetaches()
    }

    @Test("tuning's MAC address is the interface's, in the answer and in the status")
    func mac() throws {
        let scene = try scene(["mac": "02:00:5e:10:00:07"])
        let added = try scene.attach()
        #expect(try scene.link()["address"]?.string == "02:00:5e:10:00:07")
        let listed = added.json["interfaces"]?.array?.first { $0["name"]?.string == "net1" }
        #expect(listed?["mac"]?.string == "02:00:5e:10:00:07")
        #expect(try scene.status()?["mac"]?.string == "02:00:5e:10:00:07")
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("a MAC address that the annotation asks for reaches tuning, behind a macvlan that declares none")
    func macAsked() throws {
        let scene = try scene(["capabilities": ["mac": true]])
        try scene.attach(#"[{"name": "more", "mac": "02:00:5e:10:00:08"}]"#)
        #expect(try scene.link()["address"]?.string == "02:00:5e:10:00:08")
        #expect(try scene.status()?["mac"]?.string == "02:00:5e:10:00:08")
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("tuning's MTU is in the status, though the plugin tells none")
    func mtu() throws {
        let scene = try scene(["mtu": 1300])
        try scene.attach()
        #expect(try scene.link()["mtu"]?.integer == 1300)
        #expect(try scene.status()?["mtu"]?.integer == 1300)
        try scene.inside("ip link set net1 mtu 1400")
        try scene.expectCheckFails("default/more (net1): tuning failed")
        try scene.expectDetaches()
    }

    @Test("tuning's promiscuous mode and all-multicast, found missing by CHECK")
    func promiscuous() throws {
        let scene = try scene(["promisc": true, "allmulti": true])
        try scene.attach()
        let flags = (try scene.link()["flags"]?.array ?? []).compactMap(\.string)
        #expect(flags.contains("PROMISC"))
        #expect(flags.contains("ALLMULTI"))
        try scene.expectCheckPasses()
        try scene.inside("ip link set net1 promisc off")
        try scene.expectCheckFails("default/more (net1): tuning failed")
        try scene.expectDetaches()
    }

    @Test("a link that host-device gives back has the MTU and the MAC address it had before tuning")
    func restored() throws {
        let scene = try Scene("ip link add spare type dummy; ip link set spare address 02:00:5e:00:00:01")
        try scene.network(
            "more", ["type": "host-device", "device": "spare", "ipam": scene.ipam()],
            ["type": "tuning", "mtu": 1300, "mac": "02:00:5e:10:00:07"])
        try scene.attach()
        #expect(try scene.link()["mtu"]?.integer == 1300)
        try scene.expectCheckPasses()
        try scene.expectDetaches()
        let back = try scene.node.host.ip("link show dev spare").first
        #expect(back?["mtu"]?.integer == 1500)
        #expect(back?["address"]?.string == "02:00:5e:00:00:01")
    }
}

extension String {
    fileprivate var trimmingNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
