import CNI
import ExactJSON
import Validation

/// For people and programs: what is wrong, what was repaired, and on demand what is right.
struct DoctorReport {
    let examination: Examination
    let repairs: [Repair]
    /// The repairs are only told.
    let isDryRun: Bool
    let isVerbose: Bool
    let terminal: Terminal

    private var node: ExaminedNode { examination.node }
    private var safe: Int { examination.findings.count { $0.finding.safe != nil } }

    var text: String {
        var lines: [String] = []
        for repair in repairs { lines += self.lines(repair) }
        if !repairs.isEmpty { lines.append("") }
        lines.append(terminal.coloured(headline.escapingControlCharacters, .bold))
        let findings = examination.findings
        if !findings.isEmpty { lines.append("") }
        for (_, finding) in findings { lines += self.lines(finding) }
        let end = ending
        if !end.isEmpty { lines += [""] + end }
        return lines.joined(separator: "\n") + "\n"
    }

    private var headline: String {
        let problems = CollectReport.count(examination.count(.problem), "problem")
        let warnings = CollectReport.count(examination.count(.warning), "warning")
        switch (examination.count(.problem), examination.count(.warning)) {
        case (0, 0): return "\(node.name): nothing is wrong, \(passedWords)"
        case (0, _): return "\(node.name): \(warnings)"
        case (_, 0): return "\(node.name): \(problems)"
        default: return "\(node.name): \(problems), \(warnings)"
        }
    }

    private var passedWords: String {
        let number = examination.passed.count
        return "\(CollectReport.count(number, "check")) passed\(isVerbose ? "" : " (--verbose lists them)")"
    }

    private func lines(_ finding: DoctorFinding) -> [String] {
        let isProblem = finding.severity == .problem
        let word = terminal.coloured(isProblem ? "problem" : "warning", isProblem ? .red : .yellow)
        let evidence = finding.evidence.map { Self.indent + $0.escapingControlCharacters }
        let repair = finding.repair.map { Self.indent + "Repair: " + $0.escapingControlCharacters }
        return ["\(word)  \(finding.message.escapingControlCharacters)"] + evidence + [repair].compactMap { $0 }
    }

    private func lines(_ repair: Repair) -> [String] {
        let done = repair.done.escapingControlCharacters
        guard let failure = repair.failure?.escapingControlCharacters else {
            return isDryRun ? ["dry run  \(done)"] : ["\(terminal.coloured("repaired", .green)) \(done)"]
        }
        return ["\(terminal.coloured("failed", .red))   \(failure)", Self.indent + "Wanted: \(done)"]
    }

    private static let indent = "         "

    private var ending: [String] {
        var lines: [String] = []
        let findings = examination.findings.count
        if safe > 0, repairs.isEmpty || isDryRun {
            let number =
                safe == findings
                ? (safe == 1 ? "It is" : "All are") : "\(safe) of \(findings) \(safe == 1 ? "is" : "are")"
            lines.append("\(number) repaired by: \(node.command("doctor --repair"))")
        }
        if findings > 0 { lines.append("Beside that \(passedWords).") }
        guard isVerbose else { return lines }
        for (_, words) in examination.passed {
            lines.append("\(terminal.coloured("passed", .green))   \(words.escapingControlCharacters)")
        }
        for (id, why) in examination.skipped {
            lines.append("\(terminal.coloured("skipped", .faint))  \(id): \(why.escapingControlCharacters)")
        }
        return lines
    }

    var json: JSONValue {
        var object: JSONObject = [
            "node": .string(node.name), "configurationFolder": .string(node.folderPath),
            "store": .string(node.store.root),
        ]
        object["root"] = node.files.root.map { .string($0) }
        object["runtime"] = node.runtime.map { .string($0.kind.rawValue) }
        object["problems"] = .integer(examination.count(.problem))
        object["warnings"] = .integer(examination.count(.warning))
        object["findings"] = .array(examination.findings.map { Self.json($0.id, $0.finding) })
        object["repairs"] = .array(repairs.map(json))
        object["dryRun"] = .bool(isDryRun)
        object["passed"] = .array(examination.passed.map { ["check": .string($0.id), "message": .string($0.words)] })
        object["skipped"] = .array(examination.skipped.map { ["check": .string($0.id), "reason": .string($0.why)] })
        return .object(object)
    }

    private static func json(_ id: String, _ finding: DoctorFinding) -> JSONValue {
        var object: JSONObject = [
            "check": .string(id), "severity": .string(finding.severity.rawValue), "message": .string(finding.message),
            "evidence": .array(finding.evidence.map { .string($0) }),
        ]
        object["repair"] = finding.repair.map { .string($0) }
        object["safe"] = .bool(finding.safe != nil)
        return .object(object)
    }

    private func json(_ repair: Repair) -> JSONValue {
        var object: JSONObject = [
            "check": .string(repair.check), "done": .bool(repair.failure == nil && !isDryRun),
            "message": .string(repair.done),
        ]
        object["failure"] = repair.failure.map { .string($0) }
        return .object(object)
    }
}
