/// Finds where the documents of a text begin, without reading them: at `---` in the first column, which nothing but a
/// document's beginning may be, and behind `...`.
enum DocumentSplitter {
    /// The parts of a text, each with whole documents and what is before their `---`.
    static func parts(of bytes: [UInt8]) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = 0
        var isPreamble = true
        var line = 0
        while line < bytes.count {
            let end = bytes[line...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
            let content = bytes[line..<end]
            if isMarker(content, UInt8(ascii: "-")) {
                if !isPreamble {
                    parts.append(start..<line)
                    start = line
                }
                isPreamble = false
            } else if isMarker(content, UInt8(ascii: ".")) {
                parts.append(start..<end)
                start = end
                isPreamble = true
            } else if !isBlank(content) {
                isPreamble = false
            }
            line = end
        }
        if start < bytes.count { parts.append(start..<bytes.count) }
        return parts
    }

    /// Three of a character, and then nothing or white space.
    private static func isMarker(_ line: ArraySlice<UInt8>, _ character: UInt8) -> Bool {
        guard line.count >= 3, line.prefix(3).allSatisfy({ $0 == character }) else { return false }
        return line.dropFirst(3).first.map { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D } ?? true
    }

    /// Nothing, a comment or a directive.
    private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
        let first = line.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        return first == nil || first == UInt8(ascii: "#") || line.first == UInt8(ascii: "%")
    }
}
