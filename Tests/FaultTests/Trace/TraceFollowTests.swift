import ExactJSON
import Glibc
import TartanTestSupport
import Testing

/// `tartanctl trace --follow` beside calls that are made meanwhile.
@Suite(.enabled(if: Executables.isRoot && TestFile.exists(Executables.tartanctl), "needs root and tartanctl"))
struct TraceFollowTests {
    private func follow(_ node: Node, _ arguments: String...) throws -> RunningCommand {
        let command = TestCommand(node.traceArguments(arguments + ["--follow"]), environment: ["PATH=/usr/bin:/bin"])
        return try node.host.start(command)
    }

    /// The lines without their times.
    private func words(_ outcome: CommandOutcome) -> [String] {
        outcome.text.split(separator: "\n").map { line in
            let words = line.split(separator: "  ").dropFirst().joined(separator: " ")
            return words.replacing(/, [0-9.]+ ms$/, with: "")
        }
    }

    @Test("begun before there is anything, it prints the steps of the ADD that comes, and ends when all is closed")
    func beforeTheFirst() async throws {
        let node = try Node.withFailingChain()
        let following = try follow(node, "default/web")
        try Waiting.until("it waits") { following.errorsSoFar.contains("Waiting for a call for default/web") }
        #expect(try node.add(node.host.pod(), "one").errorCode == 120)
        let outcome = try await following.finished()
        #expect(outcome.succeeded, "\(outcome)")
        #expect(
            words(outcome) == [
                "sandbox-web- ADD of default/web begins",
                "sandbox-web- resolved: eth0 cluster (base); net1 default/one (a1, a2)",
                "sandbox-web- eth0 ADD base …", "sandbox-web- eth0 ADD base ok", "sandbox-web- net1 ADD a1 …",
                "sandbox-web- net1 ADD a1 ok", "sandbox-web- net1 ADD a2 …",
                "sandbox-web- net1 ADD a2 failed (120): no more room", "sandbox-web- undo begins",
                "sandbox-web- net1 DEL a2 …", "sandbox-web- net1 DEL a2 ok", "sandbox-web- net1 DEL a1 …",
                "sandbox-web- net1 DEL a1 ok", "sandbox-web- eth0 DEL base …", "sandbox-web- eth0 DEL base ok",
                "sandbox-web- answered: error 120: default/web: network default/one (net1): a2 failed: no more room",
                "sandbox-web- closed: nothing is left",
            ])
    }

    @Test("a step is printed while the binary still runs; an attached pod is followed to the end of its DEL")
    func live() async throws {
        let node = try Node.withScriptedCluster()
        let (reached, go) = (node.folder + "/reached", node.folder + "/go")
        try node.scriptedNetwork(
            "slow",
            [
                "ADD": [
                    "touch": .string(reached), "run": .string("until [ -e \(go) ]; do sleep 0.01; done"),
                    "interface": true,
                ], "DEL": ["removeInterface": true],
            ])
        let pod = try node.host.pod()
        let adding = try node.start(node.call("ADD", pod, annotations: Node.annotations("slow")))
        try Waiting.until(reached) { TestFile.exists(reached) }
        let following = try follow(node, "web", "-o", "json")
        try Waiting.until("the start is printed") { following.outputSoFar.contains("net1 ADD slow …") }
        #expect(!following.outputSoFar.contains("answered"))
        try TestFile.write("", to: go)
        #expect(try Answer(outcome: adding.wait()).succeeded)
        try Waiting.until("the answer is printed") { following.outputSoFar.contains("\"answered\"") }
        #expect(try node.delete(pod).succeeded)
        let outcome = try await following.finished()
        #expect(outcome.succeeded, "\(outcome)")
        let lines = try outcome.text.split(separator: "\n").map { try JSONParser.parse(String($0), limit: 1 << 16) }
        #expect(
            lines.map { $0["step"] } == [
                "open", "plan", "start", "end", "start", "end", "answered", "detach", "start", "end", "start", "end",
                "closed",
            ])
        #expect(lines[4]["plugin"] == "slow" && lines[4]["network"] == "default/slow")
        #expect(lines[7]["caller"] == "DEL" && lines.allSatisfy { $0["sandbox"] == .string(pod.containerID) })
        let times = lines.compactMap { $0["time"]?.string }
        #expect(times == times.sorted() && times.count == lines.count)
    }

    @Test("what ended before isn't printed; Ctrl-C ends it with success", arguments: [SIGINT, SIGTERM])
    func interrupted(signal: Int32) async throws {
        let node = try Node.withFailingChain()
        #expect(try node.add(node.host.pod(), "one").errorCode == 120)
        let following = try follow(node, "web")
        try Waiting.until("it waits") { following.errorsSoFar.contains("Waiting for a call") }
        kill(try node.host.inner(following), signal)
        let outcome = try await following.finished()
        #expect(outcome.succeeded && outcome.text == "", "\(outcome)")
    }

    @Test("a DEL that is tried again and again is followed, though its journal is replaced by a shorter one")
    func replaced() async throws {
        let node = try Node.withScriptedCluster([
            "ADD": ["interface": true], "DEL": ["error": ["code": 130, "msg": "busy"]],
        ])
        let pod = try node.host.pod()
        #expect(try node.add(pod).succeeded)
        let following = try follow(node, "web", "-o", "json")
        for number in 1...12 {
            #expect(try node.delete(pod).errorCode == 130)
            try Waiting.until("try \(number) is printed") {
                following.outputSoFar.split(separator: "\n").count { $0.contains("\"kept\"") } == number
            }
        }
        try node.setScript("base", Node.honest)
        #expect(try node.delete(pod).succeeded)
        let outcome = try await following.finished()
        #expect(outcome.succeeded, "\(outcome)")
        let steps = outcome.text.split(separator: "\n").compactMap { line in
            (try? JSONParser.parse(String(line), limit: 1 << 16))?["step"]?.string
        }
        #expect(steps.count { $0 == "detach" } == 13 && steps.count { $0 == "open" } == 1 && steps.last == "closed")
    }
}
