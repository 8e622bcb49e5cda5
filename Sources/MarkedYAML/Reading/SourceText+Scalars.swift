package import ExactJSON

// The place of one character inside of a scalar: a configuration is JSON in a string, and who mistyped it wants the place
// in the file, not the place in the string.
extension SourceText {
    /// The place in the text of a byte of a scalar's value.
    ///
    /// Quotation, escapes, folding and indentation change white space and add characters, but keep the order of the others:
    /// so the same number of characters that aren't white space lies before both places. White space is placed after them.
    /// - Parameter offset: in the UTF-8 of `scalar.text`.
    package func position(at offset: Int, in node: MarkedNode) -> TextPosition {
        guard let scalar = node.scalar else { return node.position }
        let value = Array(scalar.text.utf8)
        let before = value.prefix(max(0, offset))
        var toPass = Self.inkCount(String(decoding: before, as: UTF8.self))
        let wantsInk =
            offset < value.count
            && Self.inkCount(String(decoding: value[before.count...].prefix(4), as: UTF8.self).prefix(1)) > 0
        var reader = ScalarReader(bytes: bytes, body: body(of: scalar, node.bytes), style: scalar.style)
        var last = reader.place
        while toPass > 0, let character = reader.next() {
            last = reader.place
            if character.isInk { toPass -= 1 }
        }
        if wantsInk {
            while let character = reader.next() {
                if character.isInk { return position(at: character.offset) }
            }
        }
        return position(at: last)
    }

    /// The bytes between the quotation marks, or after the header of a block.
    private func body(of scalar: MarkedScalar, _ range: Range<Int>) -> Range<Int> {
        switch scalar.style {
        case .plain: return range
        case .singleQuoted, .doubleQuoted:
            return range.count < 2 ? range : range.lowerBound + 1..<range.upperBound - 1
        case .literal, .folded:
            guard let end = bytes[range].firstIndex(of: UInt8(ascii: "\n")) else { return range }
            return end + 1..<range.upperBound
        }
    }

    private static func inkCount(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.count { !$0.isYAMLSpace }
    }
}

extension Unicode.Scalar {
    /// White space that folding and line ends may change.
    fileprivate var isYAMLSpace: Bool {
        switch value {
        case 0x20, 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}

/// Goes through the characters of a scalar as they are written.
private struct ScalarReader {
    struct Character {
        let offset: Int
        let isInk: Bool
    }

    private let bytes: [UInt8]
    private let end: Int
    private let style: MarkedScalar.Style
    private(set) var place: Int

    init(bytes: [UInt8], body: Range<Int>, style: MarkedScalar.Style) {
        self.bytes = bytes
        self.style = style
        place = body.lowerBound
        end = body.upperBound
    }

    mutating func next() -> Character? {
        guard place < end else { return nil }
        let offset = place
        if style == .singleQuoted, byte(0) == UInt8(ascii: "'") {
            place += 2
            return Character(offset: offset, isInk: true)
        }
        if style == .doubleQuoted, byte(0) == UInt8(ascii: "\\") { return escape() }
        let scalar = scalarHere()
        place += UTF8.width(scalar)
        return Character(offset: offset, isInk: !scalar.isYAMLSpace)
    }

    private mutating func escape() -> Character {
        let offset = place
        let letter = byte(1) ?? 0
        place += 2
        switch letter {
        case UInt8(ascii: "x"): return hexadecimal(2, from: offset)
        case UInt8(ascii: "u"): return hexadecimal(4, from: offset)
        case UInt8(ascii: "U"): return hexadecimal(8, from: offset)
        default:
            // Escaped white space, and a line end that is escaped away.
            let white = "tnrNLP \n\r\t".utf8.contains(letter)
            return Character(offset: offset, isInk: !white)
        }
    }

    private mutating func hexadecimal(_ digits: Int, from offset: Int) -> Character {
        let code = number(at: place, digits)
        place += digits
        // JSON writes what lies beyond U+FFFF as two escapes.
        let isPair = (0xD800..<0xDC00).contains(code) && byte(0) == UInt8(ascii: "\\") && byte(1) == UInt8(ascii: "u")
        if isPair, (0xDC00..<0xE000).contains(number(at: place + 2, 4)) { place += 6 }
        return Character(offset: offset, isInk: Unicode.Scalar(code)?.isYAMLSpace != true)
    }

    private func number(at start: Int, _ digits: Int) -> UInt32 {
        guard start + digits <= end else { return 0 }
        return UInt32(String(decoding: bytes[start..<start + digits], as: UTF8.self), radix: 16) ?? 0
    }

    private func byte(_ distance: Int) -> UInt8? { place + distance < end ? bytes[place + distance] : nil }

    private func scalarHere() -> Unicode.Scalar {
        String(decoding: bytes[place..<min(place + 4, end)], as: UTF8.self).unicodeScalars.first ?? " "
    }
}
