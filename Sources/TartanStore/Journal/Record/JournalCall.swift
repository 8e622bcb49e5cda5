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
}
