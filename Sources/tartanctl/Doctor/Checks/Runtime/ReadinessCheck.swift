import TartanCore

/// The file for which ADD waits is there.
struct ReadinessCheck: DoctorCheck {
    let id = "readiness-file"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard let settings = node.configuration?.settings else { return .skipped("Tartan isn't configured") }
        guard let path = settings.readinessIndicatorFile else { return .skipped("no readinessindicatorfile is set") }
        if node.files.isThere(path) { return .passed("\(path) is there") }
        return .found([
            .problem(
                "No pod can start: the readiness file \(path) is not there, so the cluster network isn't ready.",
                evidence: ["readinessindicatorfile in \(node.configuration?.path ?? "")."],
                repair: "look at the cluster network's pods: kubectl get pods -A -o wide --field-selector "
                    + "spec.nodeName=\(node.name.shellWord)")
        ])
    }
}
