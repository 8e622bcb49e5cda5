import CNIExecution
import Glibc
import LinuxSystem
import Testing

/// What a Tartan that runs binaries has seen to; process-wide, and the same for all tests.
private let ignoresBrokenPipes: Bool = {
    signal(SIGPIPE, SIG_IGN)
    return true
}()

extension PluginCommand {
    static func shell(_ script: String, environment: [String] = ["PATH=/usr/bin:/bin"]) -> PluginCommand {
        PluginCommand(executable: "/bin/sh", arguments: ["-c", script], environment: environment)
    }

    /// Runs it to its end.
    func run(
        input: [UInt8] = [], milliseconds: Int = 20_000, running: Int32? = nil, outputLimit: Int = 4 << 20
    ) throws -> PluginOutcome {
        try #require(ignoresBrokenPipes)
        let process = try PluginProcess.start(self, running: running)
        return process.finish(
            input: input, deadline: .after(milliseconds: milliseconds), outputLimit: outputLimit)
    }
}

extension PluginOutcome {
    var text: String { String(decoding: output, as: UTF8.self) }
    var errorText: String { String(decoding: standardError, as: UTF8.self) }
    var lines: [String] { text.split(separator: "\n").map(String.init) }
    /// The process number that a script printed.
    var number: Int32? { lines.first.flatMap { Int32($0) } }
}

/// Waits for what must come true; false after ten seconds.
func eventually(_ condition: () -> Bool) -> Bool {
    let deadline = Deadline.after(milliseconds: 10_000)
    while !condition() {
        if deadline.isPast { return false }
        Clock.sleep(milliseconds: 2)
    }
    return true
}

func isRunning(_ process: Int32) -> Bool { ProcessIdentity(process: process) != nil }
