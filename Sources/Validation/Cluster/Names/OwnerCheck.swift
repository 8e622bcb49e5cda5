import CNI
import Findings
import MarkedYAML
import MultiNetwork

/// A pod names a network whose owner doesn't admit the pod's namespace.
struct OwnerCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        var owned: [String: (definition: DefinitionFacts, allowed: AllowedNamespaces)] = [:]
        for definition in picture.scope.definitions {
            // One that can't be read is told as that.
            guard let text = definition.annotation(Annotation.allowedNamespaces),
                let allowed = try? AllowedNamespaces(text)
            else { continue }
            owned[definition.reference] = (definition, allowed)
        }
        if owned.isEmpty { return }
        for pod in picture.scope.pods {
            for use in pod.allUses {
                let reference = use.selection.reference
                guard reference.namespace != pod.namespace, let network = owned[reference.description],
                    !network.allowed.admits(pod.namespace)
                else { continue }
                let node = network.definition.annotations?.mapping?[Annotation.allowedNamespaces]
                sink.report(
                    .notAdmitted, at: use.spot, "\(pod.title) may not use network \(reference)",
                    label: "its owner doesn't admit namespace \(pod.namespace)",
                    notes: ["The pod is refused and stays in ContainerCreating."],
                    related: node.map { [(network.definition.object.spot($0), "who may use it")] } ?? [])
            }
        }
    }
}
