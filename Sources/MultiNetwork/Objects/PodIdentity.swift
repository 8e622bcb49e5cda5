public import ExactJSON

/// What of a pod's object matters for its networks: who it is, and its annotations (section 4).
public struct PodIdentity: Sendable, Equatable {
    /// Where a network without a namespace is looked for (section 4.1.1).
    public let namespace: String
    /// The pod's name; Kubernetes' `metadata.name`.
    public let name: String
    /// Kubernetes' `metadata.uid`. Nil if the object has none, because it was written by hand.
    public let uid: String?
    /// Where the pod says which networks it wants (section 4).
    public let annotations: PodAnnotations

    /// Reads a pod as the API server has it; nothing but its metadata is looked at (section 4).
    ///
    /// - Parameter defaultNamespace: what an object without a namespace is in; without it such an object is refused.
    /// - Throws: the first member that can't be used.
    public init(_ object: JSONValue, defaultNamespace: String? = nil) throws(DefinitionError) {
        let reader = ObjectReader(path: "", value: object)
        try reader.require("apiVersion", toBe: "v1")
        try reader.require("kind", toBe: "Pod")
        let metadata = try reader.required("metadata")
        let reference = try metadata.reference(defaultNamespace: defaultNamespace)
        namespace = reference.namespace
        name = reference.name
        uid = try metadata.optional("uid")?.string().nonEmpty
        annotations = PodAnnotations(try metadata.optional("annotations")?.strings() ?? [:])
    }

    /// Whether this is the pod that a runtime calls by a uid: it has that uid, or it is the mirror of a static pod, whose
    /// annotation `kubernetes.io/config.hash` has it, or it was written without any.
    public func isBelievable(forUID wanted: String) -> Bool {
        uid == nil || uid == wanted || annotations[Annotation.configHash] == wanted
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
