package import ExactJSON
package import Findings
package import MarkedYAML

/// A text with its name, for findings to point into.
package final class SourceFile: Sendable {
    package let name: String
    package let text: SourceText

    package init(_ name: String, _ text: SourceText) {
        self.name = name
        self.text = text
    }

    /// How many characters of a long line are shown with a finding.
    private static let shownColumns = 160

    /// The place of some bytes of this text; of several lines the first is marked.
    package func place(_ range: Range<Int>) -> FindingPlace {
        let start = text.position(at: range.lowerBound)
        let line = line(at: range.lowerBound)
        let end = min(max(range.upperBound, range.lowerBound), line.upperBound)
        let width = scalars(range.lowerBound..<max(end, range.lowerBound))
        return place(start, width: width, line: line)
    }

    /// - Parameter width: of the marked part in characters; at least one is marked.
    package func place(_ position: TextPosition, width: Int, at offset: Int) -> FindingPlace {
        place(position, width: width, line: line(at: offset))
    }

    private func place(_ position: TextPosition, width: Int, line: Range<Int>) -> FindingPlace {
        let (excerpt, column) = excerpt(of: line, around: position.column)
        return FindingPlace(
            file: name, line: position.line, column: position.column, endColumn: position.column + max(1, width),
            excerpt: excerpt, excerptColumn: column)
    }

    /// The bytes of the line in which an offset is, without its end.
    private func line(at offset: Int) -> Range<Int> {
        let bytes = text.bytes
        let offset = min(max(0, offset), bytes.count)
        var start = offset
        while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        var end = offset
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return start..<max(end, min(offset, end))
    }

    private func excerpt(of line: Range<Int>, around column: Int) -> (String, Int) {
        if line.count <= Self.shownColumns { return (String(decoding: text.bytes[line], as: UTF8.self), 1) }
        let first = max(1, column - Self.shownColumns / 2)
        var passed = 0
        var shown: [UInt8] = []
        for byte in text.bytes[line] {
            if byte & 0xC0 != 0x80 { passed += 1 }
            if passed >= first + Self.shownColumns { break }
            if passed >= first { shown.append(byte) }
        }
        return (String(decoding: shown, as: UTF8.self), first)
    }

    private func scalars(_ range: Range<Int>) -> Int {
        text.bytes[range].count { $0 & 0xC0 != 0x80 }
    }
}
