/// One step on the way to a value inside a configuration.
package enum KeyStep: Sendable, Hashable {
    case member(String)
    /// Any element of an array.
    case element
}

extension KeyStep: ExpressibleByStringLiteral {
    package init(stringLiteral name: String) { self = .member(name) }
}
