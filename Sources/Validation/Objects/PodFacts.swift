package import MarkedYAML

/// A pod, or what makes pods, as other checks need it.
package struct PodFacts: Sendable {
    package let object: KubernetesObject
    package let namespace: String
    /// The pod's name, or the workload's.
    package let name: String
    /// Where the pod's `metadata` and `spec` are: the object itself, or its template.
    package let template: MarkedNode
    /// What the networks annotation asks for; empty where there is none or it can't be read.
    package var selections: [SelectionUse] = []
    /// What replaces the cluster network.
    package var defaultNetwork: SelectionUse?

    package var isTemplate: Bool { object.kind != "Pod" }
    /// KubeVirt's: its networks are in its spec, and KubeVirt names their interfaces in the pod by hashes, not net1, net2.
    package var isMachine: Bool { object.kind.hasPrefix("VirtualMachine") }
    package var annotations: MarkedNode? { template["metadata"]?["annotations"] }

    package func annotation(_ key: String) -> MarkedNode? { annotations?[key] }

    /// As messages name it: `pod shop/web`, `Deployment shop/web`.
    package var title: String { "\(isTemplate ? object.kind : "pod") \(namespace)/\(name)" }
}
