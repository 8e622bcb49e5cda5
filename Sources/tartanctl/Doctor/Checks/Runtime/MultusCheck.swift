import LinuxSystem
import TartanCore

/// What Multus left, or still writes.
struct MultusCheck: DoctorCheck {
    let id = "multus"

    func look(at node: ExaminedNode) -> CheckOutcome {
        var findings: [DoctorFinding] = []
        if let file = node.folder?.multus.first, "\(node.folderPath)/\(node.choice.name ?? "")" != file.path {
            findings.append(
                .warning(
                    "\(file.path) is Multus', and the runtime doesn't take it: its DaemonSet still writes it.",
                    repair: "once every node is taken over: kubectl -n kube-system delete daemonset kube-multus-ds"))
        }
        let folder = node.configuration?.settings?.multusState ?? Migration.standardState
        let passed: String
        do throws(SystemFailure) {
            let state = try MultusInventory(node.files.target(folder))
            if !state.problems.isEmpty {
                findings.append(
                    .warning(
                        "\(CollectReport.count(state.problems.count, "file")) of Multus' state can't be read: the DEL of "
                            + "such a pod fails once and detaches the rest.",
                        evidence: state.problems.prefix(5).map { node.onNode($0) + "." }))
            }
            passed =
                state.sandboxes == 0
                ? "nothing is left of Multus"
                : "\(CollectReport.count(state.sandboxes, "sandbox", "sandboxes")) of Multus in \(folder), detached from "
                    + "there when their pods end"
        } catch {
            findings.append(
                .problem(
                    "Multus' state can't be read, so pods that Multus attached can't be detached.",
                    evidence: [node.onNode("\(error).")], repair: "look at it: sudo ls -la \(folder.shellWord)"))
            passed = ""
        }
        return .found(findings, else: passed)
    }
}
