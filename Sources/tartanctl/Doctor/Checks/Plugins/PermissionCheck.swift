import LinuxSystem
import Validation

/// What the runtime reads and runs as root can be written by root alone.
struct PermissionCheck: DoctorCheck {
    let id = "permissions"

    func look(at node: ExaminedNode) -> CheckOutcome {
        var paths = [node.folderPath, Initialization.asideFolder] + node.binaries.folders
        paths += [node.configuration?.path, node.binaries.binary("tartan").path].compactMap { $0 }
        var good: [String] = []
        var findings: [DoctorFinding] = []
        for path in paths where !good.contains(path) {
            guard let facts = node.files.facts(path) else { continue }
            if let finding = look(path, facts, node) { findings.append(finding) } else { good.append(path) }
        }
        return .found(findings, else: "only root can write \(good.joined(separator: ", "))")
    }

    private func look(_ path: String, _ facts: FileFacts, _ node: ExaminedNode) -> DoctorFinding? {
        let what = "and what is in it is run as root"
        let close = "sudo chmod go-w \(node.word(path))         (look first what is in it)"
        if facts.permissions & 0o002 != 0 {
            return .problem("Everybody can write \(path), \(what).", repair: close, safe: .close(path))
        }
        if facts.permissions & 0o020 != 0, facts.group != 0 {
            return .warning(
                "The group \(facts.group) can write \(path), \(what).", repair: close, safe: .close(path))
        }
        // A copy belongs to who made it.
        if facts.owner != 0, node.files.root == nil {
            return .warning(
                "\(path) belongs to user \(facts.owner), \(what).",
                repair: "sudo chown root \(node.word(path))         (once you know who wrote it)")
        }
        return nil
    }
}
