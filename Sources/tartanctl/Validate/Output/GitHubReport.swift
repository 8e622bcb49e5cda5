import CNI
import Findings
import Validation

/// Findings as GitHub's workflow commands, which annotate the lines of a pull request.
struct GitHubReport {
    private let report: ValidationReport

    init(_ report: ValidationReport) {
        self.report = report
    }

    /// A command for each finding, then the sum, which the log shows.
    var text: String {
        report.findings.map { Self.command($0) + "\n" }.joined() + TextReport(report).summary + "\n"
    }

    private static func command(_ finding: Finding) -> String {
        let place = finding.place
        let properties = [
            "file=\(property(place.file))", "line=\(place.line)", "col=\(place.column)",
            // Theirs is the last column that is marked.
            "endColumn=\(max(place.column, place.endColumn - 1))",
            "title=\(property("\(finding.code): \(finding.kind.title)"))",
        ]
        let label = finding.label.map { ": \($0)" } ?? ""
        let text = ([finding.message + label + "."] + finding.notes).joined(separator: "\n")
        return "::\(word(finding.severity)) \(properties.joined(separator: ","))::\(data(text))"
    }

    private static func word(_ severity: Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
    }

    private static func data(_ text: String) -> String { escaped(text, "%\r\n") }

    private static func property(_ text: String) -> String { escaped(text, "%\r\n:,") }

    private static func escaped(_ text: String, _ forbidden: String) -> String {
        let codes: [Unicode.Scalar: String] = ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"]
        var result = ""
        for scalar in text.unicodeScalars {
            if forbidden.unicodeScalars.contains(scalar), let code = codes[scalar] {
                result += code
            } else {
                result += String(scalar).escapingControlCharacters
            }
        }
        return result
    }
}
