/// Written when a call begins to take apart what the record holds: who does it, and when. For people; nothing is decided
/// by it, and a Tartan that doesn't know it passes over it.
package struct JournalDetach: Sendable, Equatable {
    /// `DEL`, `GC`, `ADD` (which clears what an earlier one left) or `tartanctl gc`.
    package var caller: String
    /// Microseconds since 1970-01-01T00:00Z: after a reboot the lines' own clock has begun anew.
    package var wallTime: UInt64
    package var bootID: String
    /// The version of Tartan that does it.
    package var version: String

    package init(caller: String, wallTime: UInt64, bootID: String, version: String) {
        self.caller = caller
        self.wallTime = wallTime
        self.bootID = bootID
        self.version = version
    }
}
