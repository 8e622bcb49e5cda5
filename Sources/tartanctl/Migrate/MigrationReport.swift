import CNI
import ExactJSON
import TartanCore
import Validation

/// A migration for people and programs.
struct MigrationReport {
    let migration: Migration
    let isApplied: Bool
    /// What was called, for the next step.
    let command: ChangeCommand
    let root: String?

    var text: String {
        var sheet = Sheet(headline)
        sheet.facts(facts)
        for finding in migration.obstacles { sheet.paragraph("In the way: \(finding.message)", finding.next ?? "") }
        for finding in migration.findings where finding.severity == .warning {
            sheet.paragraph("warning: \(finding.message)", finding.next ?? "")
        }
        for outcome in KeyEntry.Outcome.allCases { sheet.table(Self.title(outcome), table(outcome)) }
        sheet.next("What D1, D2, … mean: docs/migration.md")
        if !migration.obstacles.isEmpty { return sheet.text }
        if !diff.isEmpty { sheet.paragraph(isApplied ? "Written" : "Would be written", String(diff.dropLast())) }
        let steps = byHand.enumerated().map { "\($0 + 1). \($1)" }
        sheet.paragraph("By hand", steps.joined(separator: "\n"))
        sheet.next(
            isApplied
                ? "Take it back: \(ChangeCommand(.migrate, folder: migration.folder, root: root).undo)"
                : "Nothing was changed. Do it: \(command.apply)")
        return sheet.text
    }

    private var headline: String {
        let what = "\(source) (Multus, \(migration.installation.kind))"
        if isApplied { return "Taken over from Multus: the runtime takes \(migration.target) from now on." }
        if !migration.isPossible {
            let number = migration.obstacles.count
            return "\(what) can't be taken over yet: \(number == 1 ? "1 thing is" : "\(number) things are") in the way."
        }
        let parts = KeyEntry.Outcome.allCases.map { ($0, count($0)) }.filter { $0.1 > 0 }
        let counts = parts.map { "\($0.1) \($0.0.rawValue)" }.joined(separator: ", ")
        return "\(what) can be taken over. Of its keys: \(counts)."
    }

    private func count(_ outcome: KeyEntry.Outcome) -> Int { migration.entries.count { $0.outcome == outcome } }

    private var source: String {
        migration.installation.configuration?.path ?? migration.installation.daemon?.path ?? migration.folder
    }

    private var facts: [(name: String, value: String)] {
        let moves = migration.moves.map { "\($0.from) → \($0.to)" }
        return [
            ("cluster network", migration.clusterNetwork), ("daemon's file", migration.installation.daemon?.path ?? ""),
            ("Multus' state", stateText), (isApplied ? "written" : "would write", migration.target),
            (isApplied ? "moved aside" : "would move aside", moves.joined(separator: ", ")),
        ]
    }

    private var stateText: String {
        guard let state = migration.state else { return "" }
        let folder = migration.stateFolder
        if !state.isThere { return "\(folder) is not there: nothing is left to detach" }
        if state.sandboxes == 0 { return "\(folder): nothing is left to detach" }
        let sandboxes = CollectReport.count(state.sandboxes, "sandbox", "sandboxes")
        let least = state.results > Limits.countedResults ? "at least " : ""
        let problems = state.problems.isEmpty ? "" : ", \(state.problems.count) files can't be read"
        return "\(folder): \(least)\(sandboxes), detached from there when their pods end\(problems)"
    }

    private static func title(_ outcome: KeyEntry.Outcome) -> String {
        switch outcome {
        case .takenOver: "Taken over"
        case .changed: "Changed"
        case .notNeeded: "Not needed"
        case .unknown: "Unknown, left out"
        case .added: "Added"
        }
    }

    private func table(_ outcome: KeyEntry.Outcome) -> Table {
        let entries = migration.entries.filter { $0.outcome == outcome }
        var table: Table
        switch outcome {
        case .takenOver:
            table = Table(["KEY", "VALUE", "WHAT IT DOES"])
            for entry in entries { table.add([entry.key, shown(entry.becomes), entry.why]) }
        case .changed:
            table = Table(["KEY", "WAS", "BECOMES", "WHY"])
            for entry in entries { table.add([entry.key, shown(entry.was), shown(entry.becomes), entry.why]) }
        case .added:
            table = Table(["KEY", "VALUE", "WHY"])
            for entry in entries { table.add([entry.key, shown(entry.becomes), entry.why]) }
        case .notNeeded, .unknown:
            table = Table(["KEY", "WAS", "WHY"])
            for entry in entries { table.add([entry.key, shown(entry.was), entry.why]) }
        }
        return table
    }

    private func shown(_ value: JSONValue?) -> String { KeyEntry.shown(value.map { SecretMask.masked($0) }) }

    /// What remains to be done by a person, each once.
    private var byHand: [String] {
        var steps = [
            MultusKey.definitions,
            "containerd before 1.5 and CRI-O before 1.29 don't hand over annotations: there, put the pods into the store too",
        ]
        if migration.installation.folder.multus.isEmpty == false || migration.installation.daemon != nil {
            steps.append(
                "once every node is taken over, remove Multus' DaemonSet, then its ConfigMap and roles, never the CRD: "
                    + "docs/migration.md")
        }
        for step in migration.entries.compactMap(\.byHand) where !steps.contains(step) { steps.append(step) }
        return steps
    }

    /// Multus' file and Tartan's, both as lists and indented, so that what differs is what matters; secrets are hidden.
    private var diff: String {
        guard let document = migration.document else { return "" }
        let old = migration.installation.configuration.map { SecretMask.masked($0.asList).indentedText } ?? ""
        return UnifiedDiff(
            old, SecretMask.masked(document).indentedText,
            from: migration.installation.configuration?.path ?? "/dev/null", to: migration.target
        ).text
    }

    var json: JSONValue {
        let installation = migration.installation
        var object: JSONObject = [
            "possible": .bool(migration.isPossible), "applied": .bool(isApplied), "kind": .string(installation.kind),
            "folder": .string(migration.folder),
        ]
        object["file"] = installation.configuration.map { .string($0.path) }
        object["daemonFile"] = installation.daemon.map { .string($0.path) }
        if !migration.clusterNetwork.isEmpty { object["clusterNetwork"] = .string(migration.clusterNetwork) }
        object["state"] = migration.state.map { stateJSON($0) }
        object["keys"] = .array(migration.entries.map(\.json))
        object["findings"] = .array(migration.findings.map(\.json))
        object["writes"] = migration.document.map {
            ["file": .string(migration.target), "configuration": SecretMask.masked($0)]
        }
        object["moves"] = .array(migration.moves.map { ["from": .string($0.from), "to": .string($0.to)] })
        object["undoRecord"] = .string("\(migration.folder)/\(ChangeMaker.migrate.recordName)")
        object["diff"] = .string(diff)
        object["byHand"] = .array(byHand.map { .string($0) })
        return .object(object)
    }

    private func stateJSON(_ state: MultusInventory) -> JSONValue {
        [
            "folder": .string(migration.stateFolder), "isThere": .bool(state.isThere),
            "sandboxes": .integer(state.sandboxes),
            "results": .integer(state.results),
            "problems": .array(state.problems.map { .string(migration.installation.files.onNode($0)) }),
        ]
    }
}
