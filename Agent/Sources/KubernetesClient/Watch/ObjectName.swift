public import ExactJSON

/// Namespace and name of an object; the namespace is empty for what is in none.
public struct ObjectName: Sendable, Hashable, CustomStringConvertible {
    public let namespace: String
    public let name: String

    public init(_ namespace: String, _ name: String) {
        self.namespace = namespace
        self.name = name
    }

    /// Nil for what has no name.
    public init?(of object: JSONValue) {
        guard let metadata = object["metadata"], let name = metadata["name"]?.string, !name.isEmpty else { return nil }
        self.init(metadata["namespace"]?.string ?? "", name)
    }

    public var description: String { namespace.isEmpty ? name : namespace + "/" + name }
}
