package import MarkedYAML

/// A NetworkAttachmentDefinition as other checks need it.
package struct DefinitionFacts: Sendable {
    package let object: KubernetesObject
    package let namespace: String
    package let name: String
    /// Nil where `spec.config` is missing, empty, or no JSON object.
    package let configuration: ConfigurationFacts?

    package var reference: String { "\(namespace)/\(name)" }
    package var annotations: MarkedNode? { object.metadata?["annotations"] }

    package func annotation(_ key: String) -> String? { annotations?[key]?.string }
}
