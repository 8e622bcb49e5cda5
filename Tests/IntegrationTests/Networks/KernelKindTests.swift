import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Kinds of networks that not every kernel has; skipped by name where it hasn't.
@Suite(.privateHost) struct KernelKindTests {
    /// Attaches a network on the link `up0` of the host and detaches it again.
    private func lifeCycle(_ plugin: JSONValue, kind: String) throws {
        let node = try Node()
        try node.host.shell("ip link add up0 type veth peer name up1; ip link set up0 up; ip link set up1 up")
        var whole = plugin.object ?? JSONObject()
        whole["ipam"] = node.hostLocal(["10.40.0.0/24"])
        try node.network("more", node.list("more", .object(whole)))
        let pod = try node.host.pod()
        let added = try node.add(pod, "more")
        try #require(added.succeeded, "\(added)")
        let link = try node.host.ip("-details link show dev net1", in: pod.name).first
        #expect(link?["linkinfo"]?["info_kind"]?.string == kind)
        #expect(try node.host.addresses(of: "net1", in: pod.name) == ["10.40.0.2/24"])
        #expect(try node.check(pod, "more").succeeded)
        #expect(try node.delete(pod, "more").succeeded)
        #expect(try node.leftBehind(pod, host: ["cni0", "up0", "up1"]).isEmpty)
    }

    @Test("ipvlan", .enabled(if: Kernel.has("ipvlan"), "this kernel has no ipvlan"))
    func ipvlan() throws { try lifeCycle(["type": "ipvlan", "master": "up0"], kind: "ipvlan") }

    @Test("vlan", .enabled(if: Kernel.has("vlan"), "this kernel has no 802.1Q"))
    func vlan() throws { try lifeCycle(["type": "vlan", "master": "up0", "vlanId": 7], kind: "vlan") }

    @Test("vrf behind a bridge", .enabled(if: Kernel.has("vrf"), "this kernel has no vrf"))
    func vrf() throws {
        let node = try Node()
        try node.network(
            "more", node.list("more", node.bridge("br-x", subnet: "10.40.0.0/24"), ["type": "vrf", "vrfname": "blue"]))
        let pod = try node.host.pod()
        let added = try node.add(pod, "more")
        try #require(added.succeeded, "\(added)")
        #expect(try node.host.ip("link show dev net1", in: pod.name).first?["master"]?.string == "blue")
        #expect(try node.check(pod, "more").succeeded)
        #expect(try node.delete(pod, "more").succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }
}
