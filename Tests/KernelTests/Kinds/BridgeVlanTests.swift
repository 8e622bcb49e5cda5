import ExactJSON
import TartanTestSupport
import TestKit
import Testing

@Suite(.secondGround) struct BridgeVlanTests {
    /// Ids of the ports of a bridge, as `name id`, untagged ones with a star.
    private func ports(_ scene: Scene, _ bridge: String) throws -> [String] {
        let text = try scene.node.host.shell("bridge -json vlan show")
        let ports = try JSONParser.parse(text, limit: 1 << 20).array ?? []
        return ports.flatMap { port in
            (port["vlans"]?.array ?? []).map { vlan in
                let untagged = vlan["flags"]?.array?.contains { $0.string == "Egress Untagged" } == true
                return "\(port["ifname"]?.string ?? "?") \(vlan["vlan"]?.integer ?? 0)\(untagged ? "*" : "")"
            }
        }
    }

    private func tagged(_ scene: Scene, _ name: String, id: Int, subnet: String) throws {
        try scene.network(name, scene.node.bridge("br-x", subnet: subnet, ["vlan": .integer(id)]))
    }

    @Test("bridge with a vlan: the bridge filters, the pod's port has the id untagged")
    func untagged() throws {
        let scene = try Scene(bridges: ["br-x"])
        try tagged(scene, "more", id: 100, subnet: "10.40.0.0/24")
        let added = try scene.attach()
        let bridge = try scene.node.host.ip("-details link show dev br-x").first
        #expect(bridge?["linkinfo"]?["info_data"]?["vlan_filtering"]?.integer == 1)
        let index = try scene.link()["link_index"]?.integer
        let port = try scene.node.host.ip("link show").first { $0["ifindex"]?.integer == index }?["ifname"]?.string
        #expect(try ports(scene, "br-x").contains("\(port ?? "?") 100*"))
        #expect(added.addresses == ["eth0 10.1.0.2/24", "net1 10.40.0.2/24"])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("pods of one vlan of a bridge reach each other, those of another don't")
    func separate() throws {
        let scene = try Scene(bridges: ["br-x"])
        // One subnet for both: what divides them is the tag alone.
        try tagged(scene, "blue", id: 100, subnet: "10.40.0.0/26")
        try tagged(scene, "red", id: 200, subnet: "10.40.0.64/26")
        try scene.attach("blue,red")
        let second = try scene.node.host.pod("second")
        let added = try scene.node.add(second, "blue")
        try #require(added.succeeded, "\(added)")
        let mine = "ping -q -c 1 -w 30 -I net1 10.40.0.3"
        try scene.inside(mine)
        try scene.inside("ip route add 10.40.0.3/32 dev net2")
        #expect(throws: TestFailure.self) { try scene.inside("ping -q -c 1 -W 1 -I net2 10.40.0.3") }
        #expect(try scene.node.delete(second).succeeded)
        try scene.expectDetaches()
    }
}
