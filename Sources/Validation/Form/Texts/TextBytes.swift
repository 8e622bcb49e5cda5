/// Looks at the bytes of a text around a place.
struct TextBytes {
    let bytes: [UInt8]

    subscript(_ place: Int) -> UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }

    var isBlank: Bool { bytes.allSatisfy(Self.isSpace) }
    var firstInk: Int? { bytes.firstIndex { !Self.isSpace($0) } }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F }

    func has(_ text: String, at place: Int) -> Bool {
        place >= 0 && place <= bytes.count && bytes[place...].starts(with: text.utf8)
    }

    /// The first place of a text.
    func first(_ text: String, from start: Int = 0, before end: Int? = nil) -> Int? {
        let end = min(end ?? bytes.count, bytes.count)
        guard let head = text.utf8.first else { return nil }
        var place = start
        while place < end, let found = bytes[place..<end].firstIndex(of: head) {
            if has(text, at: found) { return found }
            place = found + 1
        }
        return nil
    }

    /// The line of a place, without its end.
    func line(at place: Int) -> Range<Int> {
        let place = min(max(0, place), bytes.count)
        let start = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return start..<max(start, lineEnd(from: place))
    }

    /// Where the line ends, in front of its line end.
    func lineEnd(from place: Int) -> Int {
        let end = bytes[place...].firstIndex(of: 0x0A) ?? bytes.count
        return end > place && bytes[end - 1] == 0x0D ? end - 1 : end
    }

    /// From a place to the next white space or to one of some characters.
    func word(at place: Int, until stops: String = ",]}") -> Range<Int> {
        let end = bytes[place...].firstIndex { Self.isSpace($0) || stops.utf8.contains($0) } ?? bytes.count
        return place..<max(end, min(place + 1, bytes.count))
    }

    /// The scalar that begins at a place, with the bytes that it takes.
    func scalar(at place: Int) -> (scalar: Unicode.Scalar, range: Range<Int>)? {
        guard place < bytes.count else { return nil }
        let head = String(decoding: bytes[place..<min(place + 4, bytes.count)], as: UTF8.self)
        return head.unicodeScalars.first.map { ($0, place..<min(place + UTF8.width($0), bytes.count)) }
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
