/// The beginning and the end of a text of any length, within a bound, and in between how much was left out: what was
/// asked for stands at the beginning of a plugin's messages, why it failed at the end.
package struct HeadAndTail: Sendable {
    private let limit: Int
    private var head: [UInt8] = []
    /// May grow to twice what is kept of it, so that trimming costs each byte one move at most.
    private var tail: [UInt8] = []
    private var count = 0

    /// - Parameter limit: the most that `bytes` ever has, in bytes; large enough for the line in between.
    package init(limit: Int) {
        self.limit = limit
    }

    package mutating func append(_ chunk: ArraySlice<UInt8>) {
        count += chunk.count
        let first = chunk.prefix(limit / 2 - head.count)
        head += first
        let rest = chunk.dropFirst(first.count).suffix(longestTail)
        tail += rest
        if tail.count > 2 * longestTail { tail.removeFirst(tail.count - longestTail) }
    }

    package mutating func append(_ bytes: [UInt8]) {
        append(bytes[...])
    }

    /// Everything, if it fits within the limit.
    package var bytes: [UInt8] {
        guard count > limit else { return head + tail }
        // The line says how much is missing and takes room itself; its longest form is reckoned with.
        let kept = longestTail - Self.line(leavingOut: count).count
        return head + Self.line(leavingOut: count - head.count - kept) + tail.suffix(kept)
    }

    private var longestTail: Int { limit - limit / 2 }

    private static func line(leavingOut count: Int) -> [UInt8] {
        Array("\n[\(count) bytes left out]\n".utf8)
    }
}
