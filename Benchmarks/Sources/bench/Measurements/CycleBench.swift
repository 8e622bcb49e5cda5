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
            for verb in Verb.allCases {
                for contender in order {
                    let sandbox = Sandbox(
                        id: "\(contender.name)-pod\(pair + warmUp)", namespace: "bench-\(contender.name)")
                    let sample = try measure.succeed(try contender.job(verb, scenario, sandbox))
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

    /// Tartan over the floor: 2 ms, and 0.3 ms for each binary it starts.
    func rows(_ series: Series, _ scenario: Scenario) -> [Row] {
        let most = 2 + 0.3 * Double(scenario.binaries)
        return Verb.allCases.flatMap { verb in
            let least = series["floor"]?[verb] ?? []
            let floor = least.map(\.milliseconds)
            return ["tartan", "peer"].compactMap { name -> Row? in
                guard let samples = series[name]?[verb] else { return nil }
                let own = samples.map(\.milliseconds)
                let processor = Statistics.medianDifference(
                    samples.map(\.processorMilliseconds), least.map(\.processorMilliseconds))
                let over = Statistics.medianDifference(own, floor)
                let budget = name == "tartan" ? most : nil
                return Row(
                    what: "\(name == "tartan" ? "" : "\(name): ")\(verb.rawValue), \(scenario.label)",
                    budget: budget.map { "≤ floor + \($0.text(1)) ms" },
                    measured: "+ \(over.text(2)) ms (\(Statistics.median(own).text(1)) against "
                        + "\(Statistics.median(floor).text(1)); CPU \(processor < 0 ? "" : "+ ")\(processor.text(2)))",
                    met: budget.map { over <= $0 },
                    figures: [
                        "overMilliseconds": over, "overProcessorMilliseconds": processor,
                        "milliseconds": Statistics.median(own),
                        "floorMilliseconds": Statistics.median(floor), "pairs": Double(own.count),
                        "lowerQuartile": Statistics.quantile(0.25, of: own),
                        "upperQuartile": Statistics.quantile(0.75, of: own),
                    ])
            }
        }
    }
}
