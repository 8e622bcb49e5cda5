public import CNI

/// Which NetworkAttachmentDefinition is meant: `namespace/name` (section 3.3).
public struct NetworkReference: Sendable, Hashable, CustomStringConvertible {
    /// One DNS-1123 label (section 3.3).
    public let namespace: String
    /// DNS-1123 labels between dots (section 3.3).
    public let name: String

    /// Both names are checked (section 3.3).
    ///
    /// - Throws: the rule of DNS-1123 that one of the two breaks.
    public init(namespace: String, name: String) throws(InvalidName) {
        try KubernetesName.validateNamespace(namespace)
        try KubernetesName.validateName(name)
        self.namespace = namespace
        self.name = name
    }

    init(checkedNamespace: String, checkedName: String) {
        namespace = checkedNamespace
        name = checkedName
    }

    /// Reads `name` or `namespace/name` (section 4.1.1).
    ///
    /// - Parameter defaultNamespace: the namespace that a name without one is in.
    /// - Throws: the rule of DNS-1123 that the text breaks.
    public init(_ text: String, defaultNamespace: String) throws(InvalidName) {
        guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else {
            try self.init(namespace: defaultNamespace, name: text)
            return
        }
        try self.init(namespace: String(text[..<slash]), name: String(text[text.utf8.index(after: slash)...]))
    }

    /// `namespace/name`, as the network status has it (section 5.3.1).
    public var description: String { namespace + "/" + name }
}
