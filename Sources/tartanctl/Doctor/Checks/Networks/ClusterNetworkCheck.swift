import CNI

/// The networks that Tartan's configuration names can be had.
struct ClusterNetworkCheck: DoctorCheck {
    let id = "networks"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard let configuration = node.configuration, configuration.settings != nil else {
            return .skipped("Tartan isn't configured")
        }
        if node.networks.isEmpty {
            return .found([
                .problem(
                    "No pod can start: \(configuration.path) has neither clusterNetwork nor delegates.",
                    repair: node.command("init --apply"))
            ])
        }
        var findings: [DoctorFinding] = []
        var good: [String] = []
        for network in node.networks {
            do throws(NetworkProblem) {
                let found = try network.found.get()
                let types = found.configuration.plugins.map(\.type).joined(separator: ", ")
                good.append("\(network.key) is \(found.source) (\(types))")
            } catch {
                findings.append(
                    .problem(
                        "No pod can start: \(network.key) of \(configuration.path): \(error).",
                        repair: network.isCluster ? node.command("init") : Self.step(error)))
            }
        }
        return .found(findings, else: good.joined(separator: "; "))
    }

    private static func step(_ problem: NetworkProblem) -> String {
        let next = problem.next
        return next.hasSuffix(".") ? String(next.dropLast()) : next
    }
}
