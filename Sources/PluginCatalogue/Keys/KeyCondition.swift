package import ExactJSON

/// Something that must hold of keys for a rule to apply.
///
/// A key is named by its name in the same object, or by its way from there (`ipam/type`), or, with a slash in front, by
/// its way from the plugin's object (`/capabilities/ips`).
/// It is *given* if it is there and not what Go has for nothing: null, false, 0, an empty string, array or object.
package struct KeyCondition: Sendable, Equatable {
    package enum Test: Sendable, Equatable {
        case given
        case absent
        case isOneOf([JSONValue])
    }

    package let key: String
    package let test: Test

    package init(key: String, test: Test) {
        self.key = key
        self.test = test
    }

    /// - Parameter value: that of the key; nil if it isn't there.
    package func holds(for value: JSONValue?) -> Bool {
        switch test {
        case .given: value.map(Self.isGiven) ?? false
        case .absent: !(value.map(Self.isGiven) ?? false)
        case .isOneOf(let allowed): value.map(allowed.contains) ?? false
        }
    }

    package static func isGiven(_ value: JSONValue) -> Bool {
        switch value.content {
        case .null: false
        case .bool(let value): value
        case .number(let number): number.double != 0
        case .string(let string): !string.value.isEmpty
        case .array(let values): !values.isEmpty
        case .object(let object): !object.isEmpty
        }
    }
}
