/// One step of a journal, when it was taken, and where its line is.
package struct JournalEntry: Sendable, Equatable {
    /// Microseconds of CLOCK_BOOTTIME.
    package let time: UInt64
    package let step: JournalStep
    /// The line's bytes in the file, newline included.
    let range: Range<Int>
}
