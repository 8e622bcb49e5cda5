import ExactJSON
import TartanStore
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

    /// A node without isolation, on which the owner of infra/lan admits some.
    private func ownedNode(_ allowed: String) throws -> Node {
        var node = try node()
        node.settings["namespaceIsolation"] = nil
        try node.network(
            "lan", namespace: "infra", config: node.list("lan-infra", node.bridge("br9", subnet: "10.69.0.0/24")).text,
            annotations: ["tartan/allowed-namespaces": allowed])
        return node
    }

    @Test("the owner of a network admits namespaces by name and by pattern, and its own always")
    func owner() throws {
        let node = try ownedNode("shop, te*m")
        for namespace in ["team", "shop", "infra"] {
            let pod = try node.host.pod("web-\(namespace)", namespace: namespace)
            #expect(try node.add(pod, "infra/lan").succeeded, "\(namespace)")
        }
        let stranger = try node.host.pod("web", namespace: "other")
        #expect(try node.add(stranger, "infra/lan").errorCode == 7)
    }

    @Test(
        "a stranger is told the same of a network that there is and of one that there isn't, in every way to name it",
        arguments: annotations, ["", "team", "shop, [", "te*m"])
    func stranger(annotation: String, allowed: String) throws {
        let node = try ownedNode(allowed)
        let pod = try node.host.pod("web", namespace: "other")
        func answer(_ name: String, _ value: String) throws -> String {
            let answer = try node.run(node.call("ADD", pod, annotations: [annotation: value]))
            #expect(answer.errorCode == 7)
            return answer.json.text.replacing(name, with: "NAME")
        }
        let forms: [(String) -> String] =
            annotation.hasPrefix("v1")
            ? [{ "infra/\($0)" }]
            : [{ "infra/\($0)" }, { "infra/\($0)@x0" }, { #"[{"name":"\#($0)","namespace":"infra"}]"# }]
        for form in forms {
            #expect(try answer("lan", form("lan")) == answer("nan", form("nan")))
        }
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    @Test("a hint at networks of the same name elsewhere names only those that the pod may use")
    func hint() throws {
        let node = try ownedNode("team")
        let pod = try node.host.pod("web", namespace: "other")
        let answer = try node.add(pod, "lan")
        #expect(answer.errorCode == 7)
        #expect(answer.json.text.contains("kube-system"))
        #expect(!answer.json.text.contains("infra"))
    }

    @Test("what was attached is detached when the owner has changed their mind, also without a record")
    func changedMind() throws {
        let node = try ownedNode("team")
        let pod = try node.host.pod("web", namespace: "team")
        let annotations = ["k8s.v1.cni.cncf.io/networks": "infra/lan"]
        #expect(try node.run(node.call("ADD", pod, annotations: annotations)).succeeded)
        try node.network(
            "lan", namespace: "infra", config: node.list("lan-infra", node.bridge("br9", subnet: "10.69.0.0/24")).text,
            annotations: ["tartan/allowed-namespaces": ""])
        try node.host.shell("rm -r \(node.store.root)/records/\(pod.containerID)")
        #expect(try node.run(node.call("DEL", pod, annotations: annotations)).succeeded)
        #expect(try node.leftBehind(pod, host: ["br9", "cni0"]) == [])
    }

    @Test("the node's log says what is true")
    func log() throws {
        var node = try ownedNode("team")
        let file = node.folder + "/tartan.log"
        node.settings["logFile"] = .string(file)
        let pod = try node.host.pod("web", namespace: "other")
        _ = try node.add(pod, "infra/lan")
        _ = try node.add(pod, "infra/none")
        let text = TestFile.textIfThere(file) ?? ""
        #expect(
            text.contains(
                "network infra/lan exists; its annotation tartan/allowed-namespaces does not admit namespace other"))
        #expect(text.contains("there is no network infra/none"))
    }
}
