/// Pauses between tries: short while a fault may be a passing one, long when the server is away for hours.
///
/// Random within a range, so that the nodes of a cluster don't come back as one.
public struct Backoff: Sendable {
    private var failures = 0
    private var since: ContinuousClock.Instant?

    static let first = Duration.milliseconds(100)
    /// For a minute after the first failure; a server that restarts is found within a second.
    static let early = Duration.milliseconds(800)
    static let earlyTime = Duration.seconds(60)
    public static let longest = Duration.seconds(10)
    static let longestAsked = Duration.seconds(120)

    public init() {}

    /// - Parameter asked: what the server itself asked for.
    public mutating func next(asked: Duration? = nil, now: ContinuousClock.Instant = .now) -> Duration {
        let start = since ?? now
        since = start
        failures += 1
        let limit = now - start < Self.earlyTime ? Self.early : Self.longest
        var pause = Self.first * (1 << min(failures - 1, 10))
        if pause > limit { pause = limit }
        pause = pause * Double.random(in: 0.5...1)
        return max(pause, min(asked ?? .zero, Self.longestAsked))
    }

    public mutating func reset() { self = Backoff() }
}
