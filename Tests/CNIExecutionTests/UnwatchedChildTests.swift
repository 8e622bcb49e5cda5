import Glibc
import LinuxSystem
import Testing

@testable import CNIExecution

/// Where the kernel has no pidfd everything works the same, a few milliseconds later.
@Suite struct UnwatchedChildTests {
    private func run(_ script: String, milliseconds: Int = 20_000) throws -> (PluginOutcome.Ending, [UInt8]) {
        let pipes = try PluginPipes(running: nil)
        let request = SpawnRequest(descriptors: pipes.ofChild)
        guard let arguments = CStrings(["/bin/sh", "-c", script]),
            let environment = CStrings(["PATH=/usr/bin:/bin"])
        else { throw SystemFailure("prepare", "the arguments", errorNumber: EINVAL) }
        let (process, errorNumber) = request.start("/bin/sh", arguments, environment)
        #expect(errorNumber == 0)
        var dialogue = PluginDialogue(
            child: Child(process: process, pidfd: nil), streams: pipes.keepOwnEnds(), input: Array("in".utf8),
            outputLimit: 100)
        let ending = dialogue.run(deadline: .after(milliseconds: milliseconds), interruption: nil)
        return (ending, dialogue.output)
    }

    @Test("the exit is noticed")
    func exit() throws {
        let (ending, output) = try run("cat; sleep 0.1; exit 3")
        #expect(ending == .exited(3))
        #expect(output == Array("in".utf8))
    }

    @Test("the exit is noticed though a descendant holds the pipes")
    func descendant() throws {
        let begin = Clock.monotonicNanoseconds
        let (ending, output) = try run("sleep 1000 & echo $!; exit 0")
        #expect(ending == .exited(0))
        #expect(Clock.monotonicNanoseconds - begin < 5_000_000_000)
        let text = String(decoding: output, as: UTF8.self).filter { $0 != "\n" }
        let process = try #require(Int32(text))
        #expect(ProcessIdentity(process: process)?.kill() == true)
    }

    @Test("the deadline kills and reaps")
    func deadline() throws {
        let (ending, output) = try run("echo $$; sleep 1000; :", milliseconds: 200)
        #expect(ending == .timedOut)
        let text = String(decoding: output, as: UTF8.self).filter { $0 != "\n" }
        let process = try #require(Int32(text))
        #expect(Glibc.kill(process, 0) == -1 && errno == ESRCH)
    }
}
