import Testing

/// A text that is refused, with the error's code and pieces of its message.
struct WrongText: Sendable, CustomTestStringConvertible {
    let text: String
    let code: Int
    let message: [String]

    init(_ text: String, code: Int = 7, _ message: String...) {
        self.text = text
        self.code = code
        self.message = message
    }

    var testDescription: String { String(text.prefix(60)) }
}
