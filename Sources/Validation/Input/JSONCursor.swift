package import ExactJSON

/// A value of a JSON text that knows where it is.
package struct JSONCursor: Sendable {
    package let value: JSONValue
    package let text: JSONText
    /// Of the value's first byte in the text.
    package let offset: Int

    package init(_ value: JSONValue, in text: JSONText) {
        self.value = value
        self.text = text
        offset = value.offset ?? 0
    }

    /// The value's own token.
    package var spot: Spot { text.spot(text.token(at: offset)) }

    /// Some characters of a string value.
    ///
    /// - Parameter range: in the UTF-8 of the string, which has no escapes before its end; else the whole token is meant.
    package func spot(of range: Range<Int>) -> Spot {
        let token = text.token(at: offset)
        guard let string = value.string, token.count == string.utf8.count + 2 else { return text.spot(token) }
        return text.spot(offset + 1 + range.lowerBound..<offset + 1 + range.upperBound)
    }

    /// The member that counts, the last of that name.
    package subscript(_ key: String) -> JSONCursor? {
        value.object?[key].map { JSONCursor($0, in: text) }
    }

    /// The members that count, in their order.
    package var members: [Member] {
        (value.object?.lastMembers ?? []).map { Member($0, in: text) }
    }

    /// All members, repeated ones too.
    package var allMembers: [Member] {
        (value.object?.members ?? []).map { Member($0, in: text) }
    }

    package func member(_ key: String) -> Member? {
        value.object?.members.last { $0.key.utf8.elementsEqual(key.utf8) }.map { Member($0, in: text) }
    }

    package var elements: [JSONCursor]? {
        value.array?.map { JSONCursor($0, in: text) }
    }

    /// Follows keys as far as they are there.
    package func deepest(_ keys: [String]) -> JSONCursor {
        var cursor = self
        for key in keys {
            guard let next = cursor[key] else { break }
            cursor = next
        }
        return cursor
    }
}

extension JSONCursor {
    /// A key with its value.
    package struct Member: Sendable {
        package let key: String
        package let value: JSONCursor
        private let keyOffset: Int

        fileprivate init(_ member: JSONObject.Member, in text: JSONText) {
            key = member.key
            value = JSONCursor(member.value, in: text)
            keyOffset = member.offset ?? 0
        }

        /// The key with its quotation marks.
        package var spot: Spot { value.text.spot(value.text.token(at: keyOffset)) }
    }
}
