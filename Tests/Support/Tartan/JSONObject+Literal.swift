public import ExactJSON

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// For tests: members in the order of the literal.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.map { Member(key: $0.0, value: $0.1) })
    }
}
