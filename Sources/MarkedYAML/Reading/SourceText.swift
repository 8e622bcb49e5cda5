package import ExactJSON

/// A text in UTF-8 without its byte order mark, and where in it lines and columns are.
package struct SourceText: Sendable {
    package let bytes: [UInt8]
    /// For every 64th byte: how many scalars and lines lie before it, and its column (0 at a line's beginning).
    fileprivate let marks: [Mark]
    /// Of such a text places in bytes and in scalars are the same.
    private let isASCII: Bool

    fileprivate struct Mark: Sendable {
        var scalars: UInt32 = 0
        var line: UInt32 = 0
        var column: UInt32 = 0
    }

    private static let spacing = 64

    /// - Throws: `tooLarge` and `invalidUTF8`.
    package init(_ text: [UInt8], limit: Int = MarkedLimits.standard.size) throws(YAMLError) {
        guard text.count <= limit else { throw YAMLError(.tooLarge(limit: limit), at: Self.start) }
        bytes = text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
        marks = Self.marks(of: bytes)
        isASCII = bytes.allSatisfy { $0 < 0x80 }
        if isASCII { return }
        if let offset = Self.invalidOffset(bytes) { throw YAMLError(.invalidUTF8, at: position(at: offset)) }
    }

    /// - Parameter offset: in bytes; past the end is the end.
    package func position(at offset: Int) -> TextPosition {
        let offset = min(max(offset, 0), bytes.count)
        var mark = marks[offset / Self.spacing]
        for byte in bytes[(offset / Self.spacing * Self.spacing)..<offset] { mark.pass(byte) }
        return TextPosition(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    /// Where a place begins, in bytes; the line's end for a column beyond it.
    package func offset(of position: TextPosition) -> Int {
        let line = UInt32(clamping: position.line - 1)
        // The last mark that lies in an earlier line or before the column.
        var low = 0
        var high = marks.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            let mark = marks[middle]
            let isBefore = mark.line < line || mark.line == line && Int(mark.column) < position.column
            if isBefore { low = middle } else { high = middle - 1 }
        }
        var mark = marks[low]
        var offset = low * Self.spacing
        while offset < bytes.count {
            let isThere =
                mark.line == line && (Int(mark.column) + 1 >= position.column || bytes[offset] == UInt8(ascii: "\n"))
            if isThere, bytes[offset] & 0xC0 != 0x80 { return offset }
            mark.pass(bytes[offset])
            offset += 1
        }
        return bytes.count
    }

    /// Where the scalar of this number begins; libyaml counts in scalars.
    func offset(ofScalar index: Int) -> Int {
        if isASCII { return min(index, bytes.count) }
        var low = 0
        var high = marks.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if Int(marks[middle].scalars) <= index { low = middle } else { high = middle - 1 }
        }
        // `scalars` counts the leading bytes before the mark, so the mark may stand inside of scalar `scalars - 1`.
        var count = Int(marks[low].scalars)
        var offset = low * Self.spacing
        while offset < bytes.count {
            if bytes[offset] & 0xC0 != 0x80 {
                if count == index { return offset }
                count += 1
            }
            offset += 1
        }
        return bytes.count
    }

    /// How many scalars begin before a place.
    func scalars(before offset: Int) -> Int {
        let offset = min(max(offset, 0), bytes.count)
        if isASCII { return offset }
        var mark = marks[offset / Self.spacing]
        for byte in bytes[(offset / Self.spacing * Self.spacing)..<offset] { mark.pass(byte) }
        return Int(mark.scalars)
    }

    var beginsLikeJSON: Bool {
        let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }

    private static let start = TextPosition(line: 1, column: 1)

    fileprivate static func marks(of bytes: [UInt8]) -> [Mark] {
        var marks: [Mark] = []
        marks.reserveCapacity(bytes.count / spacing + 1)
        var mark = Mark()
        for (offset, byte) in bytes.enumerated() {
            if offset % spacing == 0 { marks.append(mark) }
            mark.pass(byte)
        }
        if bytes.count % spacing == 0 { marks.append(mark) }
        return marks
    }

    /// Where the first sequence of bytes begins that is no UTF-8.
    private static func invalidOffset(_ bytes: [UInt8]) -> Int? {
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
        return offset
    }
}

extension SourceText.Mark {
    fileprivate mutating func pass(_ byte: UInt8) {
        if byte & 0xC0 == 0x80 { return }
        scalars += 1
        column += 1
        if byte == UInt8(ascii: "\n") {
            line += 1
            column = 0
        }
    }
}
