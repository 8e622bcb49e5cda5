package import ExactJSON
package import Findings
package import MarkedYAML
import Synchronization

/// A text with its name, for findings to point into.
package final class SourceFile: Sendable {
    package let name: String
    package let text: SourceText
    /// Of the string that was asked for last: findings in one string come one after the other.
    private let places = Mutex<(Range<Int>, ScalarPlaces)?>(nil)

    package init(_ name: String, _ text: SourceText) {
        self.name = name
        self.text = text
    }

    /// How many characters of a long line are shown with a finding.
    private static let shownColumns = 160

    /// The place of some bytes of this text; of several lines the first is marked.
    package func place(_ range: Range<Int>) -> FindingPlace {
        let bytes = text.bytes
        let start = min(max(0, range.lowerBound), bytes.count)
        var end = min(max(range.upperBound, start), bytes.count)
        if let lineEnd = bytes[start..<end].firstIndex(of: UInt8(ascii: "\n")) { end = lineEnd }
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return place(text.position(at: start), width: bytes[start..<end].count { $0 & 0xC0 != 0x80 }, at: start)
    }

    /// - Parameter width: of the marked part in characters; at least one is marked.
    package func place(_ position: TextPosition, width: Int, at offset: Int) -> FindingPlace {
        let (excerpt, column) = excerpt(around: offset, position.column)
        return FindingPlace(
            file: name, line: position.line, column: position.column, endColumn: position.column + max(1, width),
            excerpt: excerpt, excerptColumn: column)
    }

    /// Where in a string of this text some bytes of its value are: the first one's place, and the last one's end.
    package func positions(of range: Range<Int>, in scalar: MarkedNode) -> (start: TextPosition, end: TextPosition) {
        places.withLock { places in
            let known = places.flatMap { $0.0 == scalar.bytes ? $0.1 : nil } ?? ScalarPlaces(text, scalar)
            places = (scalar.bytes, known)
            return (known.position(at: range.lowerBound), known.end(at: max(range.lowerBound, range.upperBound - 1)))
        }
    }

    /// The line of a place if it is short, else what is around the place. No more is looked at than is shown, so that a
    /// thousand findings in one long line are no trap.
    private func excerpt(around offset: Int, _ column: Int) -> (String, Int) {
        let bytes = text.bytes
        let reach = Self.shownColumns
        var start = min(max(0, offset), bytes.count)
        let place = start
        while start > 0, place - start <= reach, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        var end = place
        while end < bytes.count, end - place <= reach, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        if end - start <= reach { return (String(decoding: bytes[start..<max(start, end)], as: UTF8.self), 1) }
        let first = max(1, column - reach / 2)
        var from = place
        var passed = column
        while passed > first, from > 0 {
            from -= 1
            if bytes[from] & 0xC0 != 0x80 { passed -= 1 }
        }
        let shown = String(decoding: bytes[from...].prefix(4 * reach), as: UTF8.self).unicodeScalars
        let line = shown.prefix(reach).prefix { $0 != "\n" && $0 != "\r" && $0 != "\u{FFFD}" }
        return (String(String.UnicodeScalarView(line)), first)
    }
}
