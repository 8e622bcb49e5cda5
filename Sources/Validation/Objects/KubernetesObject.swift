package import MarkedYAML

/// One object of a manifest, as far as its kind can be told.
package struct KubernetesObject: Sendable {
    package let file: SourceFile
    package let node: MarkedNode
    package let kind: String
    package let apiVersion: String

    /// - Returns: nil for what isn't a mapping or has no text as its kind.
    init?(_ file: SourceFile, _ node: MarkedNode, kind: String? = nil, apiVersion: String? = nil) {
        guard node.mapping != nil, let kind = node["kind"]?.string ?? kind else { return nil }
        self.file = file
        self.node = node
        self.kind = kind
        self.apiVersion = node["apiVersion"]?.string ?? apiVersion ?? ""
    }

    package var metadata: MarkedNode? { node["metadata"] }
    package var name: String? { metadata?["name"]?.string }

    /// The namespace, or what an object without one is in.
    package func namespace(_ fallback: String) -> String {
        guard let text = metadata?["namespace"]?.string, !text.isEmpty else { return fallback }
        return text
    }

    /// Where a finding about the object as a whole points: its name, or where the name is missing its kind.
    package var title: Spot { spot(metadata?["name"] ?? node["kind"] ?? node) }

    package func spot(_ node: MarkedNode) -> Spot { Spot(file, node) }

    /// The key of an entry, or where there is no such entry the mapping that should hold it.
    package func keySpot(_ key: String, in mapping: MarkedNode) -> Spot {
        spot(mapping.mapping?.entry(key)?.keyNode ?? mapping)
    }

    /// Follows keys as far as they are there.
    package func deepest(_ keys: [String]) -> MarkedNode {
        var node = node
        for key in keys {
            guard let next = node[key] else { break }
            node = next
        }
        return node
    }
}
