import CNI
import Findings
import Validation

/// Findings as a good compiler prints them: place, message and code, the line with a caret under the exact part, why it
/// matters.
struct TextReport {
    private let report: ValidationReport
    private let terminal: Terminal

    init(_ report: ValidationReport, _ terminal: Terminal = .none) {
        self.report = report
        self.terminal = terminal
    }

    /// All findings, a blank line after each, without the sum.
    var findings: String {
        report.findings.map { text(of: $0) + "\n" }.joined()
    }

    /// As `findings`, in pieces: those of ten thousand files are fifty megabytes.
    func printFindings() throws(Failure) {
        var piece: [UInt8] = []
        for finding in report.findings {
            piece += (text(of: finding) + "\n").utf8
            if piece.count < 1 << 16 { continue }
            try Console.print(piece)
            piece.removeAll(keepingCapacity: true)
        }
        if !piece.isEmpty { try Console.print(piece) }
    }

    func text(of finding: Finding) -> String {
        let place = finding.place
        let number = String(place.line)
        let margin = String(repeating: " ", count: number.utf8.count)
        let bar = terminal.coloured("|", .faint)
        var text = headline(finding) + "\n"
        if let excerpt = place.excerpt {
            text += "\(margin) \(bar)\n"
            text += "\(terminal.coloured(number, .faint)) \(bar) \(Self.shown(excerpt).escapingControlCharacters)\n"
            let carets = Self.carets(under: place, excerpt)
            let label = finding.label.map { " " + $0.escapingControlCharacters } ?? ""
            text += "\(margin) \(bar) \(carets.blanks)\(terminal.coloured(carets.marks + label, style(finding)))\n"
        }
        for line in Self.lines(of: finding) {
            text += "\(margin) \(terminal.coloured("=", .faint)) \(line.escapingControlCharacters)\n"
        }
        return text
    }

    private func headline(_ finding: Finding) -> String {
        let place = "\(finding.place.file):\(finding.place.line):\(finding.place.column):".escapingControlCharacters
        let severity = terminal.coloured(finding.severity.rawValue + ":", style(finding))
        let message = terminal.coloured(finding.message.escapingControlCharacters, .bold)
        return "\(terminal.coloured(place, .bold)) \(severity) \(message) [\(finding.code)]"
    }

    private func style(_ finding: Finding) -> Terminal.Colour {
        switch finding.severity {
        case .error: .red
        case .warning: .yellow
        case .note: .cyan
        }
    }

    private static func lines(of finding: Finding) -> [String] {
        let related = finding.related.map { related in
            "\(related.text): \(related.place.file):\(related.place.line):\(related.place.column)"
        }
        return related + finding.notes + ["tartanctl explain \(finding.code)"]
    }

    /// A tab as one blank, so that a caret stands under its character on every terminal.
    private static func shown(_ excerpt: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in excerpt.unicodeScalars { shown.append(scalar == "\t" ? " " : scalar) }
        return String(shown)
    }

    private static func carets(under place: FindingPlace, _ excerpt: String) -> (blanks: String, marks: String) {
        let before = max(0, place.column - place.excerptColumn)
        let room = max(1, excerpt.unicodeScalars.count - before)
        let marked = min(room, max(1, place.endColumn - place.column))
        return (String(repeating: " ", count: before), String(repeating: "^", count: marked))
    }
}

// The sum in one line
extension TextReport {
    var summary: String {
        let counts = report.counts
        let found = [Severity.error, .warning, .note].compactMap { severity -> String? in
            let count = report.count(severity)
            return count == 0 ? nil : Self.counted(count, severity.rawValue)
        }
        let looked = [
            (counts.definitions, "definition"), (counts.pods, "pod"), (counts.configurations, "configuration"),
            (counts.claims, "claim"),
        ].filter { $0.0 > 0 }.map { Self.counted($0.0, $0.1) }
        var remarks = [looked.joined(separator: ", ")].filter { !$0.isEmpty }
        if counts.foreign > 0 {
            remarks.append("\(Self.counted(counts.foreign, "file")) \(counts.foreign == 1 ? "is" : "are") not ours")
        }
        if counts.suppressed > 0 { remarks.append("\(Self.counted(counts.suppressed, "finding")) ignored") }
        // The node's own files aren't among those that were given.
        let files = Self.counted(Set(report.files).union(report.findings.map(\.place.file)).count, "file")
        let concerned = Set(report.findings.map(\.place.file)).count
        let sum =
            found.isEmpty ? "No findings in \(files)" : "\(found.joined(separator: ", ")) in \(concerned) of \(files)"
        return remarks.isEmpty ? sum : "\(sum) (\(remarks.joined(separator: "; ")))"
    }

    private static func counted(_ number: Int, _ word: String) -> String {
        "\(number) \(word)\(number == 1 ? "" : "s")"
    }
}
