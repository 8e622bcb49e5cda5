import CNI
import CNIExecution
import LinuxSystem

/// Executes `tartan` itself as a container runtime does: for `tartanctl run`, which may not run binaries of its own.
package enum PluginCall {
    package struct Outcome: Sendable, Equatable {
        /// Nil where it didn't end by itself.
        package let exitStatus: Int32?
        package let output: [UInt8]
        package let standardError: [UInt8]
        package let microseconds: UInt64
        /// How it ended, as the end of a sentence.
        package let ending: String
    }

    /// Why it could not be started, as one sentence.
    package struct Failure: Error, Equatable {
        package let reason: String
    }

    /// - Parameter milliseconds: longer than any call of Tartan's may take by itself.
    package static func run(
        _ path: String, environment: [EnvironmentVariable], input: [UInt8], milliseconds: Int = 2 * Limits.addDeadline
    ) throws(Failure) -> Outcome {
        do throws(LaunchFailure) {
            let process = try PluginProcess.start(
                PluginCommand(executable: path, environment: environment.map(\.text)), running: nil)
            let outcome = process.finish(input: input, deadline: .after(milliseconds: milliseconds), interruption: nil)
            var status: Int32?
            if case .exited(let number) = outcome.ending { status = number }
            return Outcome(
                exitStatus: status, output: outcome.output, standardError: outcome.standardError,
                microseconds: outcome.microseconds, ending: outcome.ending.words)
        } catch {
            throw Failure(reason: error.description)
        }
    }
}
