import CNIExecution
import Glibc
import LinuxSystem
import TestKit
import Testing

@Suite struct EndingTests {
    @Test("the exit status is the binary's", arguments: [0, 1, 3, 255] as [Int32])
    func exitStatus(status: Int32) throws {
        #expect(try PluginCommand.shell("exit \(status)").run().ending == .exited(status))
    }

    @Test("a signal that Tartan did not send is told from its own kill", arguments: [SIGTERM, SIGKILL, SIGSEGV])
    func signalled(signal: Int32) throws {
        #expect(try PluginCommand.shell("kill -\(signal) $$").run().ending == .signalled(signal))
    }

    @Test("what was said before the end is kept, on both streams")
    func output() throws {
        let outcome = try PluginCommand.shell("printf answer; printf trouble >&2; exit 2").run()
        #expect(outcome.ending == .exited(2))
        #expect(outcome.text == "answer")
        #expect(outcome.errorText == "trouble")
    }

    @Test("at the deadline the whole group is killed, and what it said is kept")
    func deadline() throws {
        let outcome = try PluginCommand.shell("sleep 1000 & echo $!; echo waiting >&2; wait").run(milliseconds: 300)
        #expect(outcome.ending == .timedOut)
        #expect(outcome.errorText == "waiting\n")
        #expect(outcome.microseconds >= 300_000)
        #expect(outcome.microseconds < 5_000_000)
        let grandchild = try #require(outcome.number)
        #expect(eventually { !isRunning(grandchild) })
    }

    @Test("a binary that has moved to another group is killed at the deadline all the same")
    func otherGroup() throws {
        // The helper's group is in the same session, so the binary may join it.
        let helper = try PluginProcess.start(.shell("read line"))
        let script = "import os,time; os.setpgid(0, \(helper.group)); print(os.getpid(), flush=True); time.sleep(1000)"
        let command = PluginCommand(executable: "/usr/bin/python3", arguments: ["-c", script], environment: [])
        let outcome = try command.run(milliseconds: 2000)
        #expect(outcome.ending == .timedOut)
        let process = try #require(outcome.number)
        #expect(!isRunning(process))
        #expect(helper.finish(input: Array("\n".utf8), deadline: .after(milliseconds: 5000)).ending == .exited(0))
    }

    @Test("a deadline that is past kills before the binary could do its work")
    func pastDeadline() throws {
        let folder = try TemporaryFolder()
        let outcome = try PluginCommand.shell("sleep 2; touch \(folder.path)/done").run(milliseconds: 0)
        #expect(outcome.ending == .timedOut)
        #expect(FileIdentity(path: folder.path + "/done") == nil)
    }

    @Test("the exit is noticed at once though a descendant holds the pipes, and the descendant lives on")
    func daemon() throws {
        let outcome = try PluginCommand.shell("sleep 1000 & echo $!").run()
        #expect(outcome.ending == .exited(0))
        // The drain is 100 ms; the rest is for a busy machine.
        #expect(outcome.microseconds >= 100_000)
        #expect(outcome.microseconds < 3_000_000)
        let descendant = try #require(outcome.number)
        Clock.sleep(milliseconds: 50)
        let identity = try #require(ProcessIdentity(process: descendant))
        #expect(identity.kill())
    }

    @Test("what a descendant adds shortly after the exit belongs to the answer")
    func lateAnswer() throws {
        let outcome = try PluginCommand.shell("(sleep 0.02; echo late) & exit 0").run()
        #expect(outcome.ending == .exited(0))
        #expect(outcome.text == "late\n")
    }

    @Test("an exit without descendants does not wait for the drain")
    func quickExit() throws {
        let quickest = try (0..<5).map { _ in try PluginCommand.shell("exit 0").run().microseconds }.min()
        #expect(try #require(quickest) < 90_000)
    }

    @Test("closed pipes alone do not end a binary")
    func closedPipes() throws {
        let outcome = try PluginCommand.shell("exec >&- 2>&-; sleep 0.2; exit 5").run()
        #expect(outcome.ending == .exited(5))
        #expect(outcome.microseconds >= 200_000)
    }

    @Test("a process that is dropped without being finished is killed with its group and reaped")
    func dropped() throws {
        let group = try startAndDrop()
        #expect(kill(group, 0) == -1 && errno == ESRCH)
        #expect(eventually { kill(-group, 0) == -1 })
    }

    private func startAndDrop() throws -> Int32 {
        try PluginProcess.start(.shell("sleep 1000 & sleep 1000")).group
    }
}
