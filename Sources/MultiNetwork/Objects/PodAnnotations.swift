public import ExactJSON

/// A pod's annotations: from the object, or from the runtime, which hands them over as a plain map (section 4).
public struct PodAnnotations: Sendable, Equatable {
    /// All of them, by their keys.
    public let all: [String: String]

    /// Annotations that are already a map (section 4).
    public init(_ all: [String: String] = [:]) {
        self.all = all
    }

    /// Reads a map (section 4).
    ///
    /// - Parameters:
    ///   - map: an object whose members are all strings, or null.
    ///   - path: by what name errors call it.
    /// - Throws: the first member that is no string.
    public init(_ map: JSONValue, path: String) throws(DefinitionError) {
        all = map.isNull ? [:] : try ObjectReader(path: path, value: map).strings()
    }

    /// The value of an annotation (section 4).
    public subscript(_ key: String) -> String? { all[key] }

    /// Which networks the pod asks for (section 4.1).
    public var networks: String? { all[Annotation.networks] }
    /// What is to replace the cluster-wide default network; Multus' key.
    public var defaultNetwork: String? { all[Annotation.defaultNetwork] }
}
