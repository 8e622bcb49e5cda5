/// A number of things that may be done at once, and one more after each pause.
struct TokenBucket: Sendable {
    private let capacity: Double
    private let pause: Duration
    private var tokens: Double
    private var last: ContinuousClock.Instant

    init(_ capacity: Int, pause: Duration, now: ContinuousClock.Instant = .now) {
        self.capacity = Double(capacity)
        self.pause = pause
        tokens = Double(capacity)
        last = now
    }

    /// - Returns: whether it may be done.
    mutating func take(now: ContinuousClock.Instant = .now) -> Bool {
        tokens = min(capacity, tokens + max(0, (now - last) / pause))
        last = now
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
