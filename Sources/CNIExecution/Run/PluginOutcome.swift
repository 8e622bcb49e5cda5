/// What came of a binary that was started.
package struct PluginOutcome: Sendable, Equatable {
    package enum Ending: Sendable, Equatable {
        /// It ended by itself, with this status. 255 where the kernel kept no status (see `Signals.prepare`).
        case exited(Int32)
        /// A signal that Tartan didn't send ended it.
        case signalled(Int32)
        /// Killed at the deadline.
        case timedOut
        /// Killed because Tartan got this signal.
        case interrupted(signal: Int32)
        /// Killed because it wrote more than this many bytes to stdout.
        case outputTooLarge(limit: Int)
    }

    package var ending: Ending
    /// stdout, up to the limit.
    package var output: [UInt8]
    /// stderr, at most `Limits.keptStandardError` bytes of it: its beginning and its end.
    package var standardError: [UInt8]
    /// From before the start to the end.
    package var microseconds: UInt64
    /// The last signal that was sent on to it.
    package var relayedSignal: Int32?

    package init(
        ending: Ending, output: [UInt8], standardError: [UInt8], microseconds: UInt64, relayedSignal: Int32? = nil
    ) {
        self.ending = ending
        self.output = output
        self.standardError = standardError
        self.microseconds = microseconds
        self.relayedSignal = relayedSignal
    }
}
