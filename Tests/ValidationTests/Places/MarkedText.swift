import Findings
import Testing
import Validation

/// A file with one mistake whose place is known, and what the validation says to it.
struct MarkedText {
    /// Line ends are written as `isWindows` says; columns don't depend on it.
    let scalars: [Unicode.Scalar]
    let mark: Range<Int>
    let name: String
    let isWindows: Bool
    let hasMark: Bool

    private var bytes: [UInt8] {
        var bytes: [UInt8] = hasMark ? [0xEF, 0xBB, 0xBF] : []
        for scalar in scalars {
            if scalar == "\n", isWindows { bytes.append(UInt8(ascii: "\r")) }
            bytes += Array(String(scalar).utf8)
        }
        return bytes
    }

    /// Whether exactly one finding is told, and at the mark.
    func expectOne(_ kind: FindingKind, _ seed: UInt64) {
        var validator = Validator()
        validator.add(InputText(name, bytes))
        let findings = validator.report().findings
        let told = findings.map { "\($0.place.line):\($0.place.column)-\($0.place.endColumn) \($0.code) \($0.message)" }
        let before = scalars[..<mark.lowerBound]
        let line = before.count { $0 == "\n" } + 1
        let column = before.count - (before.lastIndex(of: "\n").map { $0 + 1 } ?? 0) + 1
        let isOneLine = !scalars[mark].contains("\n")
        let comment = Comment(
            rawValue:
                "seed \(seed), CRLF \(isWindows), byte order mark \(hasMark): wanted \(line):\(column) of \(mark.count), "
                + "told \(told)\n\(String(String.UnicodeScalarView(scalars)))")
        guard findings.count == 1 else {
            Issue.record(comment)
            return
        }
        #expect(findings[0].code == kind.code, comment)
        #expect(findings[0].place.line == line && findings[0].place.column == column, comment)
        if isOneLine { #expect(findings[0].place.endColumn == column + mark.count, comment) }
    }
}
