extension String {
    /// The same scalars. `==` also takes texts for equal that Unicode calls canonically equivalent; JSON knows no such
    /// thing, and neither does Go.
    package func isExactly(_ other: String) -> Bool {
        // Of texts that Unicode holds for equal few differ in their bytes, and those mostly in number.
        utf8.count == other.utf8.count && self == other && utf8.elementsEqual(other.utf8)
    }

    /// The beginning of a text of any length, for a message.
    var beginning: String {
        let head = unicodeScalars.prefix(40)
        return head.endIndex == endIndex ? self : String(head) + "…"
    }
}

/// A key in a set of keys.
struct ExactKey: Hashable {
    let text: String

    static func == (left: Self, right: Self) -> Bool { left.text.isExactly(right.text) }
}
