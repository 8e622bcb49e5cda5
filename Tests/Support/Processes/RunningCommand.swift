import CLinux
import Glibc
import TestKit

/// A process that a test has started and that runs beside it. Its streams are files, so nobody ever waits for a reader.
package final class RunningCommand: @unchecked Sendable {
    package let processID: Int32
    private let command: TestCommand
    private let files: StreamFiles
    private let started: Double
    private var outcome: CommandOutcome?

    /// Its signals are default and unblocked: the threads of Swift Testing block some, and children inherit that.
    ///
    /// - Parameter folder: where the files of its streams are made.
    package init(_ command: TestCommand, folder: String) throws {
        self.command = command
        files = try StreamFiles(folder: folder, input: command.input)
        started = Self.now
        processID = try Spawn.start(
            command.arguments, environment: command.environment,
            streams: .files(input: files.inputPath, output: files.outputPath, errorOutput: files.errorPath))
    }

    deinit {
        if outcome == nil {
            killGroup()
            _ = try? wait()
        }
    }

    /// Standard output up to now.
    package var outputSoFar: String { files.output }
    /// Stderr up to now.
    package var errorsSoFar: String { files.errorOutput }

    /// Seconds since it was started.
    package var age: Double { Self.now - started }

    /// Ends the whole group by SIGKILL.
    package func killGroup() {
        if outcome == nil { _ = kill(-processID, SIGKILL) }
    }

    package func send(_ signal: Int32) {
        if outcome == nil { _ = kill(processID, signal) }
    }

    /// The processes that it has started and that live, from the kernel.
    package var children: [Int32] { Self.children(of: processID) }

    package static func children(of process: Int32) -> [Int32] {
        let text = TestFile.textIfThere("/proc/\(process)/task/\(process)/children") ?? ""
        return text.split(separator: " ").compactMap { Int32($0) }
    }

    /// Waits for its end; kills the group once its time is over.
    @discardableResult
    package func wait() throws -> CommandOutcome {
        if let outcome { return outcome }
        var status: Int32 = 0
        var timedOut = false
        var pause: UInt32 = 500
        while true {
            let found = unsafe waitpid(processID, &status, WNOHANG)
            if found == processID { break }
            if found < 0 && errno != EINTR { throw TestFailure("waitpid for \(command.arguments): errno \(errno)") }
            if !timedOut, age > command.timeout {
                timedOut = true
                _ = kill(-processID, SIGKILL)
            }
            usleep(pause)
            pause = min(pause + 500, 5000)
        }
        let ending: CommandOutcome.Ending =
            if timedOut {
                .timedOut
            } else if clinux_has_exited(status) != 0 {
                .exited(clinux_exit_status(status))
            } else {
                .signalled(clinux_term_signal(status))
            }
        let ended = CommandOutcome(
            ending: ending, output: files.outputBytes, errorOutput: files.errorOutput, duration: age)
        outcome = ended
        files.remove()
        return ended
    }

    private static var now: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
