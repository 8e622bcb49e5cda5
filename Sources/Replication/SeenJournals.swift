import TartanStore

/// What a reader of the journals has seen, so that each call is told once.
public struct SeenJournals: Sendable {
    /// Each sandbox with an open record.
    var sandboxes: [String: Sandbox] = [:]
    /// When each finished journal last changed.
    var finished: [RecordKey: UInt64] = [:]
    /// What was told of each journal.
    private var told: [RecordKey: Told] = [:]

    struct Sandbox: Sendable {
        /// When it last changed, if all of its ADDs have ended; else 0.
        var changed: UInt64 = 0
        /// The networks that it has.
        var attached: [String] = []
    }

    private struct Told: Sendable {
        /// When its ADD began.
        let began: UInt64
        var hasAdd = false
        var calls = 0
    }

    public init() {}

    /// The ADD, unless it was told before: a failed one may stand in its open record first, then in history.
    mutating func news(_ add: EndedAdd?, _ key: RecordKey) -> EndedAdd? {
        guard let add else { return nil }
        var now = told(key, add.began)
        guard !now.hasAdd else { return nil }
        now.hasAdd = true
        told[key] = now
        return add
    }

    /// The calls that have ended since the last look at this record.
    mutating func news(_ calls: [TracedCall], of record: Record, _ key: RecordKey) -> [TracedCall] {
        var now = told(key, record.opening.wallTime)
        // One that another follows is over, though it was killed.
        let over = calls.last?.isOver == false ? calls.dropLast() : calls[...]
        defer { told[key] = now }
        guard over.count > now.calls else { return [] }
        defer { now.calls = over.count }
        return Array(over[now.calls...])
    }

    private func told(_ key: RecordKey, _ began: UInt64) -> Told {
        guard let known = told[key], known.began == began else { return Told(began: began) }
        return known
    }

    /// Forgets those of which there is no journal any more.
    mutating func forget() { told = told.filter { finished[$0.key] != nil || sandboxes[$0.key.sandbox] != nil } }
}
