import ExactJSON
import TartanTestSupport
import Testing

@Suite(.secondGround) struct IpvlanTests {
    private func lifeCycle(mode: String, subnets: [String], addresses: [String]) throws {
        let scene = try Scene(Master.dummy)
        try scene.network(
            "more",
            ["type": "ipvlan", "master": "up0", "mode": .string(mode), "ipam": scene.node.hostLocal(subnets)])
        let added = try scene.attach()
        #expect(try scene.kind() == "ipvlan")
        #expect(try scene.fact("mode")?.string == mode)
        #expect(try scene.addresses() == addresses)
        #expect(added.addresses == ["eth0 10.1.0.2/24"] + addresses.map { "net1 \($0)" })
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("ipvlan in mode l2") func l2() throws {
        try lifeCycle(mode: "l2", subnets: ["10.40.0.0/24"], addresses: ["10.40.0.2/24"])
    }

    @Test("ipvlan in mode l3") func l3() throws {
        try lifeCycle(mode: "l3", subnets: ["10.40.0.0/24"], addresses: ["10.40.0.2/24"])
    }

    @Test("ipvlan in mode l3s") func l3s() throws {
        try lifeCycle(mode: "l3s", subnets: ["10.40.0.0/24"], addresses: ["10.40.0.2/24"])
    }

    @Test("ipvlan in mode l2 with addresses of both families") func dual() throws {
        try lifeCycle(
            mode: "l2", subnets: ["10.40.0.0/24", "fd00:40::/64"], addresses: ["10.40.0.2/24", "fd00:40::2/64"])
    }

    @Test("ipvlan in mode l3 with an IPv6 address alone") func l3v6() throws {
        try lifeCycle(mode: "l3", subnets: ["fd00:40::/64"], addresses: ["fd00:40::2/64"])
    }

    @Test("ipvlan with static addresses, which the annotation asks for")
    func staticAddresses() throws {
        let scene = try Scene(Master.dummy)
        try scene.network(
            "more", ["type": "ipvlan", "master": "up0", "capabilities": ["ips": true], "ipam": ["type": "static"]])
        try scene.attach(#"[{"name": "more", "ips": ["10.40.0.9/24", "fd00:40::9/64"]}]"#)
        #expect(try scene.addresses() == ["10.40.0.9/24", "fd00:40::9/64"])
        #expect(try scene.status()?["ips"]?.text == #"["10.40.0.9","fd00:40::9"]"#)
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("ipvlan with the MTU of its configuration")
    func mtu() throws {
        let scene = try Scene(Master.dummy)
        try scene.network("more", ["type": "ipvlan", "master": "up0", "mtu": 1420, "ipam": scene.ipam()])
        try scene.attach()
        #expect(try scene.link()["mtu"]?.integer == 1420)
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("two ipvlans on one master share its MAC address and both stay in answer and status")
    func twice() throws {
        let scene = try Scene(Master.dummy)
        try scene.network("more", ["type": "ipvlan", "master": "up0", "ipam": scene.ipam()])
        let added = try scene.attach("more@first,more@second")
        #expect(added.sandboxInterfaces == ["eth0", "first", "second"])
        #expect(try scene.status("first")?["mac"]?.string == scene.status("second")?["mac"]?.string)
        #expect(try scene.addresses("second") == ["10.40.0.3/24"])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("ipvlan on a bond")
    func onBond() throws {
        let scene = try Scene(Master.bond)
        try scene.network("more", ["type": "ipvlan", "master": "bond0", "ipam": scene.ipam()])
        try scene.attach()
        #expect(try scene.kind() == "ipvlan")
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("a master that carries macvlans refuses an ipvlan; the ADD undoes the macvlan before it")
    func masterTaken() throws {
        let scene = try Scene(Master.dummy)
        try scene.network("mac", ["type": "macvlan", "master": "up0", "ipam": scene.ipam("10.40.0.0/24")])
        try scene.network("ip", ["type": "ipvlan", "master": "up0", "ipam": scene.ipam("10.41.0.0/24")])
        try scene.expectRefused("mac,ip", "network default/ip (net2): ipvlan failed", "busy")
    }

    @Test("CHECK finds that an ipvlan has lost its IPv6 address")
    func addressRemoved() throws {
        let scene = try Scene(Master.dummy)
        try scene.network(
            "more", ["type": "ipvlan", "master": "up0", "ipam": scene.ipam("10.40.0.0/24", "fd00:40::/64")],
            disableCheck: true)
        try scene.attach()
        try scene.expectCheckPasses()
        try scene.inside("ip addr delete fd00:40::2/64 dev net1")
        try scene.expectCheckFails("default/more (net1)", "fd00:40::2")
        try scene.expectDetaches()
    }

    @Test("CHECK finds that an ipvlan was deleted in the pod")
    func linkRemoved() throws {
        let scene = try Scene(Master.dummy)
        try scene.network("more", ["type": "ipvlan", "master": "up0", "ipam": scene.ipam()])
        try scene.attach()
        try scene.inside("ip link delete net1")
        try scene.expectCheckFails("default/more (net1)", "net1")
        try scene.expectDetaches()
    }
}
