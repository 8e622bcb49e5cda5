package import ExactJSON

/// A value of a YAML or JSON text with the place where it stands.
///
/// What an alias stands for has the place of the anchored value: that is where a wrong value can be corrected.
package struct MarkedNode: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        case scalar(MarkedScalar)
        case sequence([MarkedNode])
        case mapping(MarkedMapping)
    }

    package let content: Content
    /// Where the value begins: its first character, the quotation mark or the `|` or `>` included.
    package let position: TextPosition
    /// The bytes of the text that the value takes up, in the text without its byte order mark.
    package let bytes: Range<Int>

    package init(_ content: Content, at position: TextPosition, bytes: Range<Int>) {
        self.content = content
        self.position = position
        self.bytes = bytes
    }
}

extension MarkedNode {
    package var scalar: MarkedScalar? { if case .scalar(let value) = content { value } else { nil } }
    package var sequence: [MarkedNode]? { if case .sequence(let value) = content { value } else { nil } }
    package var mapping: MarkedMapping? { if case .mapping(let value) = content { value } else { nil } }

    /// The text of a scalar that is a string; a number or `true` without quotation marks is none.
    package var string: String? {
        guard let scalar, scalar.meaning == .string else { return nil }
        return scalar.text
    }
    package var isNull: Bool { scalar?.meaning == .null }

    /// The value of a key, if this is a mapping that has it.
    package subscript(_ key: String) -> MarkedNode? { mapping?[key] }

    /// What a person calls this kind of value.
    package var kindName: String {
        switch content {
        case .scalar(let scalar): scalar.kindName
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
