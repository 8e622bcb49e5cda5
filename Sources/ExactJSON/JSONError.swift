/// Why a text is no JSON document that Tartan takes, and where.
public struct JSONError: Error, Equatable, Sendable {
    public enum Cause: Equatable, Sendable {
        case empty
        case unexpected(found: String, expected: String)
        case unexpectedEnd(expected: String)
        case trailingComma
        case singleQuotes
        case comment
        case controlCharacter
        case badEscape(String)
        case badNumber(String)
        case invalidUTF8
        case textAfterEnd(String)
        case tooDeep(limit: Int)
        case tooLarge(limit: Int)
    }

    public let cause: Cause
    /// Offset in bytes from the beginning of the text.
    public let offset: Int
    public let position: TextPosition

    init(_ cause: Cause, offset: Int, in bytes: [UInt8]) {
        self.cause = cause
        self.offset = offset
        position = TextPosition(offset: offset, in: bytes)
    }
}

extension JSONError: CustomStringConvertible {
    /// One sentence without a full stop, place included: `line 3, column 7: expected a value, found "}"`.
    public var description: String { "\(position): \(reason)" }

    public var reason: String {
        switch cause {
        case .empty: "the text is empty"
        case .unexpected(let found, let expected): "expected \(expected), found \(found)"
        case .unexpectedEnd(let expected): "the text ends where \(expected) is expected"
        case .trailingComma: "a comma before the closing bracket is not allowed"
        case .singleQuotes: "strings take double quotation marks, not single ones"
        case .comment: "comments are not allowed in JSON"
        case .controlCharacter: "a control character inside a string must be escaped"
        case .badEscape(let text): "\(text) is no escape that JSON knows"
        case .badNumber(let text): "\(text) is not a number as JSON spells them"
        case .invalidUTF8: "the text is not valid UTF-8"
        case .textAfterEnd(let found): "the value has ended, yet \(found) follows"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .tooLarge(let limit): "larger than \(limit) bytes"
        }
    }
}
