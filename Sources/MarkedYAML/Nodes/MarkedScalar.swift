/// A scalar: its text, how it was written, and what it means by the core schema of YAML 1.2.
package struct MarkedScalar: Sendable, Equatable {
    package enum Style: Sendable, Equatable {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    package enum Meaning: Sendable, Equatable {
        case null
        case bool(Bool)
        /// The number as JSON spells it: as it was written, if that is JSON's grammar.
        case integer(String)
        /// As for an integer; nil for `.inf` and `.nan`.
        case float(String?)
        case string
    }

    /// The text that is meant: unescaped, unfolded, without the indentation.
    package let text: String
    package let style: Style
    package let meaning: Meaning

    package init(_ text: String, _ style: Style, _ meaning: Meaning) {
        self.text = text
        self.style = style
        self.meaning = meaning
    }

    package var kindName: String {
        switch meaning {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .float: "a number"
        case .string: "a string"
        }
    }
}
