/// What was read of a configuration, and where it stands.
package struct Placed<Value: Sendable>: Sendable {
    package let value: Value
    /// The key whose value it is, or in whose array it is.
    package let key: String
    /// The text itself, or of a text with several its part.
    package let spot: Spot
}

extension Placed {
    init(_ value: Value, _ text: AddressText) {
        self.value = value
        key = text.key
        spot = text.spot
    }
}
