import ExactJSON
import TartanTestSupport
import Testing

/// Cases for any meta-plugin of which Multus is known to do some otherwise; the numbers are those of docs/migration.md.
@Suite(.anyMetaPlugin) struct PeerDifferenceTests {
    /// Cluster network, and a second one whose plugin speaks that version.
    private func node(version: String = "1.0.0") throws -> Node {
        var node = try Node()
        node.settings["clusterNetwork"] = nil
        node.settings["delegates"] = [
            node.list("cluster", node.bridge("cni0", subnet: "10.1.0.0/24")),
            node.list("lan", version: version, node.bridge("br-x", subnet: "10.70.0.0/24")),
        ]
        return node
    }

    @Test("all delegates are attached, checked and detached")
    func attached() throws {
        let node = try node()
        let pod = try node.host.pod()
        let added = try node.add(pod)
        try #require(added.succeeded, "\(added)")
        #expect(added.addresses.first == "eth0 10.1.0.2/24")
        #expect(try node.host.links(in: pod.name) == ["eth0", "net1"])
        #expect(try node.check(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }

    @Test("the answer has the interfaces of all")
    func merged() throws {
        let node = try node()
        let pod = try node.host.pod()
        let added = try node.add(pod)
        try #require(added.succeeded, "\(added)")
        IntendedDifference("D11").expect(
            added.addresses, tartan: ["eth0 10.1.0.2/24", "net1 10.70.0.2/24"], peer: ["eth0 10.1.0.2/24"])
        #expect(try node.delete(pod).succeeded)
    }

    @Test("a delegate below 0.4.0 doesn't fail CHECK")
    func oldDelegate() throws {
        let node = try node(version: "0.3.1")
        let pod = try node.host.pod()
        let added = try node.add(pod)
        try #require(added.succeeded, "\(added)")
        IntendedDifference("D10").expect(
            verdict(try node.check(pod)), tartan: "succeeds", peer: "refuses the version")
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }

    /// What became of a CHECK; libcni's words tell the refusal of a version from every other failure.
    private func verdict(_ checked: Answer) -> String {
        if checked.succeeded { return "succeeds" }
        return checked.message.contains("does not support the CHECK command") ? "refuses the version" : "\(checked)"
    }
}
