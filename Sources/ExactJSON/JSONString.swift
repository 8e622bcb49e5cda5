/// A string and, where it was written with escapes, how it was written.
public struct JSONString: Sendable {
    /// The text that is meant. A lone surrogate, which no Swift string can hold, is U+FFFD here as it is in Go.
    public let value: String
    /// The text between the quotation marks as it stood, if it held an escape.
    let spelling: String?

    public init(_ value: String) {
        self.value = value
        spelling = nil
    }

    init(value: String, spelling: String?) {
        self.value = value
        self.spelling = spelling
    }
}
