import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Real plugins that fail at DEL as they failed at ADD: the pod may end, and what may be left isn't forgotten.
@Suite(.privateHost) struct NeverAttachedTests {
    private static let cable = "ip link add up0 type veth peer name up1; ip link set up1 up; ip link set up0 up"

    private func node(_ plugin: JSONObject) throws -> Node {
        let node = try Node()
        var whole = plugin
        whole["ipam"] = node.hostLocal(["10.70.0.0/24"])
        try node.network("more", node.list("more", .object(whole)))
        return node
    }

    /// ADD and its undo fail, and the record is kept.
    private func refused(_ node: Node, _ words: String) throws -> TestPod {
        let pod = try node.host.pod()
        let answer = try node.add(pod, "more")
        #expect(!answer.succeeded && answer.message.contains(words), "\(answer)")
        #expect(answer.details.contains("The undo failed for network default/more (net1)"), "\(answer)")
        #expect(answer.details.contains("tartanctl gc"), "\(answer)")
        #expect(try node.host.links(in: pod.name) == [])
        #expect(node.reservations() == [])
        return pod
    }

    /// DEL answers success, as often as it comes, and says that the record is kept.
    private func expectPodMayEnd(_ node: Node, _ pod: TestPod) throws {
        for _ in 0..<2 {
            let deleted = try node.delete(pod, "more")
            #expect(deleted.succeeded && deleted.outcome.output.isEmpty, "\(deleted)")
            #expect(deleted.errorOutput.contains("network default/more (net1): its ADD by"), "\(deleted)")
            #expect(deleted.errorOutput.contains("tartanctl gc --forget \(pod.containerID)/eth0"), "\(deleted)")
        }
        #expect(try node.record(pod)?.outstanding == [JournalBinary(attachment: 1, plugin: 0)])
    }

    @Test("a macvlan whose master is unknown doesn't keep its pod from ending; gc tries until the master is there")
    func macvlan() throws {
        let node = try node(["type": "macvlan", "master": "up0"])
        let pod = try refused(node, "default/more (net1): macvlan failed: Link not found")
        try expectPodMayEnd(node, pod)
        try node.host.removeNamespace(of: pod)
        try expectPodMayEnd(node, pod)
        let early = try node.collect()
        #expect(early.exitStatus == 1)
        #expect(early.outcome.text.contains("macvlan failed: Link not found"), "\(early)")
        #expect(try node.record(pod) != nil)
        try node.host.shell(Self.cable)
        let collected = try node.collect()
        #expect(collected.exitStatus == 0, "\(collected)")
        #expect(try node.leftBehind(pod, host: ["cni0", "up0", "up1"]) == [])
        let last = try node.delete(pod, "more")
        #expect(last.succeeded && last.errorOutput.isEmpty, "\(last)")
    }

    @Test("a host-device whose link is unknown doesn't keep its pod from ending; gc closes it once the sandbox is gone")
    func hostDevice() throws {
        let node = try node(["type": "host-device", "device": "gone0"])
        let pod = try refused(node, "default/more (net1): host-device failed")
        try expectPodMayEnd(node, pod)
        #expect(try node.collect().exitStatus == 1)
        try node.host.removeNamespace(of: pod)
        let collected = try node.collect()
        #expect(collected.exitStatus == 0, "\(collected)")
        #expect(try node.leftBehind(pod) == [])
    }

    @Test("a macvlan that was attached and lost its master is an error at DEL: its address is still reserved")
    func attached() throws {
        let node = try node(["type": "macvlan", "master": "up0"])
        try node.host.shell(Self.cable)
        let pod = try node.host.pod()
        let added = try node.add(pod, "more")
        try #require(added.succeeded, "\(added)")
        try node.host.shell("ip link delete up0")
        let deleted = try node.delete(pod, "more")
        #expect(deleted.message.contains("default/more (net1): macvlan failed: Link not found"), "\(deleted)")
        #expect(node.reservations() == ["more/10.70.0.2"])
        try node.host.shell(Self.cable)
        #expect(try node.delete(pod, "more").succeeded)
        #expect(try node.leftBehind(pod, host: ["cni0", "up0", "up1"]) == [])
    }
}
