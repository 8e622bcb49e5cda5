import Validation

/// Nothing sorts before Tartan's file, also what the runtime can't use just now.
struct SortingCheck: DoctorCheck {
    let id = "sorts-before"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard let own = node.choice.name, node.folder?.tartan.contains(own) == true else {
            return .skipped("the runtime doesn't take Tartan's file")
        }
        let before = (node.folder?.files ?? []).filter {
            !$0.isTartan && $0.name.utf8.lexicographicallyPrecedes(own.utf8)
        }
        let findings = before.map { file in
            DoctorFinding.warning(
                "\(node.folderPath)/\(file.name) sorts before \(own): once the runtime can use it, it takes it.",
                evidence: (file.problem.map { ["Now it can't: \($0)."] } ?? []) + RuntimeChoiceCheck.writer(file),
                repair: node.command("init --apply"))
        }
        return .found(findings, else: "nothing sorts before \(own)")
    }
}
