/// Why a plugin's answer is no result that can be used.
public enum ResultError: Error, Equatable, Sendable {
    /// The answer is neither an object nor null.
    case notAnObject(found: String)
    /// A member has a type or value that the specification doesn't allow.
    case invalid(key: String, found: String, expected: String)
    /// The answer names a version of the specification that doesn't exist or isn't known yet.
    case unknownVersion(String)
}

extension ResultError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAnObject(let found): "the answer is \(found), not a result object"
        case .invalid(let key, let found, let expected): "\(key) of the answer is \(found), expected \(expected)"
        case .unknownVersion(let text):
            "the answer is of CNI version \"\(text.escapingControlCharacters)\"; known are 0.1.0 to \(CNIVersion.newest)"
        }
    }
}
