import ExactJSON
import TartanTestSupport
import Testing

@Suite(.privateHost) struct ClusterNetworkTests {
    private func other(_ node: Node) -> JSONValue { node.list("other", node.bridge("br-x", subnet: "10.50.0.0/24")) }

    /// Attaches a pod with Tartan's configuration as it is and tells what addresses it got; detaches it again.
    private func addresses(_ node: Node, _ networks: String? = nil, namespace: String = "default") throws -> [String] {
        let pod = try node.host.pod("web", namespace: namespace)
        let added = try node.add(pod, networks)
        try #require(added.succeeded, "\(added)")
        let deleted = try node.delete(pod, networks)
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.leftBehind(pod, host: ["br-x", "br-y", "br-z", "cni0"]).isEmpty)
        return added.addresses
    }

    @Test("it is named by the path of a file", arguments: ["net.conflist", "net.conf", "net.json"])
    func path(file: String) throws {
        var node = try Node()
        let isList = file.hasSuffix(".conflist")
        let plugin = node.bridge("br-x", subnet: "10.50.0.0/24")
        let value = isList ? node.list("other", plugin) : node.single("other", plugin)
        try TestFile.write(value.bytes, to: "\(node.folder)/\(file)")
        node.settings["clusterNetwork"] = .string("\(node.folder)/\(file)")
        #expect(try addresses(node) == ["eth0 10.50.0.2/24"])
    }

    @Test("it is the first usable file of a folder; lists of Tartan itself are passed over")
    func folder() throws {
        var node = try Node()
        try TestFile.makeFolder(node.folder + "/net.d")
        try TestFile.write(
            node.list("tartan", ["type": "tartan", "clusterNetwork": "other"]).bytes,
            to: node.folder + "/net.d/00-tartan.conflist")
        try TestFile.write("notes", to: node.folder + "/net.d/05-readme.txt")
        try TestFile.write(other(node).bytes, to: node.folder + "/net.d/10-other.conflist")
        try TestFile.write(
            node.list("last", node.bridge("br-y", subnet: "10.51.0.0/24")).bytes,
            to: node.folder + "/net.d/20-last.conflist")
        node.settings["clusterNetwork"] = .string(node.folder + "/net.d")
        #expect(try addresses(node) == ["eth0 10.50.0.2/24"])
    }

    @Test("it is namespace/name in the store")
    func reference() throws {
        var node = try Node()
        try node.network("other", namespace: "infra", other(node))
        node.settings["clusterNetwork"] = "infra/other"
        #expect(try addresses(node) == ["eth0 10.50.0.2/24"])
    }

    @Test("a name is looked for in the store's multusNamespace before the disk", arguments: ["kube-system", "infra"])
    func name(namespace: String) throws {
        var node = try Node()
        try node.network("cluster", namespace: namespace, other(node))
        if namespace == "infra" { node.settings["multusNamespace"] = "infra" }
        #expect(try addresses(node) == ["eth0 10.50.0.2/24"])
    }

    @Test("delegates are inline; the first is the cluster network, clusterNetwork beats them")
    func delegates() throws {
        var node = try Node()
        node.settings["delegates"] = [
            other(node), node.single("second", node.bridge("br-y", subnet: "10.51.0.0/24")),
        ]
        #expect(try addresses(node) == ["eth0 10.1.0.2/24"])
        node.settings["clusterNetwork"] = nil
        let pod = try node.host.pod("two")
        let added = try node.add(pod)
        #expect(added.addresses == ["eth0 10.50.0.2/24", "net1 10.51.0.2/24"], "\(added)")
        #expect(try node.delete(pod).succeeded)
    }

    @Test("neither clusterNetwork nor delegates is error 7")
    func neither() throws {
        var node = try Node()
        node.settings["clusterNetwork"] = nil
        let pod = try node.host.pod()
        #expect(try node.add(pod).errorCode == 7)
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    @Test("defaultNetworks come after it and before the annotation's, save in system namespaces")
    func defaultNetworks() throws {
        var node = try Node()
        try node.network("other", namespace: "kube-system", other(node))
        try node.network("more", node.list("more", node.bridge("br-y", subnet: "10.51.0.0/24")))
        node.settings["defaultNetworks"] = ["other"]
        #expect(
            try addresses(node, "default/more") == ["eth0 10.1.0.2/24", "net1 10.50.0.2/24", "net2 10.51.0.2/24"])
    }

    @Test("a pod of a system namespace gets no default networks", arguments: ["kube-system", "storage"])
    func systemNamespace(namespace: String) throws {
        var node = try Node()
        try node.network("other", namespace: "infra", other(node))
        node.settings["defaultNetworks"] = ["infra/other"]
        if namespace == "storage" { node.settings["systemNamespaces"] = ["storage"] }
        #expect(try addresses(node, namespace: namespace) == ["eth0 10.1.0.2/24"])
    }

    /// Pain 28: kubevirt #3069.
    @Test(
        "the pod's default-network annotation replaces it",
        arguments: ["other", "kube-system/other", "[{\"name\":\"other\"}]"])
    func ownChoice(text: String) throws {
        let node = try Node()
        try node.network("other", namespace: "kube-system", other(node))
        let pod = try node.host.pod()
        let annotations = ["v1.multus-cni.io/default-network": text]
        let added = try node.run(node.call("ADD", pod, annotations: annotations))
        #expect(added.addresses == ["eth0 10.50.0.2/24"], "\(added)")
        #expect(try node.run(node.call("DEL", pod, annotations: annotations)).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x"]).isEmpty)
    }

    /// Pain 2: #353, #1082, #1089, #1130, #1162, #1200.
    @Test("a list whose plugin is Tartan is refused by name, under each of its names", arguments: ["tartan", "multus"])
    func ownDelegate(type: String) throws {
        var node = try Node()
        node.settings["type"] = .string(type)
        try node.network("loop", node.list("loop", ["type": .string(type)]))
        let pod = try node.host.pod()
        let answer = try node.add(pod, "loop")
        #expect(answer.errorCode == 7)
        #expect(answer.message.contains("is Tartan itself"))
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    /// Pain 2: #353, #1082, #1089, #1130, #1162, #1200.
    @Test("Tartan under another name in the path is not executed as its own delegate")
    func ownExecutable() throws {
        let node = try Node()
        try TestFile.link(node.folder + "/bin/innocent", to: Executables.tartan)
        try node.network("loop", node.list("loop", ["type": "innocent"]))
        let pod = try node.host.pod()
        let answer = try node.add(pod, "loop")
        #expect(answer.errorCode == 7, "\(answer)")
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }
}
