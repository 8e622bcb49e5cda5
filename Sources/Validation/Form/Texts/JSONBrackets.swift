import Findings

/// Pairs the brackets of a text that isn't JSON.
struct JSONBrackets {
    private let text: TextBytes

    init(_ text: TextBytes) {
        self.text = text
    }

    /// For a text that ends too early: the innermost bracket or the quotation mark that is never closed.
    func unclosed(_ what: String) -> Slip {
        let (open, string) = scan(to: text.bytes.count)
        if let string {
            return Slip(
                .unclosed, string..<min(string + 1, text.bytes.count), "\(what) ends inside of a string",
                label: "this quotation mark is never closed")
        }
        guard let last = open.last else {
            return Slip(.unclosed, 0..<1, "\(what) ends too early", label: "the rest is missing")
        }
        let closing = text.bytes[last] == UInt8(ascii: "{") ? "}" : "]"
        return Slip(
            .unclosed, last..<last + 1, "\(what) ends before all of its brackets are closed",
            label: "\"\(closing)\" for this one is missing")
    }

    /// For a closing bracket that doesn't fit the last opening one, and for a colon in an array.
    func mismatch(at place: Int, _ what: String) -> Slip {
        let (open, _) = scan(to: place)
        let range = place..<place + 1
        guard let last = open.last else {
            return Slip(.wrongBracket, range, "\(what) closes a bracket that it never opened", label: "remove it")
        }
        if text[place] == UInt8(ascii: ":") {
            return Slip(
                .wrongBracket, range, "\(what) has a key in an array", label: "keys belong into { }",
                related: [(last..<last + 1, "the array begins here")])
        }
        let closing = text.bytes[last] == UInt8(ascii: "{") ? "}" : "]"
        return Slip(
            .wrongBracket, range, "\(what) closes a bracket by one of the other kind",
            label: "\"\(closing)\" is expected",
            related: [(last..<last + 1, "opened here")])
    }

    /// - Returns: the opening brackets that aren't closed before a place, and the quotation mark that isn't.
    private func scan(to end: Int) -> (open: [Int], string: Int?) {
        var open: [Int] = []
        var string: Int?
        var place = 0
        while place < end {
            switch (text.bytes[place], string) {
            case (UInt8(ascii: "\\"), .some): place += 1
            case (UInt8(ascii: "\""), .some): string = nil
            case (UInt8(ascii: "\""), nil): string = place
            case (UInt8(ascii: "{"), nil), (UInt8(ascii: "["), nil): open.append(place)
            case (UInt8(ascii: "}"), nil), (UInt8(ascii: "]"), nil): _ = open.popLast()
            default: break
            }
            place += 1
        }
        return (open, string)
    }
}
