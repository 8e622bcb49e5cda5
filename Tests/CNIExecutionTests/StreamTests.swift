import CNIExecution
import Glibc
import Testing

@Suite struct StreamTests {
    private static let large = [UInt8](repeating: UInt8(ascii: "x"), count: 4 << 20)

    @Test("the input arrives whole and is ended")
    func input() throws {
        let outcome = try PluginCommand.shell("cat").run(input: Array("{\"cniVersion\":\"1.1.0\"}".utf8))
        #expect(outcome.text == "{\"cniVersion\":\"1.1.0\"}")
    }

    @Test("an empty input is an end of file at once")
    func emptyInput() throws {
        #expect(try PluginCommand.shell("wc -c").run().text == "0\n")
    }

    @Test(
        "4 MiB in and 4 MiB out cannot block, in whatever order they are read and written",
        arguments: [
            "cat",
            "head -c 4194304 /dev/zero | tr '\\0' x; cat >/dev/null",
            "cat >/dev/null; head -c 4194304 /dev/zero | tr '\\0' x",
        ])
    func bothWays(script: String) throws {
        let outcome = try PluginCommand.shell(script).run(input: Self.large)
        #expect(outcome.ending == .exited(0))
        #expect(outcome.output == Self.large)
    }

    @Test(
        "a binary may answer without reading its input",
        arguments: ["echo answer", "exec <&-; echo answer; sleep 0.1", "head -c 1 >/dev/null; echo answer"])
    func unreadInput(script: String) throws {
        let outcome = try PluginCommand.shell(script).run(input: Self.large)
        #expect(outcome.ending == .exited(0))
        #expect(outcome.text == "answer\n")
    }

    @Test(
        "waiting costs no processor time, whichever streams the binary has closed",
        arguments: ["", "exec <&-", "exec >&-", "exec 2>&-", "exec <&- >&- 2>&-"])
    func idleWait(closing: String) throws {
        let used = try OwnThread.run {
            let before = Self.processorMicroseconds()
            _ = try PluginCommand.shell("\(closing)\nsleep 0.5").run(input: Self.large)
            return Self.processorMicroseconds() - before
        }
        #expect(used < 100_000)
    }

    private static func processorMicroseconds() -> Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
    }

    @Test("too much output kills the binary and is cut at the limit")
    func endlessOutput() throws {
        let outcome = try PluginCommand.shell("yes").run(outputLimit: 100_000)
        #expect(outcome.ending == .outputTooLarge(limit: 100_000))
        #expect(outcome.output.count == 100_000)
    }

    @Test("too much output is noticed after the exit too", arguments: [9, 10, 11])
    func outputAroundTheLimit(count: Int) throws {
        let outcome = try PluginCommand.shell("printf %0\(count)d 7").run(outputLimit: 10)
        #expect(outcome.ending == (count > 10 ? .outputTooLarge(limit: 10) : .exited(0)))
        #expect(outcome.output.count == min(count, 10))
    }

    @Test("a flood of stderr keeps its beginning and its end and says what is missing")
    func flood() throws {
        let script = "echo first >&2; head -c 5000000 /dev/zero | tr '\\0' x >&2; echo last >&2"
        let outcome = try PluginCommand.shell(script).run()
        #expect(outcome.ending == .exited(0))
        let count = outcome.standardError.count
        #expect(count <= 16 << 10)
        // Without the x, so that a failure can be read.
        let line = "\n[\(5_000_011 - count + 26) bytes left out]\n"
        #expect(outcome.errorText.filter { $0 != "x" } == "first\n" + line + "last\n")
        #expect(line.utf8.count == 26)
    }
}
