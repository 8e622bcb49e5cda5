import CNI
import TartanCore

/// Tartan's file declares what the runtime has to hand over.
struct CapabilityCheck: DoctorCheck {
    let id = "capabilities"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard let configuration = node.configuration, configuration.settings != nil else {
            return .skipped("Tartan isn't configured")
        }
        var findings: [DoctorFinding] = []
        if !configuration.declares(Settings.annotationsCapability) {
            findings.append(
                .problem(
                    "The runtime doesn't hand over the pods' annotations, so pods have to be in the store: "
                        + "\(configuration.path) doesn't declare \"\(Settings.annotationsCapability)\".",
                    repair: node.command("init --apply")))
        }
        let declared = node.networks.first { $0.isCluster }?.configuration?.plugins.flatMap(\.capabilities) ?? []
        var missing: [String] = []
        for capability in declared where !configuration.declares(capability) && !missing.contains(capability) {
            missing.append(capability)
        }
        if !missing.isEmpty {
            findings.append(
                .warning(
                    "What pods ask of the cluster network by \(missing.joined(separator: ", ")) is not handed over: "
                        + "\(configuration.path) doesn't declare it.", repair: node.command("init --apply")))
        }
        return .found(findings, else: "the runtime hands over annotations and what the cluster network declares")
    }
}
