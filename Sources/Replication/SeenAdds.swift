import TartanStore

/// What a reader of the journals has seen, so that each ADD is told once.
public struct SeenAdds: Sendable {
    /// When each sandbox last changed, if all of its ADDs have ended; else 0.
    var sandboxes: [String: UInt64] = [:]
    /// When each finished journal last changed.
    var finished: [RecordKey: UInt64] = [:]
    /// ADDs that were told, by when they began.
    var told: [RecordKey: UInt64] = [:]

    public init() {}

    /// The ADD, unless it was told before: a failed one may stand in its open record first, then in history.
    mutating func news(_ add: EndedAdd?, _ key: RecordKey) -> EndedAdd? {
        guard let add, told[key] != add.began else { return nil }
        told[key] = add.began
        return add
    }

    /// Forgets those of which there is no journal any more.
    mutating func forget() { told = told.filter { finished[$0.key] != nil || sandboxes[$0.key.sandbox] != nil } }
}
