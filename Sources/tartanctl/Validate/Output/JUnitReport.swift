import CNI
import Findings
import Validation

/// Findings as JUnit's XML: a suite for each file, a case for each finding, one that passes for a file without any.
struct JUnitReport {
    private let report: ValidationReport
    private let isStrict: Bool

    /// - Parameter isStrict: warnings fail, too.
    init(_ report: ValidationReport, isStrict: Bool) {
        self.report = report
        self.isStrict = isStrict
    }

    var text: String {
        let byFile = Dictionary(grouping: report.findings, by: \.place.file)
        let files = report.files + Set(byFile.keys).subtracting(report.files).sorted()
        let failures = report.findings.count(where: fails)
        let cases = files.reduce(0) { $0 + max(1, byFile[$1, default: []].count) }
        let suites = files.map { suite($0, byFile[$0, default: []]) }.joined()
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="tartanctl validate" tests="\(cases)" failures="\(failures)" errors="0">
            \(suites)</testsuites>

            """
    }

    private func fails(_ finding: Finding) -> Bool {
        finding.severity == .error || isStrict && finding.severity == .warning
    }

    private func suite(_ file: String, _ findings: [Finding]) -> String {
        let name = Self.attribute(file)
        let cases =
            findings.isEmpty
            ? "    <testcase classname=\"\(name)\" name=\"no findings\"/>\n" : findings.map(testCase).joined()
        return """
              <testsuite name="\(name)" tests="\(max(1, findings.count))" failures="\(findings.count(where: fails))" errors="0">
            \(cases)  </testsuite>

            """
    }

    private func testCase(_ finding: Finding) -> String {
        let place = finding.place
        let name = "\(finding.code) \(finding.kind.title) (\(place.line):\(place.column))"
        let text = Self.escaped(TextReport(report).text(of: finding))
        let message = Self.attribute(finding.message)
        let body =
            fails(finding)
            ? "<failure message=\"\(message)\" type=\"\(finding.code)\">\(text)</failure>"
            : "<system-out>\(text)</system-out>"
        return
            "    <testcase classname=\"\(Self.attribute(place.file))\" name=\"\(Self.attribute(name))\">\(body)</testcase>\n"
    }

    /// A reader makes a blank of a line end in an attribute, so it is written as text.
    private static func attribute(_ text: String) -> String { escaped(text.escapingControlCharacters) }

    /// What XML allows, with what it reserves as references; what no XML document can hold is a replacement character.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n": result.unicodeScalars.append(scalar)
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
