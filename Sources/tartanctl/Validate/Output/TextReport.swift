import CNI
import Findings
import Validation

/// Findings as a good compiler prints them: place, message and code, the line with a caret under the exact part, why it
/// matters.
struct TextReport {
    private let report: ValidationReport

    init(_ report: ValidationReport) {
        self.report = report
    }

    /// All findings, a blank line after each, then the sum.
    var text: String {
        report.findings.map { Self.text(of: $0) + "\n" }.joined() + summary + "\n"
    }

    private static func text(of finding: Finding) -> String {
        let place = finding.place
        var lines = [
            "\(place.file):\(place.line):\(place.column): \(finding.severity.rawValue): \(finding.message) [\(finding.code)]"
        ]
        let number = String(place.line)
        let margin = String(repeating: " ", count: number.utf8.count)
        if let excerpt = place.excerpt {
            lines.append("\(margin) |")
            lines.append("\(number) | \(shown(excerpt))")
            let label = finding.label.map { " " + $0 } ?? ""
            lines.append("\(margin) | \(carets(under: place, excerpt))\(label)")
        }
        for related in finding.related {
            lines.append(
                "\(margin) = \(related.text): \(related.place.file):\(related.place.line):\(related.place.column)")
        }
        for note in finding.notes { lines.append("\(margin) = \(note)") }
        return lines.map { $0.escapingControlCharacters + "\n" }.joined()
    }

    /// A tab as one blank, so that a caret stands under its character on every terminal.
    private static func shown(_ excerpt: String) -> String {
        String(String.UnicodeScalarView(excerpt.unicodeScalars.map { $0 == "\t" ? " " : $0 }))
    }

    private static func carets(under place: FindingPlace, _ excerpt: String) -> String {
        let before = max(0, place.column - place.excerptColumn)
        let room = max(1, excerpt.unicodeScalars.count - before)
        return String(repeating: " ", count: before)
            + String(repeating: "^", count: min(room, max(1, place.endColumn - place.column)))
    }

    private var summary: String {
        let counts = report.counts
        let found = [Severity.error, .warning, .note].compactMap { severity -> String? in
            let count = report.count(severity)
            return count == 0 ? nil : Self.counted(count, severity.rawValue)
        }
        let places = Set(report.findings.map(\.place.file)).count
        let looked = [
            (counts.definitions, "definition"), (counts.pods, "pod"), (counts.configurations, "configuration"),
            (counts.claims, "claim"),
        ].filter { $0.0 > 0 }.map { Self.counted($0.0, $0.1) }
        let foreign = counts.foreign == 0 ? [] : ["\(Self.counted(counts.foreign, "file")) not ours"]
        let sum = found.isEmpty ? "Nothing wrong" : found.joined(separator: ", ")
        let inFiles =
            found.isEmpty
            ? " in \(Self.counted(counts.files, "file"))" : " in \(places) of \(Self.counted(counts.files, "file"))"
        return sum + inFiles + " (" + (looked + foreign).joined(separator: ", ") + ")"
    }

    private static func counted(_ number: Int, _ word: String) -> String {
        "\(number) \(word)\(number == 1 ? "" : "s")"
    }
}
