/// Looks for bytes in bytes. The standard library's search in strings would link the engine of regular expressions.
enum ByteSearch {
    /// Where the pattern first begins, at the start or later; nil where it doesn't. An empty pattern is nowhere.
    static func first(_ pattern: [UInt8], in text: [UInt8], from start: Int) -> Int? {
        guard let head = pattern.first, text.count >= pattern.count else { return nil }
        let last = text.count - pattern.count
        var place = start
        while place <= last {
            if text[place] == head, text[place..<place + pattern.count] == pattern[...] { return place }
            place += 1
        }
        return nil
    }
}
