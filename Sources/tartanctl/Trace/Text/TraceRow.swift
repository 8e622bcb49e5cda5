/// One line of the tree: when, what, how long, and what came of it.
struct TraceRow {
    enum Kind {
        case heading, binary, undo, fact
    }

    /// Microseconds since the call began.
    let at: UInt64
    /// How deep in the tree; 0 is the call's own.
    let depth: Int
    let kind: Kind
    let label: String
    /// Microseconds; nil where it took no time that is known.
    var duration: UInt64?
    var outcome = ""
    var hasFailed = false
}
