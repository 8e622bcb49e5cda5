import CNI
import Glibc
package import LinuxSystem

/// A binary that was started and waits for its input.
///
/// Starting and feeding are two steps, so that the caller can write down the process group in between: until `finish` the
/// binary has got no byte of its configuration. Dropped without `finish`, it and its group are killed.
package struct PluginProcess: ~Copyable {
    private let child: Child
    private let streams: PluginStreams
    /// CLOCK_MONOTONIC before the start.
    private let begin: UInt64

    /// Starts the binary as the leader of a new process group, in `/`, with default signals, an empty mask, pipes as its
    /// descriptors 0 to 2, and no others but `running`.
    ///
    /// A file that somebody has open for writing is tried again for about a second: it is being replaced.
    /// - Parameter running: a locked descriptor that becomes the binary's 3, and is inherited by all that it starts.
    package static func start(
        _ command: PluginCommand, running: Int32? = nil
    ) throws(LaunchFailure) -> PluginProcess {
        let begin = Clock.monotonicNanoseconds
        let path = command.executable
        guard path.hasPrefix("/"), let arguments = CStrings([path] + command.arguments),
            let environment = CStrings(command.environment)
        else { throw .system(SystemFailure("start", path, errorNumber: EINVAL)) }

        let pipes: PluginPipes
        do throws(SystemFailure) {
            pipes = try PluginPipes(running: running)
        } catch {
            throw .system(error)
        }
        let request = SpawnRequest(descriptors: pipes.ofChild)
        var retries = 0
        while true {
            let (process, errorNumber) = request.start(path, arguments, environment)
            switch errorNumber {
            case 0:
                return PluginProcess(child: Child(process: process), streams: pipes.keepOwnEnds(), begin: begin)
            case ETXTBSY where retries < Limits.busyRetries:
                retries += 1
                Clock.sleep(milliseconds: Limits.busyPause)
            case ETXTBSY:
                throw .busy(path: path, milliseconds: Limits.busyRetries * Limits.busyPause)
            default:
                throw LaunchFailure(executing: path, errorNumber: errorNumber)
            }
        }
    }

    /// The process group, which is the number of the process too.
    package var group: Int32 { child.process }

    /// Feeds the binary, reads what it says, and waits for its end: until it has exited and its stdout and stderr are at
    /// their end, or for `Limits.drainAfterExit` after the exit where something that it left behind holds them. What it
    /// left behind lives on.
    ///
    /// - Parameters:
    ///   - input: what it gets on stdin. It isn't an error if it doesn't read it.
    ///   - deadline: then the whole group is killed. A kill returns once the process is gone, or after `Limits.killGrace`.
    ///   - interruption: the descriptor of `Signals.prepare`. A signal that waits there before the input is written kills the
    ///     group; one that comes later does so unless the binary ends by itself within `Limits.endGrace`. A signal that
    ///     killed is taken out; one that didn't is left there.
    ///   - relaysSignals: such a signal is sent on to the binary instead, which ends in its own way.
    ///   - outputLimit: more bytes than this on stdout kill the group.
    package consuming func finish(
        input: [UInt8], deadline: Deadline, interruption: Int32? = nil, relaysSignals: Bool = false,
        outputLimit: Int = Limits.pluginOutput
    ) -> PluginOutcome {
        var dialogue = PluginDialogue(
            child: child, streams: streams, input: input, relaysSignals: relaysSignals, outputLimit: outputLimit)
        let ending = dialogue.run(deadline: deadline, interruption: interruption)
        return PluginOutcome(
            ending: ending, output: dialogue.output, standardError: dialogue.standardError.bytes,
            microseconds: (Clock.monotonicNanoseconds - begin) / 1000, relayedSignal: dialogue.relayedSignal)
    }
}
