/// Goes through the characters of a scalar as they are written.
struct ScalarReader {
    struct Character {
        let offset: Int
        let isInk: Bool
    }

    private let bytes: [UInt8]
    private let end: Int
    private let style: MarkedScalar.Style
    private(set) var place: Int

    init(bytes: [UInt8], body: Range<Int>, _ style: MarkedScalar.Style) {
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
        if bytes[place] < 0x80 {
            place += 1
            return Character(offset: offset, isInk: !Self.isSpace(bytes[offset]))
        }
        let scalar = Self.scalar(bytes, at: place, before: end)
        place += UTF8.width(scalar)
        return Character(offset: offset, isInk: !scalar.isYAMLSpace)
    }

    /// The next character that isn't white space.
    mutating func nextInk() -> Character? {
        while let character = next() {
            if character.isInk { return character }
        }
        return nil
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

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    static func scalar(_ bytes: [UInt8], at place: Int, before end: Int) -> Unicode.Scalar {
        String(decoding: bytes[place..<min(place + 4, end)], as: UTF8.self).unicodeScalars.first ?? " "
    }
}

extension Unicode.Scalar {
    /// White space that folding and line ends may change.
    var isYAMLSpace: Bool {
        switch value {
        case 0x20, 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}
