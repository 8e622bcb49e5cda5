import ExactJSON
import TartanTestSupport
import Testing

@Suite(.secondGround) struct BandwidthTests {
    private func qdiscs(_ scene: Scene) throws -> [String] {
        try scene.node.host.shell("tc qdisc show").split(separator: "\n").map(String.init)
            .filter { $0.contains("tbf") || $0.contains("ingress") }
    }

    @Test("bandwidth in both directions: tbf on the host's end, and an ifb link that goes with DEL")
    func both() throws {
        let scene = try Scene(bridges: ["br-x"])
        try scene.network(
            "more", scene.node.bridge("br-x", subnet: "10.40.0.0/24"),
            [
                "type": "bandwidth", "ingressRate": 8_000_000, "ingressBurst": 800_000, "egressRate": 4_000_000,
                "egressBurst": 400_000,
            ])
        try scene.attach()
        let qdiscs = try qdiscs(scene)
        #expect(qdiscs.contains { $0.contains("tbf") && $0.contains("rate 8Mbit") })
        #expect(qdiscs.contains { $0.contains("tbf") && $0.contains("rate 4Mbit") })
        #expect(qdiscs.contains { $0.contains("ingress") })
        #expect(try scene.node.host.ip("-details link show type ifb").count == 1)
        try scene.expectCheckPasses()
        try scene.expectDetaches()
        #expect(try self.qdiscs(scene) == [])
    }

    @Test("bandwidth that the annotation asks for shapes a ptp link of that network alone")
    func asked() throws {
        let scene = try Scene()
        try scene.network(
            "more", ["type": "ptp", "ipam": scene.ipam("10.40.0.0/24", "fd00:40::/64")],
            ["type": "bandwidth", "capabilities": ["bandwidth": true]])
        try scene.attach(
            #"[{"name": "more", "bandwidth": {"egressRate": 2000000, "egressBurst": 200000}}]"#)
        let shaped = try qdiscs(scene).filter { $0.contains("tbf") }
        #expect(shaped.count == 1)
        #expect(shaped.first?.contains("rate 2Mbit") == true)
        #expect(try scene.addresses() == ["10.40.0.2/24", "fd00:40::2/64"])
        try scene.expectCheckPasses()
        try scene.expectDetaches()
    }

    @Test("CHECK finds that somebody has changed the limit")
    func changed() throws {
        let scene = try Scene(bridges: ["br-x"])
        try scene.network(
            "more", scene.node.bridge("br-x", subnet: "10.40.0.0/24"),
            ["type": "bandwidth", "ingressRate": 8_000_000, "ingressBurst": 800_000])
        try scene.attach()
        let line = try #require(try qdiscs(scene).first { $0.contains("tbf") })
        let words = line.split(separator: " ")
        let device = try #require(words.firstIndex(of: "dev").map { words[$0 + 1] })
        try scene.node.host.shell("tc qdisc replace dev \(device) root tbf rate 1mbit burst 10kb latency 25ms")
        try scene.expectCheckFails("default/more (net1): bandwidth failed")
        try scene.expectDetaches()
    }

    @Test("a macvlan has no end on the host to be shaped: the ADD fails and is undone")
    func macvlan() throws {
        let scene = try Scene(Master.dummy)
        try scene.network(
            "more", ["type": "macvlan", "master": "up0", "ipam": scene.ipam()],
            ["type": "bandwidth", "ingressRate": 8_000_000, "ingressBurst": 800_000])
        try scene.expectRefused("more", "default/more (net1): bandwidth failed")
    }
}
