/// Tartan's own file can be read as the plugin reads it.
struct ConfigurationCheck: DoctorCheck {
    let id = "configuration"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard let configuration = node.configuration else {
            return .skipped("no file in \(node.folderPath) has Tartan in it")
        }
        if let problem = configuration.problem {
            return .found([
                .problem(
                    "\(configuration.path) can't be used, and no pod can start: \(problem).",
                    repair: "mend it: docs/configuration.md has a row for each key")
            ])
        }
        return .passed("\(configuration.path) is understood")
    }
}
