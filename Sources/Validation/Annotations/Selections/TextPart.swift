/// A part of an annotation's text that knows its place. Scalars are looked at, not characters, as Tartan does.
struct TextPart {
    let text: Substring
    private let whole: String

    init(_ whole: String) {
        self.init(whole[...], of: whole)
    }

    private init(_ text: Substring, of whole: String) {
        self.text = text
        self.whole = whole
    }

    var string: String { String(text) }
    var isEmpty: Bool { text.unicodeScalars.isEmpty }

    /// In bytes of the whole.
    var range: Range<Int> {
        let start = whole.utf8.distance(from: whole.startIndex, to: text.startIndex)
        return start..<start + text.utf8.count
    }

    /// Without white space at its ends, and without a byte order mark.
    var trimmed: TextPart {
        var rest = text.unicodeScalars.drop(while: Self.isBlank)
        while let last = rest.last, Self.isBlank(last) { rest.removeLast() }
        return TextPart(Substring(rest), of: whole)
    }

    func parts(where isSeparator: (Unicode.Scalar) -> Bool) -> [TextPart] {
        text.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: isSeparator)
            .map { TextPart(Substring($0), of: whole) }
    }

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "\u{FEFF}"
    }
}
