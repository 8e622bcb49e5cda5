public import CoreMetrics
import Synchronization

/// Keeps what swift-metrics is told and prints it as Prometheus reads it (text format 0.0.4).
///
/// Labels of metrics are Prometheus names. Timers and recorders are histograms; timers in seconds.
public final class PrometheusRegistry: MetricsFactory, Sendable {
    private let series = Mutex<[String: [[Label]: any Series]]>([:])
    /// What `# HELP` says of a metric.
    private let help: [String: String]

    struct Label: Hashable, Comparable, Sendable {
        let name: String
        let value: String

        static func < (left: Label, right: Label) -> Bool { (left.name, left.value) < (right.name, right.value) }
    }

    public init(help: [String: String] = [:]) { self.help = help }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        made(label, dimensions) { CounterSeries() }
    }

    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        made(label, dimensions) { FloatingPointCounterSeries() }
    }

    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        aggregate ? made(label, dimensions) { HistogramSeries() } : made(label, dimensions) { GaugeSeries() }
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        made(label, dimensions) { GaugeSeries() }
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        made(label, dimensions) { HistogramSeries() }
    }

    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// A series of one name is of one kind; where it isn't, the second goes nowhere.
    private func made<Made: Series>(
        _ label: String, _ dimensions: [(String, String)], _ make: () -> Made
    ) -> Made {
        let labels = dimensions.map { Label(name: $0.0, value: $0.1) }.sorted()
        return series.withLock {
            if let found = $0[label]?[labels] as? Made { return found }
            let new = make()
            if $0[label]?[labels] == nil { $0[label, default: [:]][labels] = new }
            return new
        }
    }

    /// All series, sorted by name and labels.
    public var text: String {
        let all = series.withLock { $0 }
        var text = ""
        for (name, series) in all.sorted(by: { $0.key < $1.key }) {
            guard let kind = series.values.first?.kind else { continue }
            if let help = help[name] { text += "# HELP \(name) \(help)\n" }
            text += "# TYPE \(name) \(kind)\n"
            for (labels, one) in series.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                for line in one.lines {
                    text += name + line.suffix + Self.printed(labels + line.labels) + " " + line.value + "\n"
                }
            }
        }
        return text
    }

    private static func printed(_ labels: [Label]) -> String {
        if labels.isEmpty { return "" }
        let parts = labels.map { label in
            var value = ""
            for character in label.value {
                switch character {
                case "\\": value += "\\\\"
                case "\"": value += "\\\""
                case "\n": value += "\\n"
                default: value.append(character)
                }
            }
            return "\(label.name)=\"\(value)\""
        }
        return "{" + parts.joined(separator: ",") + "}"
    }
}
