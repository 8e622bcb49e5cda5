import ExactJSON
import Replication
import TartanStore
import TartanTestSupport
import Testing

/// What an agent is told of ADDs by the store's public face, from the journals of real calls.
@Suite(.privateHost) struct EndedAddTests {
    private let uid = "6f1c2d3e-0000-4000-8000-000000000001"

    private func ended(_ node: Node) throws -> [EndedAdd] {
        var seen = SeenJournals()
        return try StoreReplica(root: node.store.root).news(&seen, since: 0, counting: 0).adds
    }

    @Test("a success has each interface with network and addresses")
    func success() throws {
        let node = try Node()
        try node.network("more", node.list("more", node.bridge("br-x", subnet: "10.41.0.0/24")))
        let pod = try node.host.pod("web", uid: uid)
        try #require(try node.add(pod, "more").succeeded)
        let add = try #require(try ended(node).first)
        #expect(add.podUID == uid && add.sandbox == pod.containerID && add.interface == "eth0")
        #expect(
            add.outcome
                == .attached([
                    .init(network: "cluster", interface: "eth0", addresses: ["10.1.0.2/24"]),
                    .init(network: "default/more", interface: "net1", addresses: ["10.41.0.2/24"]),
                ]))
        #expect(try node.delete(pod, "more").succeeded)
        #expect(try ended(node) == [])
    }

    @Test("an unknown network is told apart from a plugin's failure")
    func failures() throws {
        let node = try Node()
        let pod = try node.host.pod("web", uid: uid)
        #expect(try !node.add(pod, "nowhere").succeeded)
        let unknown = try #require(try ended(node).first)
        #expect(unknown.lacksNetwork, "\(unknown)")
        try node.network("more", node.list("more", ["type": "macvlan", "master": "none0"]))
        #expect(try !node.add(pod, "more").succeeded)
        let failed = try #require(try ended(node).first)
        #expect(!failed.lacksNetwork, "\(failed)")
        guard case .failed(_, let message) = failed.outcome else {
            Issue.record("\(failed)")
            return
        }
        #expect(message.contains("macvlan failed"))
    }
}
