import ExactJSON
import Findings
import TartanCore
import Validation

/// Findings for programs; docs/validate-output.schema.json describes it.
struct JSONReport {
    private let report: ValidationReport

    /// The version of the format; raised when a member is renamed, removed or gets another meaning.
    static let format = 1

    init(_ report: ValidationReport) {
        self.report = report
    }

    var document: JSONValue {
        let counts = report.counts
        return [
            "format": .integer(Self.format),
            "tool": ["name": "tartanctl", "version": .string(TartanVersion.current)],
            "summary": [
                "errors": .integer(report.count(.error)), "warnings": .integer(report.count(.warning)),
                "notes": .integer(report.count(.note)), "ignored": .integer(counts.suppressed),
                "files": .integer(report.files.count), "foreignFiles": .integer(counts.foreign),
                "definitions": .integer(counts.definitions), "pods": .integer(counts.pods),
                "configurations": .integer(counts.configurations), "claims": .integer(counts.claims),
            ],
            "findings": .array(report.findings.map(Self.value)),
        ]
    }

    private static func value(of finding: Finding) -> JSONValue {
        var object: JSONObject = [
            "code": .string(finding.code), "severity": .string(finding.severity.rawValue),
            "category": .string(finding.kind.category?.word ?? ""), "title": .string(finding.kind.title),
            "message": .string(finding.message),
        ]
        for member in place(finding.place).members { object[member.key] = member.value }
        object["label"] = finding.label.map { .string($0) }
        if !finding.notes.isEmpty { object["notes"] = .array(finding.notes.map { .string($0) }) }
        if !finding.related.isEmpty {
            object["related"] = .array(
                finding.related.map { related in
                    var object = place(related.place)
                    object["message"] = .string(related.text)
                    return .object(object)
                })
        }
        object["replacement"] = finding.replacement.map { .string($0) }
        return .object(object)
    }

    private static func place(_ place: FindingPlace) -> JSONObject {
        [
            "file": .string(place.file), "line": .integer(place.line), "column": .integer(place.column),
            "endColumn": .integer(place.endColumn),
        ]
    }
}
