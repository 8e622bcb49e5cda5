/// What is listed and watched: a kind, where, and which of it.
public struct WatchSelection: Sendable, Hashable {
    public let resource: APIResource
    /// Nil for all.
    public let namespace: String?
    public let fieldSelector: String?
    public let labelSelector: String?
    /// Asks for names, labels and annotations alone, where the rest is of no use.
    public let metadataOnly: Bool

    public init(
        _ resource: APIResource, namespace: String? = nil, fieldSelector: String? = nil, labelSelector: String? = nil,
        metadataOnly: Bool = false
    ) {
        self.resource = resource
        self.namespace = namespace
        self.fieldSelector = fieldSelector
        self.labelSelector = labelSelector
        self.metadataOnly = metadataOnly
    }

    var path: String { resource.path(namespace: namespace) }

    var query: [(String, String)] {
        [("fieldSelector", fieldSelector), ("labelSelector", labelSelector)].compactMap { key, value in
            value.map { (key, $0) }
        }
    }

    /// The whole objects are taken from servers that don't know metadata alone.
    func accept(list: Bool) -> String {
        guard metadataOnly else { return "application/json" }
        let kind = list ? "PartialObjectMetadataList" : "PartialObjectMetadata"
        return "application/json;as=\(kind);g=meta.k8s.io;v=v1,application/json"
    }
}
