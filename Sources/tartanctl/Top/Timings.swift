/// How long the same thing took, again and again.
struct Timings {
    /// Times that ended; those that never did are only counted.
    private(set) var microseconds: [UInt64] = []
    private(set) var count = 0
    private(set) var failed = 0
    private(set) var slowest: (microseconds: UInt64, pod: String)?
    private(set) var lastFailure: (wallTime: UInt64, pod: String)?

    /// - Parameter moment: when it began, by the wall clock.
    mutating func add(_ time: UInt64?, failed: Bool, of pod: String, at moment: UInt64) {
        count += 1
        if failed {
            self.failed += 1
            if lastFailure.map({ $0.wallTime < moment }) ?? true { lastFailure = (moment, pod) }
        }
        guard let time else { return }
        microseconds.append(time)
        if slowest.map({ $0.microseconds < time }) ?? true { slowest = (time, pod) }
    }

    var total: UInt64 { microseconds.reduce(0, +) }
    var median: UInt64? { quantile(50) }

    /// The smallest time that so many percent of them don't exceed; nil where none ended.
    func quantile(_ percent: Int) -> UInt64? {
        guard !microseconds.isEmpty else { return nil }
        return microseconds.sorted()[(microseconds.count * percent + 99) / 100 - 1]
    }
}
