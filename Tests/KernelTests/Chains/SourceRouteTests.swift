import ExactJSON
import TartanTestSupport
import Testing

/// The plugin sbr: routes by source address. CHECK of the plugin before it looks for the gateway in the main table, from which
/// sbr takes it, so the lists have disableCheck and Tartan looks alone.
@Suite(.secondGround) struct SourceRouteTests {
    /// Rules of the pod beside the kernel's own, as `source table`.
    private func rules(_ scene: Scene, version: Int = 4) throws -> [String] {
        try scene.node.host.ip("-\(version) rule show", in: scene.pod.name).compactMap { rule in
            guard let source = rule["src"]?.string, source != "all" else { return nil }
            return "\(source) \(rule["table"]?.string ?? "?")"
        }
    }

    private func ipam(_ subnet: String, gateway: String, route: String) -> JSONValue {
        [
            "type": "static", "addresses": [["address": .string(subnet), "gateway": .string(gateway)]],
            "routes": [["dst": .string(route)]],
        ]
    }

    @Test("sbr behind a macvlan: a rule for the address, its default route in a table of its own")
    func macvlan() throws {
        let scene = try Scene(Master.dummy)
        try scene.network(
            "more",
            [
                "type": "macvlan", "master": "up0",
                "ipam": ipam("10.40.0.2/24", gateway: "10.40.0.1", route: "0.0.0.0/0"),
            ], ["type": "sbr"], disableCheck: true)
        try scene.attach()
        #expect(try rules(scene) == ["10.40.0.2 100"])
        #expect(try scene.inside("ip route show table 100").contains("default via 10.40.0.1 dev net1"))
        #expect(try scene.node.host.defaultRoutes(in: scene.pod.name) == ["10.1.0.1 eth0 0"])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
        #expect(try rules(scene) == [])
    }

    @Test("sbr behind an ipvlan with an IPv6 address")
    func ipvlan() throws {
        let scene = try Scene(Master.dummy)
        try scene.network(
            "more",
            [
                "type": "ipvlan", "master": "up0",
                "ipam": ipam("fd00:40::2/64", gateway: "fd00:40::1", route: "::/0"),
            ], ["type": "sbr"], disableCheck: true)
        try scene.attach()
        #expect(try rules(scene, version: 6) == ["fd00:40::2 100"])
        #expect(try scene.inside("ip -6 route show table 100").contains("default via fd00:40::1 dev net1"))
        try scene.expectCheckPasses()
        try scene.expectDetaches()
        #expect(try rules(scene, version: 6) == [])
    }

    @Test("two networks with sbr have a table each; traffic leaves by the address it has")
    func two() throws {
        let scene = try Scene(Master.dummy)
        for (name, id) in [("blue", 40), ("red", 41)] {
            try scene.network(
                name,
                [
                    "type": "vlan", "master": "up0", "vlanId": .integer(id),
                    "ipam": ipam("10.\(id).0.2/24", gateway: "10.\(id).0.1", route: "0.0.0.0/0"),
                ], ["type": "sbr"], disableCheck: true)
        }
        try scene.attach("blue,red")
        #expect(Set(try rules(scene)) == ["10.40.0.2 100", "10.41.0.2 101"])
        for (interface, id) in [("net1", 40), ("net2", 41)] {
            let way = try scene.node.host.ip("route get 198.51.100.1 from 10.\(id).0.2", in: scene.pod.name).first
            #expect(way?["dev"]?.string == interface)
            #expect(way?["gateway"]?.string == "10.\(id).0.1")
        }
        try scene.expectCheckPasses()
        try scene.expectDetaches()
        #expect(try rules(scene) == [])
    }
}
