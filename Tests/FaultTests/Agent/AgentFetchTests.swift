import ExactJSON
import TartanStore
import TartanTestSupport
import TestKit
import Testing

/// What the store lacks is asked of the agent's socket, within a bounded time.
@Suite struct AgentFetchTests {
    @Test("pod and network are fetched by the agent into the store, and read there")
    func fetch() throws {
        let node = try Node.withScriptedCluster()
        try node.scripted("lan", Node.honest)
        let pod = try node.host.pod(uid: "uid-1")
        let agent = try node.agent { question in
            do {
                if question["kind"]?.string == "pod" {
                    try node.storePod(pod, uid: "uid-1", annotations: Node.annotations("infra/lan"))
                } else {
                    try node.network("lan", namespace: "infra", node.list("lan", ["type": "lan"]))
                }
                return .done
            } catch {
                return .close
            }
        }
        defer { agent.stop() }
        let added = try node.run(node.call("ADD", pod, annotations: nil))
        #expect(added.succeeded, "\(added)")
        #expect(added.sandboxInterfaces == ["eth0", "net1"])
        #expect(
            agent.questions.filter { $0["do"]?.string == "fetch" } == [
                [
                    "format": 1, "do": "fetch", "kind": "pod", "namespace": "default", "name": "web", "uid": "uid-1",
                ],
                ["format": 1, "do": "fetch", "kind": "network", "namespace": "infra", "name": "lan"],
            ])
        // DEL asks nobody.
        let asked = agent.questions.count
        #expect(try node.run(node.call("DEL", pod, annotations: nil)).succeeded)
        #expect(agent.questions.count == asked)
        #expect(try node.leftBehind(pod).isEmpty)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let reply: FakeAgent.Reply
        let words: String

        var testDescription: String { name }
    }

    static let unanswered: [Case] = [
        Case(name: "otherUID", reply: .refusal("otherUID"), words: "the agent says otherUID"),
        Case(name: "unavailable", reply: .refusal("unavailable"), words: "the agent says unavailable"),
        Case(name: "denied", reply: .refusal("denied"), words: "the agent says denied"),
        Case(name: "not found", reply: .refusal("notFound"), words: "has no pod default/web"),
        Case(name: "rubbish", reply: .line("hello"), words: "can't be read"),
        Case(name: "a list", reply: .line("[]"), words: "not an object"),
        Case(name: "an empty line", reply: .line(""), words: "can't be read"),
        Case(name: "closed", reply: .close, words: "did not answer"),
        Case(name: "too much", reply: .line(String(repeating: "x", count: 80_000)), words: "longer than"),
        // It said so, but put nothing there.
        Case(name: "empty promises", reply: .done, words: "the store has no pod default/web"),
    ]

    /// Pain 24: no thread; seen in its source.
    @Test(
        "a pod that the agent can't tell is error 11 with what was tried, and nothing is started", arguments: unanswered
    )
    func noPod(unanswered: Case) throws {
        let node = try Node.withScriptedCluster()
        let pod = try node.host.pod(uid: "uid-1")
        let agent = try node.agent { _ in unanswered.reply }
        defer { agent.stop() }
        let answer = try node.run(node.call("ADD", pod, annotations: nil))
        try node.expectRefusal(
            answer, code: 11, message: ["default/web: ", "annotations"], details: ["Tried: ", unanswered.words], pod)
        #expect(agent.questions.count == 1)
        #expect(try node.calls("base").isEmpty)
    }

    /// Pain 23: #414, #42, #635.
    @Test("a network that the agent doesn't find is error 7, one that it can't tell is error 11")
    func noNetwork() throws {
        let node = try Node.withScriptedCluster()
        let pod = try node.host.pod()
        for (code, expected) in [("notFound", 7), ("unavailable", 11), ("denied", 11)] {
            let agent = try node.agent { _ in .refusal(code) }
            defer { agent.stop() }
            let answer = try node.add(pod, "lan")
            try node.expectRefusal(
                answer, code: expected, message: ["default/web: ", "network default/lan"],
                details: [expected == 11 ? "the agent says \(code)" : ""], pod)
            #expect(try node.calls("base").isEmpty)
        }
    }

    @Test("an agent that says nothing, or half of it, is waited for 5 s", arguments: [true, false])
    func silent(entirely: Bool) async throws {
        let node = try Node.withScriptedCluster()
        let pod = try node.host.pod()
        let agent = try node.agent { _ in entirely ? .silence : .half("{\"ok\":") }
        defer { agent.stop() }
        let adding = try node.start(node.call("ADD", pod, annotations: nil))
        let answer = Answer(outcome: try await adding.finished())
        try node.expectRefusal(
            answer, code: 11, message: ["default/web: ", "annotations"], details: ["did not answer in time"], pod)
        #expect((4.8...20).contains(answer.outcome.duration))
        #expect(try node.calls("base").isEmpty)
    }

    /// Pain 11: #1146, #1105, #1239, #1084.
    @Test("a socket that nobody listens on costs no time")
    func nobody() throws {
        let node = try Node.withScriptedCluster()
        let pod = try node.host.pod(uid: "uid-1")
        try node.agent { _ in .done }.leaveSocket()
        #expect(TestFile.exists(node.folder + "/agent.sock"))
        let answer = try node.run(node.call("ADD", pod, annotations: nil))
        try node.expectRefusal(
            answer, code: 11, message: ["default/web: ", "annotations"], details: ["no agent listens"], pod)
        #expect(answer.outcome.duration < 4.8)
    }

    @Test("an entry without uid is asked of the agent first, and believed if that can't tell")
    func withoutUID() throws {
        let node = try Node.withScriptedCluster()
        try node.scriptedNetwork("lan")
        let pod = try node.host.pod(uid: "uid-1")
        try node.storePod(pod, uid: nil, annotations: Node.annotations("lan"))
        let agent = try node.agent { _ in .refusal("unavailable") }
        defer { agent.stop() }
        let added = try node.with(["statusWait": 0]).run(node.call("ADD", pod, annotations: nil))
        #expect(added.sandboxInterfaces == ["eth0", "net1"], "\(added)")
        #expect(agent.questions.filter { $0["do"]?.string == "fetch" }.map { $0["uid"]?.string } == ["uid-1"])
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod).isEmpty)
    }
}
