/// A JSON value exactly as it was written: key order, the spelling of numbers and strings, duplicate keys.
///
/// A plugin must get what its owner wrote, so nothing here normalises: `1.0` stays `1.0`, big integers keep every digit,
/// and an escaped character stays escaped. White space between the values is the one thing that isn't kept.
public struct JSONValue: Sendable {
    public enum Content: Sendable {
        case null
        case bool(Bool)
        case number(JSONNumber)
        case string(JSONString)
        case array([JSONValue])
        case object(JSONObject)
    }

    public var content: Content

    /// Where the value's first byte is in the text that it was parsed from; nil for a value that was made by a program.
    public var offset: Int?

    public init(_ content: Content, offset: Int? = nil) {
        self.content = content
        self.offset = offset
    }
}

extension JSONValue {
    public static var null: JSONValue { JSONValue(.null) }
    public static func bool(_ value: Bool) -> JSONValue { JSONValue(.bool(value)) }
    public static func string(_ value: String) -> JSONValue { JSONValue(.string(JSONString(value))) }
    public static func integer<I: BinaryInteger>(_ value: I) -> JSONValue {
        // Generic integers are spelt a digit at a time.
        JSONValue(.number(JSONNumber(spelled: Int64(exactly: value).map { String($0) } ?? String(value))))
    }
    public static func array(_ values: [JSONValue]) -> JSONValue { JSONValue(.array(values)) }
    public static func object(_ value: JSONObject) -> JSONValue { JSONValue(.object(value)) }

    public var isNull: Bool { if case .null = content { true } else { false } }
    public var boolean: Bool? { if case .bool(let value) = content { value } else { nil } }
    public var number: JSONNumber? { if case .number(let value) = content { value } else { nil } }
    /// The number as an integer, if it is written as one and fits.
    public var integer: Int? { number.flatMap { Int($0.spelling) } }
    public var string: String? { if case .string(let value) = content { value.value } else { nil } }
    public var array: [JSONValue]? { if case .array(let value) = content { value } else { nil } }
    public var object: JSONObject? { if case .object(let value) = content { value } else { nil } }

    /// The value of a key, if this is an object that has it; the last one counts where a key is repeated, as in Go.
    public subscript(_ key: String) -> JSONValue? { object?[key] }

    /// What a person calls this kind of value: `a string`, `an object`, …
    public var kindName: String {
        switch content {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// Equal if the same was written, wherever it stood.
extension JSONValue: Equatable {
    public static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left.content, right.content) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.value.isExactly(right.value)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _): false
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
}

extension JSONValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { JSONObject.Member(key: $0.0, value: $0.1) }))
    }
}
