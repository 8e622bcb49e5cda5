public import ExactJSON

/// Why an object of Kubernetes, a NetworkAttachmentDefinition or a pod, can't be used.
public struct DefinitionError: Error, Equatable, Sendable {
    public enum Cause: Equatable, Sendable {
        case tooLarge(limit: Int)
        case syntax(JSONError)
        case wrongType(found: String, expected: String)
        case missing
        /// Another kind of object, or another version of it.
        case wrongValue(found: String, expected: String)
        /// A name breaks a rule of its grammar.
        case invalidName(name: String, rule: String)
        /// `spec.config` is an object where the text of one is wanted (section 3.2).
        case configIsObject
    }

    /// The member, as a path: `spec.config`; empty if the object as a whole is meant.
    public let path: String
    public let cause: Cause
    /// Where the value is in the text that the object was read from, in bytes; nil if it was read from no text.
    public let offset: Int?

    init(_ path: String, _ cause: Cause, at offset: Int?) {
        self.path = path
        self.cause = cause
        self.offset = offset
    }
}

extension DefinitionError: CustomStringConvertible {
    /// One sentence without a full stop.
    public var description: String {
        if case .syntax(let error) = cause { return "it is not JSON: \(error)" }
        return "\(path.isEmpty ? "it" : path.shortened) \(rule)"
    }

    private var rule: String {
        switch cause {
        case .tooLarge(let limit): "is larger than \(limit) bytes"
        case .syntax(let error): error.description
        case .wrongType(let found, let expected): "is \(found), expected \(expected)"
        case .missing: "is missing"
        case .wrongValue(let found, let expected): "is \"\(found)\", expected \"\(expected)\""
        case .invalidName(let name, let rule): "\"\(name)\" \(rule)"
        case .configIsObject:
            "is an object, expected the configuration as text; put it between quotation marks (in YAML after \"config: |\")"
        }
    }
}
