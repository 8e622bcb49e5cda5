import Validation

/// Files of the runtime's folder that no runtime can use.
struct BrokenFileCheck: DoctorCheck {
    let id = "broken-files"

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard let folder = node.folder else { return .skipped("\(node.folderPath) is not there") }
        let own = node.choice.name ?? ""
        // What sorts before the file that is taken, and what containerd stops at, is told by other checks.
        let behind = folder.files.filter { $0.problem != nil && own.utf8.lexicographicallyPrecedes($0.name.utf8) }
        guard !own.isEmpty else { return .skipped("the runtime takes nothing from \(folder.path)") }
        let findings = behind.map { file in
            let path = "\(folder.path)/\(file.name)"
            return DoctorFinding.warning(
                "No runtime can use \(path).", evidence: ["\(file.problem ?? "")."],
                repair: "mend it, or put it out of the way: sudo mv \(node.word(path)) \(node.word(path + ".broken"))")
        }
        return .found(findings, else: "every file behind \(own) can be used")
    }
}
