import Findings
import Validation

/// A sample whose findings are marked in the text: `⟦` and `⟧` around what a finding points at, `⟦TN1012:` … `⟧` where
/// the code is another than the sample's own. Marks may stand inside each other.
struct MarkedSample {
    /// What is to be found, and where.
    struct Mark: Hashable, Comparable, CustomStringConvertible {
        let code: String
        let file: String
        let line: Int
        let column: Int
        let endColumn: Int

        var description: String { "\(file):\(line):\(column)-\(endColumn) \(code)" }

        static func < (left: Self, right: Self) -> Bool {
            (left.file, left.line, left.column, left.code) < (right.file, right.line, right.column, right.code)
        }
    }

    private var files: [Sample.File] = []
    private(set) var marks: [Mark] = []

    init(_ sample: Sample, code: String) {
        for file in sample.files { add(file, code) }
        marks.sort()
    }

    /// What the validation of the sample finds.
    func found() -> [Mark] {
        findings().map { finding in
            Mark(
                code: finding.code, file: finding.place.file, line: finding.place.line, column: finding.place.column,
                endColumn: finding.place.endColumn)
        }.sorted()
    }

    func findings() -> [Finding] {
        SampleValidation.report(Sample(files)).findings
    }

    private mutating func add(_ file: Sample.File, _ code: String) {
        var open: [(code: String, line: Int, column: Int)] = []
        var line = 1
        var column = 1
        var rest = Sample.File.expanded(file.text)[...]
        if rest.starts(with: "\u{FEFF}".utf8) { rest = rest.dropFirst(3) }
        while let byte = rest.first {
            if byte == 0xE2, rest.starts(with: Self.opening) {
                rest = rest.dropFirst(Self.opening.count)
                let head = String(decoding: rest.prefix(7), as: UTF8.self)
                let isCoded = head.hasPrefix("TN") && head.hasSuffix(":")
                if isCoded { rest = rest.dropFirst(7) }
                open.append((isCoded ? String(head.dropLast()) : code, line, column))
                continue
            }
            if byte == 0xE2, rest.starts(with: Self.closing) {
                rest = rest.dropFirst(Self.closing.count)
                guard let mark = open.popLast() else { fatalError("\(file.name): ⟧ without ⟦") }
                let end = line == mark.line ? max(column, mark.column + 1) : mark.column + 1
                marks.append(
                    Mark(code: mark.code, file: file.name, line: mark.line, column: mark.column, endColumn: end))
                continue
            }
            rest = rest.dropFirst()
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        files.append(file)
    }

    private static let opening = Array("⟦".utf8)
    private static let closing = Array("⟧".utf8)
}
