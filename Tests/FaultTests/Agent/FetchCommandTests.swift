import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// `fetchCommand`, which stands in for an agent: 0 is there now, 1 doesn't exist, all else can't tell.
@Suite struct FetchCommandTests {
    /// A script of that text, which writes its arguments into `asked`.
    private func node(_ script: String) throws -> Node {
        let node = try Node.withScriptedCluster()
        let file = node.folder + "/fetch"
        try TestFile.write("#!/bin/sh\necho \"$*\" >>\(node.folder)/asked\n\(script)\n", to: file, mode: 0o755)
        return node.with(["fetchCommand": [.string(file), "--quiet"]])
    }

    private func asked(_ node: Node) -> [String] {
        (TestFile.textIfThere(node.folder + "/asked") ?? "").split(separator: "\n").map(String.init)
    }

    @Test("it is asked for the pod with its uid")
    func pod() throws {
        let node = try node("mv \"$0.pod\" \"${0%fetch}store/pods/default/web\"")
        let pod = try node.host.pod(uid: "uid-1")
        try node.scriptedNetwork("lan")
        try node.storePod(pod, uid: "uid-1", annotations: Node.annotations("lan"))
        try node.host.shell("mv \(node.store.root)/pods/default/web \(node.folder)/fetch.pod")
        let added = try node.run(node.call("ADD", pod, annotations: nil))
        #expect(added.sandboxInterfaces == ["eth0", "net1"], "\(added)")
        #expect(asked(node) == ["--quiet pod default/web uid-1"])
        #expect(try node.run(node.call("DEL", pod, annotations: nil)).succeeded)
        #expect(asked(node).count == 1)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let script: String
        let pod: String
        /// The code for a network.
        let network: Int

        var testDescription: String { script }
    }

    static let cases: [Case] = [
        Case(script: "exit 0", pod: "the store has no pod", network: 7),
        Case(script: "exit 1", pod: "has no pod default/web", network: 7),
        Case(script: "echo 'no route' >&2; exit 2", pod: "exited with status 2: no route", network: 11),
        Case(script: "kill -9 $$", pod: "was killed by signal 9", network: 11),
    ]

    @Test("what it can't fetch is an error with its words, and nothing is started", arguments: cases)
    func failing(failing: Case) throws {
        let node = try node(failing.script)
        let pod = try node.host.pod(uid: "uid-1")
        let answer = try node.run(node.call("ADD", pod, annotations: nil))
        try node.expectRefusal(
            answer, code: 11, message: ["default/web: ", "annotations"], details: ["Tried: ", failing.pod], pod)
        let other = try node.add(pod, "infra/lan")
        try node.expectRefusal(
            other, code: failing.network, message: ["default/web: ", "network infra/lan"], pod)
        #expect(asked(node) == ["--quiet pod default/web uid-1", "--quiet network infra/lan"])
        #expect(try node.calls("base").isEmpty)
    }

    @Test("a command that can't be executed can't tell")
    func missing() throws {
        let node = try Node.withScriptedCluster().with(["fetchCommand": ["/nowhere/fetch"]])
        let pod = try node.host.pod()
        let answer = try node.run(node.call("ADD", pod, annotations: nil))
        try node.expectRefusal(
            answer, code: 11, message: ["default/web: ", "annotations"], details: ["/nowhere/fetch", "No such file"],
            pod)
    }

    @Test("one that hangs is killed after 10 s, with all that it started")
    func hanging() async throws {
        let node = try node("sleep 4721 & echo $! >>\"$0.child\"; sleep 4722")
        let pod = try node.host.pod()
        let adding = try node.start(node.call("ADD", pod, annotations: nil))
        let answer = Answer(outcome: try await adding.finished())
        try node.expectRefusal(
            answer, code: 11, message: ["default/web: ", "annotations"], details: ["did not end in time"], pod)
        #expect((9.8...30).contains(answer.outcome.duration))
        let child = try #require(
            TestFile.textIfThere(node.folder + "/fetch.child").flatMap { Int32($0.filter(\.isNumber)) })
        #expect(try !node.runs(child))
        #expect(try node.processes("sleep 4721").isEmpty)
        #expect(try node.processes("sleep 4722").isEmpty)
    }
}
