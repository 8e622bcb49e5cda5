import ExactJSON
import LinuxSystem
import TartanStore
import TartanTestSupport
import TestKit
import Testing

/// Publishing the network status never blocks a pod for longer than `statusWait`, and not again for 10 s.
@Suite struct StatusWaitTests {
    @Test("the agent is told the outbox' file and its acknowledgement is waited for")
    func acknowledged() throws {
        let node = try Node.withScriptedCluster().with(["statusWait": "20s"])
        let pod = try node.host.pod(uid: "uid-1")
        let agent = try node.agent { _ in .done }
        defer { agent.stop() }
        let added = try node.add(pod)
        #expect(added.succeeded, "\(added)")
        #expect(added.outcome.duration < 15)
        #expect(agent.questions == [["format": 1, "do": "publish", "outbox": .string("uid-1:\(pod.containerID)")]])
        #expect(try node.store.agentWaited() == nil)
        #expect(try node.store.outbox().map(\.fileName) == ["uid-1:\(pod.containerID)"])
        #expect(try node.delete(pod).succeeded)
        #expect(agent.questions.count == 1)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    /// Pain 20: #1461.
    /// Pain 22: #452.
    @Test("a wait in vain ends after statusWait, the ADD succeeds, and the next ones don't wait for 10 s")
    func inVain() throws {
        let node = try Node.withScriptedCluster(["ADD": ["output": "{}"]]).with(["statusWait": "700ms"])
        let agent = try node.agent { _ in .silence }
        defer { agent.stop() }
        let pods = try (0..<3).map { try node.host.pod("web\($0)", uid: "uid-\($0)") }

        let first = try node.add(pods[0])
        #expect(first.succeeded, "\(first)")
        #expect(first.outcome.duration > 0.7)
        #expect(agent.questions.count == 1)
        #expect(try node.store.agentWaited()?.forbidsWaiting() == true)

        let second = try node.add(pods[1])
        #expect(second.succeeded, "\(second)")
        #expect(agent.questions.count == 1)
        #expect(try node.store.outbox().count == 2)

        // As if 10 s had passed since.
        let waited = AgentWaited(bootID: BootID.current(), time: Clock.bootMicroseconds - 10_100_000)
        let text: JSONValue = ["format": 1, "bootID": .string(waited.bootID), "t": .integer(Int(waited.time))]
        try TestFile.write(text.bytes, to: node.store.root + "/agent-waited")
        let third = try node.add(pods[2])
        #expect(third.succeeded, "\(third)")
        #expect(third.outcome.duration > 0.7)
        #expect(agent.questions.count == 2)
    }

    @Test(
        "statusWait 0, a socket without listener and an agent that answers rubbish don't fail an ADD", arguments: 0..<4)
    func harmless(which: Int) throws {
        let node = try Node.withScriptedCluster().with(["statusWait": which == 0 ? 0 : "300ms"])
        let pod = try node.host.pod(uid: "uid-1")
        let replies: [FakeAgent.Reply] = [.done, .close, .line("rubbish"), .refusal("unavailable")]
        let agent = try node.agent { _ in replies[which] }
        defer { agent.stop() }
        let added = try node.add(pod)
        #expect(added.succeeded, "\(added)")
        #expect(agent.questions.count == (which == 0 ? 0 : 1))
        #expect(try node.store.outbox().count == 1)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    /// Pain 20: #1461.
    @Test("no socket: no wait at all")
    func noSocket() throws {
        let node = try Node.withScriptedCluster().with(["statusWait": "30s"])
        let pod = try node.host.pod(uid: "uid-1")
        let added = try node.add(pod)
        #expect(added.succeeded && added.outcome.duration < 20)
        try node.agent { _ in .done }.leaveSocket()
        let other = try node.host.pod("other", uid: "uid-2")
        try node.setScript("base", ["ADD": ["output": "{}"]])
        let again = try node.add(other)
        #expect(again.succeeded && again.outcome.duration < 20, "\(again)")
        #expect(try node.store.agentWaited() == nil)
    }
}
