/// The floor: a loop in C that starts the same binaries with the same input, and does nothing else.
struct Floor: Contender {
    let name = "floor"
    let program: String
    let workspace: Workspace

    func job(_ verb: Verb, _ scenario: Scenario, _ sandbox: Sandbox) throws(BenchFailure) -> Job {
        let steps = workspace.path("floor-\(sandbox.id).steps.\(verb.rawValue)")
        let lines = try verb == .add ? adding(scenario) : afterwards(verb, scenario, sandbox)
        try workspace.write(lines.joined(separator: "\n") + "\n", to: steps)
        var environment = sandbox.environment(verb, scenario)
        environment["FLOOR_STEPS"] = steps
        return try makeJob(verb, workspace, sandbox, program: program, input: "{}", environment: environment)
    }

    private func adding(_ scenario: Scenario) -> [String] {
        scenario.networks.flatMap { network in
            network.plugins.enumerated().map { place, plugin in
                var input = configuration(network, plugin)
                // The floor completes it with the answer of the plugin before.
                if place > 0 { input = input.dropLast() + ",\"prevResult\":" }
                return line(.add, scenario, network, plugin, input)
            }
        }
    }

    /// CHECK goes through the chains as ADD did, DEL backwards; each has the result that its whole chain had at ADD.
    private func afterwards(_ verb: Verb, _ scenario: Scenario, _ sandbox: Sandbox) throws(BenchFailure) -> [String] {
        var answers = try workspace.read(answer(workspace, sandbox)).split(separator: "\0").map(String.init)
        var lines: [String] = []
        for network in scenario.networks {
            answers.removeFirst(min(network.plugins.count - 1, answers.count))
            let result = answers.isEmpty ? "null" : answers.removeFirst()
            let previous = JSONText.of(try JSONText.object(result, of: "floor ADD"))
            for plugin in network.plugins {
                let input = configuration(network, plugin).dropLast() + ",\"prevResult\":\(previous)}"
                lines.append(line(verb, scenario, network, plugin, String(input)))
            }
        }
        return verb == .delete ? lines.reversed() : lines
    }

    private func configuration(_ network: Network, _ plugin: [String: Any]) -> String {
        JSONText.of(plugin.merging(["cniVersion": network.version, "name": network.name]) { own, _ in own })
    }

    private func line(_ verb: Verb, _ scenario: Scenario, _ network: Network, _ plugin: [String: Any], _ input: String)
        -> String
    {
        let binary = "\(scenario.searched)/\(plugin["type"] ?? "")"
        return [verb.rawValue, network.interface, binary, input].joined(separator: "\t")
    }
}
