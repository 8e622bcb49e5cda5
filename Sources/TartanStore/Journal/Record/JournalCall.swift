/// One start of a binary and everything that the journal says of it.
package struct JournalCall: Sendable, Equatable {
    package let start: JournalStart
    /// Microseconds of CLOCK_BOOTTIME.
    package let time: UInt64
    package internal(set) var group: Int32?
    package internal(set) var end: JournalEnd?
    /// Why it could not be started.
    package internal(set) var refusal: String?
    /// Its lines: indexes into the record's entries.
    var entries: [Int]

    package var binary: JournalBinary { JournalBinary(attachment: start.attachment, plugin: start.plugin) }

    /// Microseconds from start to end; nil where it has not ended.
    package var duration: UInt64? { end.map { UInt64(min(max(0, $0.microseconds), 1 << 53)) } }

    /// A plugin that says it succeeded and answered with an error has failed all the same.
    package var hasFailed: Bool {
        guard refusal == nil, let end else { return true }
        return !end.succeeded || end.error != nil || end.verb == "ADD" && end.result == nil
    }
}
