import CNI
public import ExactJSON

/// Why an object of Kubernetes, a NetworkAttachmentDefinition (section 3.2) or a pod (section 4), can't be used.
public struct DefinitionError: Error, Equatable, Sendable {
    /// Which rule is broken (sections 3.2 and 4).
    public enum Cause: Equatable, Sendable {
        /// Larger than Tartan reads.
        case tooLarge(limit: Int)
        /// No JSON at all.
        case syntax(JSONError)
        /// A member has another type than section 3.2 gives it.
        case wrongType(found: String, expected: String)
        /// A member that must be there.
        case missing
        /// Another kind of object, or another version of it.
        case wrongValue(found: String, expected: String)
        /// A name breaks a rule of its grammar (section 3.3).
        case invalidName(name: String, rule: String)
        /// `spec.config` is an object where the text of one is wanted (section 3.2).
        case configIsObject
    }

    /// The member, as a path: `spec.config`; empty if the object as a whole is meant.
    public let path: String
    /// Which rule is broken (sections 3.2 and 4).
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
        "\(path.isEmpty ? "it" : path.shortened) \(rule)"
    }

    private var rule: String {
        switch cause {
        case .tooLarge(let limit): "is larger than \(limit) bytes"
        case .syntax(let error): "is not JSON: \(error.description.escapingControlCharacters)"
        case .wrongType(let found, let expected): "is \(found), expected \(expected)"
        case .missing: "is missing"
        case .wrongValue(let found, let expected): "is \"\(found)\", expected \"\(expected)\""
        case .invalidName(let name, let rule): "\"\(name)\" \(rule)"
        case .configIsObject:
            "is an object, expected the configuration as text; put it between quotation marks (in YAML after \"config: |\")"
        }
    }
}
