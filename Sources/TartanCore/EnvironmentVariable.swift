/// One `NAME=VALUE` of an environment. Kept as the one text that it came as and goes on as: of a runtime's variables few are
/// ever looked at.
package struct EnvironmentVariable: Sendable, Equatable {
    package let text: String
    /// Length of the name in UTF-8.
    private let nameLength: Int

    package init(_ name: String, _ value: String) {
        text = name + "=" + value
        nameLength = name.utf8.count
    }

    /// What stands before and after the first `=`; nil for a text without one.
    package init?(text: String) {
        guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        self.text = text
        nameLength = text.utf8.distance(from: text.startIndex, to: sign)
    }

    package var name: String { String(text[..<sign]) }
    package var value: String { String(text[text.utf8.index(after: sign)...]) }

    package func isNamed(_ name: String) -> Bool { nameLength == name.utf8.count && text.hasPrefix(name) }

    private var sign: String.Index { text.utf8.index(text.startIndex, offsetBy: nameLength) }
}
