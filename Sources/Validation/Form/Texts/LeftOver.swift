import Findings

/// What another program should have replaced or somebody should have cleared before the text was used.
struct LeftOver {
    private let text: TextBytes

    init(_ text: TextBytes) {
        self.text = text
    }

    /// The placeholder of a template at a place or in its line: `{{ … }}`, `{% … %}`, `${NAME}`, `__NAME__`.
    func placeholder(at place: Int) -> Range<Int>? {
        let line = text.line(at: place)
        for (opening, closing) in [("{{", "}}"), ("{%", "%}"), ("${", "}"), ("$(", ")")] {
            guard let start = text.first(opening, from: line.lowerBound, before: line.upperBound) else { continue }
            let end = text.first(closing, from: start, before: line.upperBound).map { $0 + closing.utf8.count }
            return start..<(end ?? line.upperBound)
        }
        return underscored(at: place)
    }

    /// A placeholder in a short text, such as a value.
    static func placeholder(in value: String) -> Bool {
        let text = TextBytes(bytes: Array(value.utf8))
        return text.first("{{").map { text.first("}}", from: $0) != nil } ?? false
    }

    /// The first line that git writes around two versions which it couldn't join.
    func conflict(in range: Range<Int>) -> Range<Int>? {
        for marker in ["<<<<<<< ", ">>>>>>> ", "||||||| "] {
            var place = range.lowerBound
            while let found = text.first(marker, from: place, before: range.upperBound) {
                let line = text.line(at: found)
                if text.bytes[line.lowerBound..<found].allSatisfy(TextBytes.isSpace) { return found..<line.upperBound }
                place = found + marker.utf8.count
            }
        }
        return nil
    }

    /// `__CNI_MTU__`, as installers have it.
    private func underscored(at place: Int) -> Range<Int>? {
        guard text.has("__", at: place) else { return nil }
        let word = text.word(at: place)
        let inside = text.bytes[word].dropFirst(2).dropLast(2)
        guard word.count > 5, text.has("__", at: word.upperBound - 2),
            inside.allSatisfy({ $0 == 0x5F || (0x41...0x5A).contains($0) || TextBytes.isDigit($0) })
        else { return nil }
        return word
    }
}

extension Slip {
    static func template(_ range: Range<Int>, _ text: TextBytes) -> Slip {
        Slip(
            .template, range, "a template's placeholder is left in the text: \(text.text(range).cutForMessage)",
            label: "replace it by its value",
            notes: [
                "If the file is a template, validate what is made of it: helm template CHART | tartanctl validate -"
            ])
    }

    static func conflict(_ range: Range<Int>) -> Slip {
        Slip(
            .conflictMarker, range, "a merge conflict is left in the text", label: "keep one of the two versions",
            notes: ["git diff shows both versions; the lines with <<<<<<<, ======= and >>>>>>> have to go."])
    }
}

extension String {
    /// Short enough for a message.
    var cutForMessage: String {
        let head = unicodeScalars.prefix(64)
        return head.endIndex == endIndex ? self : String(head) + "…"
    }
}
