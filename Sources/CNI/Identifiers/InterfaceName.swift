/// A name that Linux and CNI both take for a network interface: 1 to 15 bytes, not `.` or `..`, without `/`, `:` and
/// white space (libcni's rule) and without control characters.
public struct InterfaceName: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    /// - Throws: the rule that the text breaks.
    public init(_ text: String) throws(InvalidName) {
        if text.isEmpty { throw InvalidName(text, "is empty") }
        if text.utf8.count > Limits.longestInterface {
            throw InvalidName(text, "has \(text.utf8.count) bytes; Linux allows \(Limits.longestInterface)")
        }
        try Self.requireWord(text)
        self.text = text
    }

    /// The rules but for the length.
    static func requireWord(_ text: String) throws(InvalidName) {
        if text == "." || text == ".." { throw InvalidName(text, "is a folder's name") }
        for scalar in text.unicodeScalars {
            if scalar == "/" || scalar == ":" { throw InvalidName(text, "contains \"\(scalar)\"") }
            if scalar.properties.isWhitespace { throw InvalidName(text, "contains white space") }
            if scalar.value < 0x20 || scalar.value == 0x7F { throw InvalidName(text, "contains a control character") }
        }
    }

    public var description: String { text }
}
