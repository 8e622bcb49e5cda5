/// Peak memory of the caller itself, without the binaries that it starts: VmHWM, read at its exit.
struct MemoryBench {
    let measure: Measure
    let workspace: Workspace

    func row(_ contender: any Contender, _ scenario: Scenario, runs: Int, budgetMiB: Double?)
        throws(BenchFailure) -> Row
    {
        var peaks: [Double] = []
        for run in 0..<runs {
            let sandbox = Sandbox(id: "\(contender.name)-memory\(run)", namespace: "bench-\(contender.name)")
            let sample = try measure.succeed(try contender.job(.add, scenario, sandbox), .memory)
            peaks.append(Double(sample.peakKiB) / 1024)
            _ = try measure.succeed(try contender.job(.delete, scenario, sandbox))
        }
        let median = Statistics.median(peaks)
        return Row(
            what: "\(contender.name == "tartan" ? "" : "\(contender.name): ")peak memory of ADD, \(scenario.label)",
            budget: budgetMiB.map { "≤ \($0.text(0)) MiB" },
            measured: "\(median.text(2)) MiB (median of \(runs), highest \((peaks.max() ?? 0).text(2)))",
            met: budgetMiB.map { median <= $0 }, figures: ["mebibytes": median, "highest": peaks.max() ?? 0])
    }
}
