package import ExactJSON

/// A type of JSON, with integers apart from other numbers.
package enum JSONType: String, Sendable, CaseIterable {
    case string, integer, number, boolean, object, array

    /// What a person calls a value of it.
    package var kindName: String {
        switch self {
        case .string: "a string"
        case .integer: "an integer"
        case .number: "a number"
        case .boolean: "a boolean"
        case .object: "an object"
        case .array: "an array"
        }
    }

    /// Whether a value is of the type. An integer is a number; `1.0` is no integer, as Go has it; null is of no type.
    package func matches(_ value: JSONValue) -> Bool {
        switch (self, value.content) {
        case (.string, .string), (.boolean, .bool), (.object, .object), (.array, .array), (.number, .number): true
        case (.integer, .number(let number)): number.spelling.utf8.allSatisfy { !".eE".utf8.contains($0) }
        case (_, _): false
        }
    }
}
