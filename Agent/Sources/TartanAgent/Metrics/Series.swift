import CoreMetrics
import Synchronization

/// One metric with one set of labels.
protocol Series: AnyObject, Sendable {
    var kind: String { get }
    var lines: [SeriesLine] { get }
}

struct SeriesLine {
    var suffix = ""
    var labels: [PrometheusRegistry.Label] = []
    let value: String

    static func printed(_ number: Double) -> String {
        if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
        return String(number)
    }
}

final class CounterSeries: Series, CounterHandler {
    private let value = Atomic<Int64>(0)

    let kind = "counter"
    var lines: [SeriesLine] { [SeriesLine(value: String(value.load(ordering: .relaxed)))] }

    func increment(by amount: Int64) { value.wrappingAdd(amount, ordering: .relaxed) }
    func reset() { value.store(0, ordering: .relaxed) }
}

final class FloatingPointCounterSeries: Series, FloatingPointCounterHandler {
    private let value = Mutex(0.0)

    let kind = "counter"
    var lines: [SeriesLine] { [SeriesLine(value: SeriesLine.printed(value.withLock { $0 }))] }

    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func reset() { value.withLock { $0 = 0 } }
}

final class GaugeSeries: Series, RecorderHandler, MeterHandler {
    private let value = Mutex(0.0)

    let kind = "gauge"
    var lines: [SeriesLine] { [SeriesLine(value: SeriesLine.printed(value.withLock { $0 }))] }

    func record(_ new: Int64) { record(Double(new)) }
    func record(_ new: Double) { value.withLock { $0 = new } }
    func set(_ new: Int64) { record(Double(new)) }
    func set(_ new: Double) { record(new) }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
}

/// Seconds in buckets from a millisecond to a hundred seconds.
final class HistogramSeries: Series, RecorderHandler, TimerHandler {
    static let bounds: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 100,
    ]

    private struct State {
        var counts = [Int](repeating: 0, count: bounds.count + 1)
        var sum = 0.0
    }

    private let state = Mutex(State())

    let kind = "histogram"

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        state.withLock {
            $0.counts[Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count] += 1
            $0.sum += value
        }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    var lines: [SeriesLine] {
        let state = state.withLock { $0 }
        var lines: [SeriesLine] = []
        var total = 0
        for (index, count) in state.counts.enumerated() {
            total += count
            let bound = index < Self.bounds.count ? SeriesLine.printed(Self.bounds[index]) : "+Inf"
            lines.append(
                SeriesLine(suffix: "_bucket", labels: [.init(name: "le", value: bound)], value: String(total)))
        }
        lines.append(SeriesLine(suffix: "_sum", value: SeriesLine.printed(state.sum)))
        lines.append(SeriesLine(suffix: "_count", value: String(total)))
        return lines
    }
}
