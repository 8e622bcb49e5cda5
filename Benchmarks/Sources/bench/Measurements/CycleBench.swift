/// ADD, CHECK and DEL of one pod, each as interleaved pairs: the same work by each contender, one after the other.
struct CycleBench {
    let measure: Measure
    let workspace: Workspace

    /// By contender and verb, pair by pair.
    typealias Series = [String: [Verb: [Sample]]]

    func run(_ contenders: [any Contender], _ scenario: Scenario, pairs: Int, warmUp: Int = 3)
        throws(BenchFailure) -> Series
    {
        var series: Series = [:]
        for pair in -warmUp..<pairs {
            // Who comes first changes, so that neither always finds warm caches.
            let order = pair.isMultiple(of: 2) ? contenders : contenders.reversed()
            for verb in scenario.verbs {
                for contender in order {
                    let sandbox = Sandbox(
                        id: "\(contender.name)-pod\(pair + warmUp)", namespace: "bench-\(contender.name)")
                    let job = try contender.job(verb, scenario, sandbox)
                    var sample = try measure.succeed(job)
                    if let clock = scenario.clock {
                        sample.delegateMilliseconds = try clock.take(scenario.binaries, from: job)
                    }
                    if pair == -warmUp, verb == .add { try compareWork(of: contender, scenario, sandbox) }
                    if pair >= 0 { series[contender.name, default: [:]][verb, default: []].append(sample) }
                }
            }
        }
        return series
    }

    /// Figures of two contenders can be compared only if both made all interfaces.
    private func compareWork(of contender: any Contender, _ scenario: Scenario, _ sandbox: Sandbox) throws(BenchFailure)
    {
        guard scenario.makesInterfaces else { return }
        let links = try Shell.run("ip", ["-netns", sandbox.namespace, "-oneline", "link", "show"]).split(
            separator: "\n")
        let made = links.count { !$0.contains(": lo:") }
        guard made == scenario.networks.count else {
            throw .otherWork(by: contender.name, made: made, of: scenario.networks.count)
        }
    }

    /// Tartan over the floor: 2 ms, and 0.3 ms for each binary it starts. Where delegates are timed, their time is off both.
    func rows(_ series: Series, _ scenario: Scenario) -> [Row] {
        let most = 2 + 0.3 * Double(scenario.binaries)
        return scenario.verbs.flatMap { verb in
            let floor = series["floor"]?[verb] ?? []
            return ["tartan", "peer"].compactMap { name -> Row? in
                guard let samples = series[name]?[verb] else { return nil }
                let title = "\(name == "tartan" ? "" : "\(name): ")\(verb.rawValue), \(scenario.label)"
                return row(title, samples, floor, budget: name == "tartan" ? most : nil, isTimed: scenario.clock != nil)
            }
        }
    }

    private func row(_ title: String, _ samples: [Sample], _ floor: [Sample], budget: Double?, isTimed: Bool) -> Row {
        func over(_ part: (Sample) -> Double) -> Double {
            Statistics.medianDifference(samples.map(part), floor.map(part))
        }
        let own = samples.map(\.ownMilliseconds)
        let least = Statistics.median(floor.map(\.ownMilliseconds))
        let (beside, clock, processor) = (over(\.ownMilliseconds), over(\.milliseconds), over(\.processorMilliseconds))
        let whole =
            isTimed ? "; whole \(clock.signed(2)) to \(Statistics.median(floor.map(\.milliseconds)).text(1))" : ""
        return Row(
            what: title, budget: budget.map { "≤ floor + \($0.text(1)) ms" },
            measured: "\(beside.signed(2)) ms (\(Statistics.median(own).text(1)) against \(least.text(1))\(whole); "
                + "CPU \(processor.signed(2)))",
            met: budget.map { beside <= $0 },
            figures: [
                "overMilliseconds": beside, "overProcessorMilliseconds": processor, "overWholeMilliseconds": clock,
                "milliseconds": Statistics.median(own), "floorMilliseconds": least, "pairs": Double(own.count),
                "wholeMilliseconds": Statistics.median(samples.map(\.milliseconds)),
                "lowerQuartile": Statistics.quantile(0.25, of: own),
                "upperQuartile": Statistics.quantile(0.75, of: own),
            ])
    }
}
