/// Many pods at once, as after the reboot of a node: everybody attached, how long it took, how much memory it cost.
struct BurstBench {
    let measure: Measure
    let workspace: Workspace
    let pods: Int

    private func sandboxes(_ round: Int, _ contender: any Contender) -> [Sandbox] {
        (0..<pods).map { Sandbox(id: "\(contender.name)-burst\(round)-\($0)", namespace: "burst\($0)") }
    }

    /// One round: all ADDs at once, then all DELs, in small groups. Returns what came of the ADDs.
    private func round(_ number: Int, _ contender: any Contender, _ scenario: Scenario, _ mode: Measure.Mode)
        throws(BenchFailure) -> [Sample]
    {
        var adds: [Job] = []
        for sandbox in sandboxes(number, contender) { adds.append(try contender.job(.add, scenario, sandbox)) }
        let samples = try measure.succeed(adds, mode)
        for sandbox in sandboxes(number, contender) {
            _ = try measure.succeed(try contender.job(.delete, scenario, sandbox))
        }
        return samples
    }

    private func whole(_ samples: [Sample]) -> Double {
        samples.map { $0.startedAfter + $0.milliseconds }.max() ?? 0
    }

    func rows(_ tartan: any Contender, _ floor: any Contender, _ scenario: Scenario, rounds: Int)
        throws(BenchFailure) -> [Row]
    {
        var own: [Double] = []
        var least: [Double] = []
        var slowest = 0.0
        var slowestOfFloor = 0.0
        for number in 0..<rounds {
            for contender in number.isMultiple(of: 2) ? [tartan, floor] : [floor, tartan] {
                let samples = try round(number, contender, scenario, .burst)
                let longest = samples.map(\.milliseconds).max() ?? 0
                if contender.name == floor.name {
                    least.append(whole(samples))
                    slowestOfFloor = max(slowestOfFloor, longest)
                } else {
                    own.append(whole(samples))
                    slowest = max(slowest, longest)
                }
            }
        }
        let peak = Double(try round(rounds, tartan, scenario, .burstMemory).map(\.peakKiB).max() ?? 0) / 1024
        let (mine, bottom) = (Statistics.median(own), Statistics.median(least))
        let slower = (mine / bottom - 1) * 100
        return [
            Row(
                what: "\(pods) ADDs at once, \(scenario.label)", budget: "≤ floor + 15 %",
                measured: "\(slower < 0 ? "-" : "+") \(abs(slower).text(1)) % (\((mine / 1000).text(2)) against "
                    + "\((bottom / 1000).text(2)) s), none failed",
                met: slower <= 15,
                figures: ["milliseconds": mine, "floorMilliseconds": bottom, "rounds": Double(rounds)]),
            Row(
                what: "\(pods) ADDs at once: the slowest", budget: nil,
                measured: "\((slowest / 1000).text(2)) s (floor \((slowestOfFloor / 1000).text(2)))", met: nil,
                figures: ["milliseconds": slowest, "floorMilliseconds": slowestOfFloor]),
            Row(
                what: "\(pods) ADDs at once: peak memory of each", budget: "≤ 8 MiB",
                measured: "\(peak.text(2)) MiB at most", met: peak <= 8, figures: ["mebibytes": peak]),
        ]
    }
}
