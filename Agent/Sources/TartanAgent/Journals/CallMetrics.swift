import Metrics
import Replication

/// Counts what the plugin's calls did: the plugin itself, which lives for milliseconds, counts nothing.
struct CallMetrics {
    private var networks = BoundedNames(limit: 200)
    private var plugins = BoundedNames(limit: 100)
    /// Networks that have a gauge.
    private var gauges: Set<String> = []
    /// Kinds of leftovers that have one.
    private var leftovers: Set<String> = []

    mutating func record(_ news: JournalNews) {
        for call in news.calls { record(call) }
        var attached: [String: Int] = [:]
        for (network, number) in news.attached.sorted(by: { $0.key < $1.key }) {
            attached[networks.name(network), default: 0] += number
        }
        // A network that nobody has any more is told as 0, not for ever as what it was.
        for network in gauges.union(attached.keys) {
            Gauge(label: "tartan_attached", dimensions: [("network", network)]).record(attached[network] ?? 0)
        }
        gauges.formUnion(attached.keys)
    }

    mutating func record(leftOver: [(what: String, number: Int)]) {
        let numbers = Dictionary(leftOver.prefix(20).map { ($0.what, $0.number) }) { $1 }
        for what in leftovers.union(numbers.keys) {
            Gauge(label: "tartan_left_over", dimensions: [("what", what)]).record(numbers[what] ?? 0)
        }
        leftovers.formUnion(numbers.keys)
    }

    private mutating func record(_ call: EndedCall) {
        let names =
            call.verb == .add
            ? ("tartan_adds_total", "tartan_add_seconds") : ("tartan_dels_total", "tartan_del_seconds")
        Counter(label: names.0, dimensions: [("outcome", Self.outcome(call.hasFailed))]).increment()
        Timer(label: names.1).recordMicroseconds(Self.time(call.microseconds))
        for attempt in call.attachments {
            Counter(
                label: "tartan_attachments_total",
                dimensions: [
                    ("network", networks.name(attempt.network)), ("outcome", Self.outcome(attempt.hasFailed)),
                ]
            ).increment()
        }
        for run in call.plugins {
            let dimensions = [("plugin", plugins.name(run.type)), ("call", run.verb == "ADD" ? "ADD" : "DEL")]
            if run.hasFailed { Counter(label: "tartan_plugin_failures_total", dimensions: dimensions).increment() }
            if let time = run.microseconds {
                Timer(label: "tartan_plugin_seconds", dimensions: dimensions).recordMicroseconds(Self.time(time))
            }
        }
    }

    private static func outcome(_ hasFailed: Bool) -> String { hasFailed ? "failed" : "succeeded" }

    private static func time(_ microseconds: UInt64) -> Int64 { Int64(min(microseconds, 1 << 40)) }
}
