import ExactJSON
import TartanTestSupport
import Testing

/// A pod with the networks annotation and `v1.multus-cni.io/default-network` at once.
@Suite struct BothAnnotationTests {
    private static let networks = "k8s.v1.cni.cncf.io/networks"
    private static let cluster = "v1.multus-cni.io/default-network"

    private func node() throws -> (Node, TestPod) {
        let node = try Node.withScriptedCluster([:])
        try node.scriptedNetwork("lan", [:])
        try node.network("own", namespace: "kube-system", node.list("own", ["type": "own"]))
        try node.scripted("own")
        return (node, try node.host.pod())
    }

    @Test("each is obeyed: one names the cluster network, the other what follows it")
    func both() throws {
        let (node, pod) = try node()
        let annotations = [Self.networks: "lan,kube-system/own@x0", Self.cluster: "own"]
        let added = try node.run(node.call("ADD", pod, annotations: annotations))
        #expect(added.sandboxInterfaces == ["eth0", "net1", "x0"], "\(added)")
        #expect(try node.order("base", "lan", "own") == ["ADD own eth0", "ADD lan net1", "ADD own x0"])
        #expect(try node.run(node.call("DEL", pod, annotations: annotations)).succeeded)
        #expect(
            try node.order("base", "lan", "own").suffix(3) == ["DEL own x0", "DEL lan net1", "DEL own eth0"])
        #expect(try node.leftBehind(pod).isEmpty)
    }

    /// Texts of the two annotations, the one that is wrong, and what is said of it.
    static let wrong: [(networks: String, cluster: String, name: String, message: String)] = [
        ("lan", "own,own", cluster, "2"), ("lan", "nowhere", cluster, "nowhere"),
        ("lan", "[{\"name\":5}]", cluster, "\"name\""), ("lan,", "own", networks, "a comma too many"),
        ("[{\"name\":\"lan\",\"interface\":\"eth0\"}]", "own", networks, "eth0"),
        (
            "[{\"name\":\"lan\",\"default-route\":[\"10.0.0.1\"]}]",
            "[{\"name\":\"own\",\"default-route\":[\"10.0.0.1\"]}]", networks, "default"
        ),
    ]

    @Test("a mistake in either is error 7 that names its annotation, and nothing is started", arguments: wrong.indices)
    func mistake(row: Int) throws {
        let input = Self.wrong[row]
        let (node, pod) = try node()
        let annotations = [Self.networks: input.networks, Self.cluster: input.cluster]
        let answer = try node.run(node.call("ADD", pod, annotations: annotations))
        #expect(answer.errorCode == 7, "\(answer)")
        #expect(answer.message.contains(input.message), "\(answer)")
        #expect((answer.message + answer.details).contains(input.name), "\(answer)")
        #expect(try node.order("base", "lan", "own").isEmpty)
        #expect(try node.leftBehind(pod).isEmpty)
    }
}
