import Metrics
import TartanAgent
import Testing

@Suite("Metrics are printed as Prometheus reads them")
struct MetricsTests {
    @Test("counters, gauges and histograms have their types, labels in order, and escaped values")
    func text() {
        let registry = PrometheusRegistry(help: ["jobs_total": "Jobs done"])
        Counter(label: "jobs_total", dimensions: [("b", "2"), ("a", "x\"y\\z\n")], factory: registry).increment(by: 3)
        Gauge(label: "depth", factory: registry).record(1.5)
        let timer = Timer(label: "took_seconds", factory: registry)
        timer.recordNanoseconds(3_000_000)
        timer.recordNanoseconds(200_000_000_000)
        let lines = registry.text.split(separator: "\n").map(String.init)
        #expect(lines.contains("# HELP jobs_total Jobs done"))
        #expect(lines.contains("# TYPE jobs_total counter"))
        #expect(lines.contains(#"jobs_total{a="x\"y\\z\n",b="2"} 3"#))
        #expect(lines.contains("# TYPE depth gauge"))
        #expect(lines.contains("depth 1.5"))
        #expect(lines.contains("# TYPE took_seconds histogram"))
        #expect(lines.contains(#"took_seconds_bucket{le="0.0025"} 0"#))
        #expect(lines.contains(#"took_seconds_bucket{le="0.005"} 1"#))
        #expect(lines.contains(#"took_seconds_bucket{le="+Inf"} 2"#))
        #expect(lines.contains("took_seconds_sum 200.003"))
        #expect(lines.contains("took_seconds_count 2"))
    }

    @Test("the same label and dimensions are one series")
    func same() {
        let registry = PrometheusRegistry()
        for _ in 0..<3 { Counter(label: "n", dimensions: [("a", "b")], factory: registry).increment() }
        #expect(registry.text == "# TYPE n counter\nn{a=\"b\"} 3\n")
    }
}
