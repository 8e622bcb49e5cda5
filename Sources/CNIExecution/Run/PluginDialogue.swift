import CNI
import Glibc
import LinuxSystem

/// The poll loop over one running binary: its three streams, its exit and Tartan's own signals at once, so that no order
/// in which a binary reads, writes and exits can block it or Tartan.
struct PluginDialogue: ~Copyable {
    private(set) var output: [UInt8] = []
    /// The last signal that was sent on to the binary.
    private(set) var relayedSignal: Int32?
    private(set) var standardError = HeadAndTail(limit: Limits.keptStandardError)

    private var child: Child
    private var streams: PluginStreams
    private let input: [UInt8]
    private var written = 0
    private let relaysSignals: Bool
    private let outputLimit: Int
    private var isTooLarge = false
    private var ready = PollSet()

    init(
        child: consuming Child, streams: consuming PluginStreams, input: [UInt8], relaysSignals: Bool = false,
        outputLimit: Int
    ) {
        self.child = child
        self.streams = streams
        self.input = input
        self.relaysSignals = relaysSignals
        self.outputLimit = outputLimit
    }

    mutating func run(deadline: Deadline, interruption: Int32?) -> PluginOutcome.Ending {
        var watched = interruption
        var end = deadline
        while true {
            wait(until: end, interruption: watched)
            // An exit comes before everything that would kill: the binary has done its work.
            if ready.isReady(.exit) || !child.canBeWatched, let ending = child.endingIfExited() {
                return drain(ending)
            }
            // And a signal before the input: a binary that was never fed has done nothing yet.
            if watched != nil, ready.hasData(.signal) {
                if relaysSignals {
                    relay(interruption)
                } else if written == 0, let ending = interrupted(interruption) {
                    return kill(ending)
                } else {
                    // One at work may finish what it has begun. The signal stays where it is, for whoever comes next.
                    watched = nil
                    end = min(deadline, .after(milliseconds: Limits.endGrace))
                }
            }
            transfer()
            if isTooLarge { return kill(.outputTooLarge(limit: outputLimit)) }
            if end.isPast { return kill(watched == nil ? interrupted(interruption) ?? .timedOut : .timedOut) }
        }
    }

    private mutating func relay(_ interruption: Int32?) {
        guard let signal = interruption.flatMap({ Signals.next($0) }) else { return }
        child.send(signal)
        relayedSignal = signal
    }

    /// Takes the signal that waits.
    private func interrupted(_ interruption: Int32?) -> PluginOutcome.Ending? {
        interruption.flatMap { Signals.next($0) }.map { .interrupted(signal: $0) }
    }

    /// After the exit: takes what is in the pipes, and for a short time what descendants still put there.
    private mutating func drain(_ ending: PluginOutcome.Ending) -> PluginOutcome.Ending {
        streams.input = nil
        let deadline = Deadline.after(milliseconds: Limits.drainAfterExit)
        while true {
            transfer()
            if isTooLarge { return .outputTooLarge(limit: outputLimit) }
            if streams.output == nil, streams.errors == nil { return ending }
            if deadline.isPast { return ending }
            wait(until: deadline, interruption: nil)
        }
    }

    private mutating func kill(_ ending: PluginOutcome.Ending) -> PluginOutcome.Ending {
        child.kill()
        streams.input = nil
        // Its last words tell best what it was waiting for.
        wait(until: Deadline(moment: 0), interruption: nil)
        transfer()
        return ending
    }

    private mutating func wait(until deadline: Deadline, interruption: Int32?) {
        ready.watch(.input, streams.input.number)
        ready.watch(.output, streams.output.number)
        ready.watch(.errors, streams.errors.number)
        ready.watch(.exit, child.watchedNumber)
        ready.watch(.signal, interruption ?? -1)
        let milliseconds = deadline.remainingMilliseconds
        ready.wait(milliseconds: child.canBeWatched ? milliseconds : min(milliseconds, Limits.exitPoll))
    }

    /// One step on each stream that is ready for it.
    private mutating func transfer() {
        if ready.isReady(.input) { write() }
        if ready.isReady(.output) {
            let chunk = ready.hasData(.output) ? Self.read(streams.output.number) : []
            let room = outputLimit - output.count
            output += chunk.prefix(room)
            isTooLarge = chunk.count > room
            if chunk.isEmpty { streams.output = nil }
        }
        if ready.isReady(.errors) {
            let chunk = ready.hasData(.errors) ? Self.read(streams.errors.number) : []
            standardError.append(chunk)
            if chunk.isEmpty { streams.errors = nil }
        }
    }

    /// Closes stdin once everything is written, or nobody can read it any more.
    private mutating func write() {
        let number = streams.input.number
        let count = unsafe input.withUnsafeBytes { bytes in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
            return unsafe Glibc.write(number, rest.baseAddress, rest.count)
        }
        if count >= 0 {
            written += count
            if written == input.count { streams.input = nil }
        } else if errno != EAGAIN, errno != EINTR {
            streams.input = nil
        }
    }

    /// What is there, up to `Limits.pipeRead`; nothing at the end.
    private static func read(_ number: Int32) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: Limits.pipeRead) { buffer, count in
            var result = 0
            repeat {
                result = unsafe Glibc.read(number, buffer.baseAddress, buffer.count)
            } while result < 0 && errno == EINTR
            count = max(0, result)
        }
    }
}
