package import ExactJSON

/// Written after a binary has ended: how, and what it said.
package struct JournalEnd: Sendable, Equatable {
    package var attachment: Int
    package var plugin: Int
    package var verb: String
    package var exit: Int?
    package var signal: Int?
    package var timedOut: Bool
    package var result: JSONValue?
    package var error: JSONValue?
    /// The stdout of a failed call; its head and tail are kept, 64 KiB together.
    package var output: String?
    /// Its head and tail are kept, 16 KiB together.
    package var standardError: String
    /// From start to end.
    package var microseconds: Int

    package init(
        attachment: Int, plugin: Int, verb: String, exit: Int?, signal: Int?, timedOut: Bool, result: JSONValue?,
        error: JSONValue?, output: String?, standardError: String, microseconds: Int
    ) {
        self.attachment = attachment
        self.plugin = plugin
        self.verb = verb
        self.exit = exit
        self.signal = signal
        self.timedOut = timedOut
        self.result = result
        self.error = error
        self.output = output
        self.standardError = standardError
        self.microseconds = microseconds
    }

    package var succeeded: Bool { exit == 0 && signal == nil && !timedOut }
}
