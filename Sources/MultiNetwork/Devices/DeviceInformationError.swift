import CNI
public import ExactJSON

/// Why device information can't be believed (device information specification 1.1.0, section 3). Keys of the type's map
/// are named with it: `pci.pci-address`.
public enum DeviceInformationError: Error, Equatable, Sendable {
    /// No JSON, or more of it than is read.
    case syntax(JSONError)
    /// A key that the type needs is missing or empty.
    case missing(key: String)
    /// `key` is nil if the object as a whole is meant.
    case wrongType(key: String?, found: String, expected: String)
    /// A value that the specification doesn't have.
    case notAllowed(key: String, value: String, rule: String)
}

extension DeviceInformationError: CustomStringConvertible {
    /// One sentence without a full stop.
    public var description: String {
        switch self {
        case .syntax(let error): "it is not JSON: \(error.description.escapingControlCharacters)"
        case .missing(let key): "it has no \"\(key)\""
        case .wrongType(let key, let found, let expected):
            "\(key.map { "\"\($0)\"" } ?? "it") is \(found), expected \(expected)"
        case .notAllowed(let key, let value, let rule):
            "\"\(key)\" is \"\(value.escapingControlCharacters)\", expected \(rule)"
        }
    }
}
