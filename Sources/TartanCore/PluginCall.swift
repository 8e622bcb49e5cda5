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
        /// The signal of this process that was passed on to it, nil where none came.
        package let signal: Int32?
    }

    /// Why it could not be started, as one sentence.
    package struct Failure: Error, Equatable {
        package let reason: String
    }

    /// SIGTERM and SIGINT of this process are passed on to `tartan`, which undoes what it has begun and says so; from the
    /// first call on they have no other effect.
    /// - Parameter milliseconds: longer than any call of Tartan's may take by itself.
    package static func run(
        _ path: String, arguments: [String] = [], environment: [EnvironmentVariable], input: [UInt8],
        milliseconds: Int = 2 * Limits.addDeadline
    ) throws(Failure) -> Outcome {
        let signals: Descriptor
        do throws(SystemFailure) { signals = try Signals.prepare() } catch { throw Failure(reason: error.description) }
        do throws(LaunchFailure) {
            let process = try PluginProcess.start(
                PluginCommand(executable: path, arguments: arguments, environment: environment.map(\.text)),
                running: nil)
            let outcome = process.finish(
                input: input, deadline: .after(milliseconds: milliseconds), interruption: signals.number,
                relaysSignals: true)
            var status: Int32?
            if case .exited(let number) = outcome.ending { status = number }
            return Outcome(
                exitStatus: status, output: outcome.output, standardError: outcome.standardError,
                microseconds: outcome.microseconds, ending: outcome.ending.words,
                signal: outcome.relayedSignal)
        } catch {
            throw Failure(reason: error.description)
        }
    }
}
