import ExactJSON
import TartanTestSupport
import Testing

@Suite(.privateHost) struct IsolationTests {
    private func node() throws -> Node {
        var node = try Node()
        node.settings["namespaceIsolation"] = true
        for (index, namespace) in ["default", "infra", "team", "kube-system"].enumerated() {
            try node.network(
                "lan", namespace: namespace,
                node.list("lan-\(namespace)", node.bridge("br\(index)", subnet: "10.6\(index).0.0/24")))
        }
        return node
    }

    static let annotations = ["k8s.v1.cni.cncf.io/networks", "v1.multus-cni.io/default-network"]

    /// Pain 27: #567, #489, openshift CNO #2721, #713, #277.
    /// Pain 29: no thread; seen in its source.
    @Test("a network of another namespace is refused before anything is started", arguments: annotations)
    func refused(annotation: String) throws {
        let node = try node()
        let pod = try node.host.pod("web", namespace: "team")
        let answer = try node.run(node.call("ADD", pod, annotations: [annotation: "infra/lan"]))
        #expect(answer.errorCode == 7)
        #expect(answer.message.contains("annotation \(annotation) names network infra/lan"))
        #expect(answer.message.contains("pods of namespace team"))
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    @Test("the own namespace and the global ones are allowed", arguments: annotations, ["team/lan", "default/lan"])
    func allowed(annotation: String, network: String) throws {
        let node = try node()
        let pod = try node.host.pod("web", namespace: "team")
        let annotations = [annotation: network]
        let added = try node.run(node.call("ADD", pod, annotations: annotations))
        #expect(added.succeeded, "\(added)")
        #expect(try node.run(node.call("DEL", pod, annotations: annotations)).succeeded)
    }

    @Test("globalNamespaces replaces the default of `default`")
    func globalNamespaces() throws {
        var node = try node()
        node.settings["globalNamespaces"] = "infra, kube-system"
        let pod = try node.host.pod("web", namespace: "team")
        #expect(try node.add(pod, "default/lan").errorCode == 7)
        #expect(try node.add(pod, "infra/lan,kube-system/lan").succeeded)
    }

    @Test("without isolation each namespace may be named")
    func off() throws {
        var node = try node()
        node.settings["namespaceIsolation"] = nil
        let pod = try node.host.pod("web", namespace: "team")
        #expect(try node.add(pod, "infra/lan").succeeded)
    }
}
