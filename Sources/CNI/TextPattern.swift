/// Texts in which `*` stands for any text.
package enum TextPattern {
    /// Whether the pattern is somewhere in the text. Takes time in proportion to pattern × text at the most.
    package static func matches(_ pattern: String, within text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        for part in pattern.utf8.split(separator: UInt8(ascii: "*")) {
            guard let end = end(of: Array(part), in: rest) else { return false }
            rest = rest[end...]
        }
        return true
    }

    private static func end(of part: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        guard text.count >= part.count else { return nil }
        return (text.startIndex...text.endIndex - part.count)
            .first { text[$0..<$0 + part.count].elementsEqual(part) }
            .map { $0 + part.count }
    }
}
