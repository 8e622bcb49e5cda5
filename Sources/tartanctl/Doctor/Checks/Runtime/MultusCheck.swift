import LinuxSystem
import TartanCore

/// What Multus attached can be detached.
struct MultusCheck: DoctorCheck {
    let id = "multus"

    func look(at node: ExaminedNode) -> CheckOutcome {
        var findings: [DoctorFinding] = []
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
            findings += gone(node)
            passed =
                state.sandboxes == 0
                ? "nothing is left of Multus"
                : "\(CollectReport.count(state.sandboxes, "sandbox", "sandboxes")) of Multus in \(folder), detached from "
                    + "there when their pods end"
        } catch {
            findings.append(
                .problem(
                    "Multus' state can't be read, so pods that Multus attached can't be detached.",
                    evidence: [node.onNode("\(error).")], repair: "look at it: sudo ls -la \(node.word(folder))"))
            passed = ""
        }
        return .found(findings, else: passed)
    }

    private func gone(_ node: ExaminedNode) -> [DoctorFinding] {
        guard node.isLive, node.files.root == nil, let store = try? node.store.opened.get(),
            let report = try? node.multusSandboxes(store)
        else { return [] }
        let number = report.sandboxes.count { $0.outcome == .wouldDetach }
        guard number > 0 else { return [] }
        return [
            .warning(
                "\(CollectReport.count(number, "sandbox", "sandboxes")) that Multus attached \(number == 1 ? "is" : "are") "
                    + "gone without having been detached.", repair: node.storeCommand("gc"))
        ]
    }
}
