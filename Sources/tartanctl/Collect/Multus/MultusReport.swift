import CNI
import ExactJSON
import TartanCore

/// What `gc` found in Multus' state.
struct MultusReport {
    let folder: String
    var sandboxes: [CollectedSandbox] = []
    /// Results that can't be read and whose names don't tell whose they are.
    var strays: [String] = []
    /// Damaged state that was set aside long ago, and was removed, or would be.
    var pruned: [String] = []

    init(folder: String) { self.folder = folder }

    var hasFailed: Bool { sandboxes.contains { $0.error != nil } }

    var hasPlans: Bool { !pruned.isEmpty || sandboxes.contains { $0.outcome == .wouldDetach } }

    /// The sandboxes that are there, or may be.
    var spared: Set<String> {
        Set(sandboxes.filter { $0.outcome != .detached && $0.outcome != .wouldDetach }.map(\.trace.containerID))
    }

    var json: JSONObject {
        [
            "folder": .string(folder), "sandboxes": .array(sandboxes.map(\.json)),
            "strays": .array(strays.map { .string($0) }), "pruned": .array(pruned.map { .string($0) }),
        ]
    }

    /// Empty where there is nothing to say.
    func text(isDryRun: Bool) -> String {
        var text = sandboxesText(isDryRun)
        if !pruned.isEmpty {
            let files = CollectReport.count(pruned.count, "file")
            text += isDryRun ? "\nWould remove \(files)" : "\n\(files) removed"
            text += " of damaged state of Multus that \(pruned.count == 1 ? "was" : "were") set aside long ago.\n"
        }
        for path in strays {
            text +=
                "\nnote: \(path.escapingControlCharacters) can't be read, and its name doesn't tell of which sandbox it "
            text += "is: it was left alone, and keeps a runtime's GC from telling plugins what they may free.\n"
        }
        return text
    }

    private func sandboxesText(_ isDryRun: Bool) -> String {
        if sandboxes.isEmpty { return "" }
        let told = sandboxes.filter { $0.outcome != .inUse || $0.verdict == .unknown }
        let inUse = sandboxes.count - told.count
        guard !told.isEmpty else {
            let all = inUse == 1 ? "the only sandbox is" : "all \(inUse) sandboxes are"
            return "\nOf what Multus attached nothing is to be detached: \(all) in use.\n"
        }
        let headline = CollectReport.headline(
            told.map(\.outcome), inUse: inUse, "sandbox", "sandboxes", isDryRun: isDryRun)
        var sheet = Sheet("Of what Multus attached: " + headline)
        var table = Table(["SANDBOX", "INTERFACE", "POD", "NETWORKS", "WHY", "RESULT"])
        for sandbox in told { table.add(sandbox.row) }
        sheet.table("", table)
        for sandbox in told {
            if let error = sandbox.error { sheet.paragraph(error.message, error.details ?? "") }
        }
        for sandbox in told where !sandbox.remarks.isEmpty || isDryRun && !sandbox.trace.problems.isEmpty {
            let lines = isDryRun ? sandbox.trace.problems : sandbox.remarks
            sheet.paragraph("note: \(sandbox.subject)", lines.joined(separator: "\n"))
        }
        return "\n" + sheet.text
    }
}
