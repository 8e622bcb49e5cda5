package import ExactJSON

/// Where in a text the characters of one scalar's value are. Made once for many questions about a long scalar.
///
/// Quotation, escapes, folding and indentation change white space and add characters, but keep the order of the others:
/// so the same number of characters that aren't white space lies before both places. White space is counted from the last
/// such character on.
package struct ScalarPlaces: Sendable {
    private let source: SourceText
    private let value: [UInt8]
    private let style: MarkedScalar.Style
    private let body: Range<Int>
    /// For every 64th character that isn't white space, where it begins in the value and in the text.
    private let marks: [(value: Int, text: Int)]

    private static let spacing = 64

    package init(_ source: SourceText, _ node: MarkedNode) {
        let scalar = node.scalar ?? MarkedScalar("", .plain, .null)
        self.source = source
        value = Array(scalar.text.utf8)
        style = scalar.style
        body = Self.body(of: scalar, node.bytes, source.bytes)
        marks = Self.marks(value, source.bytes, body, style)
    }

    /// - Parameter offset: in the UTF-8 of the value; what lies beyond its end is placed behind its last character.
    package func position(at offset: Int) -> TextPosition {
        var reader = reader(at: max(0, offset))
        return source.position(
            at: reader.place(of: offset < value.count ? isSpace(at: max(0, offset)) : nil).lowerBound)
    }

    /// Where the character that a byte is part of ends.
    package func end(at offset: Int) -> TextPosition {
        var reader = reader(at: max(0, offset))
        return source.position(
            at: reader.place(of: offset < value.count ? isSpace(at: max(0, offset)) : nil).upperBound)
    }

    private func isSpace(at offset: Int) -> Bool {
        var start = offset
        while start > 0, value[start] & 0xC0 == 0x80 { start -= 1 }
        return ValueScalar(value, at: start).isSpace
    }

    /// What is written from the character on that a byte of the value is part of.
    private func reader(at offset: Int) -> ScalarReader {
        let mark = lastMark(before: offset)
        var place = mark?.value ?? 0
        var reader = ScalarReader(bytes: source.bytes, body: (mark?.text ?? body.lowerBound)..<body.upperBound, style)
        var blanks = 0
        while place < min(offset, value.count) {
            let scalar = ValueScalar(value, at: place)
            if place + scalar.width > offset { break }
            place += scalar.width
            if scalar.isSpace {
                blanks += 1
                continue
            }
            guard reader.nextInk() != nil else { return reader }
            blanks = 0
        }
        guard offset < value.count else { return reader }
        while blanks > 0 {
            var ahead = reader
            guard let character = ahead.next(), !character.isInk else { break }
            reader = ahead
            blanks -= 1
        }
        return reader
    }

    private func lastMark(before offset: Int) -> (value: Int, text: Int)? {
        var low = 0
        var high = marks.count
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].value <= offset { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? marks[low - 1] : nil
    }

    private static func marks(
        _ value: [UInt8], _ bytes: [UInt8], _ body: Range<Int>, _ style: MarkedScalar.Style
    ) -> [(value: Int, text: Int)] {
        var marks: [(value: Int, text: Int)] = []
        var reader = ScalarReader(bytes: bytes, body: body, style)
        var place = 0
        var passed = 0
        while place < value.count {
            let scalar = ValueScalar(value, at: place)
            if !scalar.isSpace {
                guard let character = reader.nextInk() else { break }
                if passed % spacing == 0 { marks.append((place, character.offset)) }
                passed += 1
            }
            place += scalar.width
        }
        return marks
    }

    /// The bytes between the quotation marks, or after the header of a block.
    private static func body(of scalar: MarkedScalar, _ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
        switch scalar.style {
        case .plain: return range
        case .singleQuoted, .doubleQuoted:
            return range.count < 2 ? range : range.lowerBound + 1..<range.upperBound - 1
        case .literal, .folded:
            guard let end = bytes[range].firstIndex(of: UInt8(ascii: "\n")) else { return range }
            return end + 1..<range.upperBound
        }
    }
}

extension SourceText {
    /// The place in the text of a byte of a scalar's value.
    ///
    /// - Parameter offset: in the UTF-8 of `scalar.text`.
    package func position(at offset: Int, in node: MarkedNode) -> TextPosition {
        guard node.scalar != nil else { return node.position }
        return ScalarPlaces(self, node).position(at: offset)
    }
}

extension ScalarReader {
    /// The bytes of the next character that is white space, or isn't; none where there is no such, or none is meant.
    fileprivate mutating func place(of isSpace: Bool?) -> Range<Int> {
        let here = place
        guard let isSpace else { return here..<here }
        if isSpace { return next().map { $0.isInk ? here..<here : $0.offset..<place } ?? here..<here }
        return nextInk().map { $0.offset..<place } ?? here..<here
    }
}

/// One character of the value.
private struct ValueScalar {
    let width: Int
    let isSpace: Bool

    init(_ bytes: [UInt8], at place: Int) {
        if bytes[place] < 0x80 {
            width = 1
            isSpace = ScalarReader.isSpace(bytes[place])
            return
        }
        let scalar = ScalarReader.scalar(bytes, at: place, before: bytes.count)
        width = UTF8.width(scalar)
        isSpace = scalar.isYAMLSpace
    }
}
