import Foundation
import TestKit
import Testing

@Suite struct RunSignalTests {
    /// Waits until the plugin runs, sends the signal to tartanctl alone, and answers what came of it.
    private func interrupt(_ fixture: RunFixture, _ signal: Int32, _ arguments: [String]) throws
        -> TartanctlProcess.Outcome
    {
        let running = try fixture.tartanctl.start(fixture.arguments(arguments))
        while !FileManager.default.fileExists(atPath: fixture.folder.path + "/plugin/ready") { usleep(2000) }
        kill(running.processIdentifier, signal)
        return try fixture.tartanctl.end(running)
    }

    @Test("SIGINT and SIGTERM go to the plugin, whose error is the answer", arguments: [SIGINT, SIGTERM])
    func relayed(signal: Int32) throws {
        let fixture = try RunFixture()
        try fixture.plugin.answer("ADD", RunFixture.refusal, then: "exit 1")
        let answer = "cat answer.ADD; echo undone >undone; exit 1"
        try fixture.plugin.run("ADD", "trap '\(answer)' \(signal); >ready; while :; do sleep 0.01; done")
        let outcome = try interrupt(fixture, signal, ["ADD", "--pod", "shop/web", "--netns", "demo"])
        #expect(
            outcome == .init(status: 1, output: "", errors: "error: shop/web: no such thing\n       Look at it.\n"))
        #expect(FileManager.default.fileExists(atPath: fixture.folder.path + "/plugin/undone"))
    }

    @Test("a plugin that dies of the signal is told as what happened")
    func died() throws {
        let fixture = try RunFixture()
        try fixture.plugin.run("DEL", ">ready; while :; do sleep 0.01; done")
        let outcome = try interrupt(fixture, SIGINT, ["DEL", "--pod", "shop/web", "--netns", "demo"])
        #expect(outcome.status == 1)
        #expect(outcome.errors == "error: \(fixture.plugin.path) was killed by signal 2 and gave no error.\n")
    }

    @Test("a signal during nerdctl's first DEL ends the command: no ADD follows")
    func between() throws {
        let fixture = try RunFixture()
        try fixture.plugin.run("DEL", ">ready; while :; do sleep 0.01; done")
        let outcome = try interrupt(
            fixture, SIGINT, ["ADD", "--pod", "shop/web", "--netns", "demo", "--as", "nerdctl"])
        #expect(outcome.status == 1)
        #expect(try fixture.plugin.calls().map(\.command) == ["DEL"])
    }
}
