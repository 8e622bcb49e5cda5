import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Records of an earlier boot: their namespaces are gone, whatever stands at their paths now.
@Suite struct RebootTests {
    private func rebooted(lines: Int = .max) throws -> (Node, TestPod) {
        let node = try Node.withScriptedCluster().with(["cniVersion": "1.1.0"])
        let pod = try node.host.pod()
        #expect(try node.add(pod).succeeded)
        try node.pretendReboot(pod, lines: lines)
        try node.host.shell("ip -n \(pod.name) link delete eth0")
        return (node, pod)
    }

    @Test("ADD detaches first what the old record says, with an empty CNI_NETNS, and attaches anew")
    func add() throws {
        let (node, pod) = try rebooted()
        let answer = try node.add(pod)
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.calls("base").map(\.command) == ["ADD", "DEL", "ADD"])
        #expect(try node.calls("base", "DEL")[0].environment["CNI_NETNS"] == "")
        #expect(try node.check(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    /// Pain 14: #891, #586, #239, #323, #1498.
    @Test("DEL detaches with an empty CNI_NETNS")
    func delete() throws {
        let (node, pod) = try rebooted()
        #expect(try node.delete(pod).succeeded)
        #expect(try node.calls("base", "DEL").map { $0.environment["CNI_NETNS"] } == [""])
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("GC detaches it, however young it is")
    func collect() throws {
        let (node, pod) = try rebooted()
        let answer = try node.collect([])
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.calls("base").map(\.command) == ["ADD", "DEL"])
        #expect(try node.calls("base", "DEL").map { $0.environment["CNI_NETNS"] } == [""])
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test(
        "a record that lost its plan with the machine: configuration tells what DEL, GC and ADD detach",
        arguments: ["DEL", "GC", "ADD"])
    func planLost(command: String) throws {
        let (node, pod) = try rebooted(lines: 1)
        let answer =
            switch command {
            case "DEL": try node.delete(pod)
            case "GC": try node.collect([])
            default: try node.add(pod)
            }
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.calls("base").map(\.command) == ["ADD", "DEL"] + (command == "ADD" ? ["ADD"] : []))
        #expect(try node.calls("base", "DEL").map { $0.environment["CNI_NETNS"] } == [""])
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    @Test("a finished journal of an earlier boot doesn't answer a DEL")
    func history() throws {
        let (node, pod) = try rebooted()
        #expect(try node.delete(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        // The record's boot is not this one, so nothing is known of it.
        #expect(try node.calls("base", "DEL").count == 2)
    }
}
