import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Nodes with a cluster network alone: set up by `tartanctl init`, used with real plugins, and taken back.
@Suite(.privateHost, .enabled(if: TestFile.exists(Executables.tartanctl), "tartanctl is not built"))
struct InitializationTests {
    private func node() throws -> Node {
        let node = try Node()
        try node.makeOwnEtc()
        let list = node.list(
            "pods", node.bridge("pods0", subnet: "10.66.0.0/24", ["isDefaultGateway": true]),
            ["type": "portmap", "capabilities": ["portMappings": true]])
        try node.host.shell("cat >/etc/cni/net.d/10-pods.conflist <<'END'\n\(list.text)\nEND")
        return node
    }

    private func initialize(_ node: Node, _ options: String...) throws -> CommandOutcome {
        try node.host.run(
            TestCommand([Executables.tartanctl, "init", "--bin-dir", node.folder + "/bin"] + options))
    }

    @Test("a pod gets the cluster network and what its annotation asks for, from the file that init wrote")
    func attaches() throws {
        let node = try node()
        let before = try node.etcFiles()
        let dry = try initialize(node)
        #expect(dry.succeeded, "\(dry)")
        #expect(try node.etcFiles() == before)
        let applied = try initialize(node, "--apply")
        try #require(applied.succeeded, "\(applied)")

        try node.network("lan", node.list("lan", node.bridge("lan0", subnet: "10.3.0.0/24")))
        let pod = try node.host.pod()
        let added = try node.run(node.runtimeCall("ADD", pod, networks: "lan@lan1"))
        try #require(added.succeeded, "\(added)")
        #expect(added.addresses == ["eth0 10.66.0.2/24", "lan1 10.3.0.2/24"])
        #expect(added.json["cniVersion"] == "1.1.0")
        #expect(try node.host.addresses(of: "eth0", in: pod.name) == ["10.66.0.2/24"])
        #expect(try node.host.addresses(of: "lan1", in: pod.name) == ["10.3.0.2/24"])
        #expect(try node.run(node.runtimeCall("DEL", pod)).succeeded)
        #expect(try node.leftBehind(pod, host: ["lan0", "pods0"], rules: false).isEmpty)

        #expect(try initialize(node, "--undo").succeeded)
        #expect(try node.etcFiles() == before)
    }

    @Test("what the cluster network's installer writes later counts at the next ADD")
    func byReference() throws {
        let node = try node()
        try #require(try initialize(node, "--apply").succeeded)
        try node.host.shell("sed -i s/10.66.0.0/10.77.0.0/ /etc/cni/net.d/10-pods.conflist")
        let pod = try node.host.pod()
        #expect(try node.run(node.runtimeCall("ADD", pod)).addresses == ["eth0 10.77.0.2/24"])
        #expect(try node.run(node.runtimeCall("DEL", pod)).succeeded)
    }

    @Test("on CRI-O the runtime is answered with the cluster network's address alone")
    func crio() throws {
        let node = try node()
        try node.host.shell("mkdir -p /run/crio /etc/crio; touch /run/crio/crio.sock")
        try #require(try initialize(node, "--apply").succeeded)
        try node.network("lan", node.list("lan", node.bridge("lan0", subnet: "10.3.0.0/24")))
        let pod = try node.host.pod()
        let added = try node.run(node.runtimeCall("ADD", pod, networks: "lan@lan1"))
        #expect(added.addresses == ["eth0 10.66.0.2/24"])
        #expect(try node.host.links(in: pod.name) == ["eth0", "lan1"])
        #expect(try node.run(node.runtimeCall("DEL", pod)).succeeded)
    }
}
