import Findings
import MarkedYAML
import MultiNetwork

/// Annotations of pods on a definition, which asks for nothing.
struct DefinitionAnnotationCheck: ObjectCheck {
    func check(_ object: KubernetesObject, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard ObjectMeaning(kind: object.kind, apiVersion: object.apiVersion) == .definition else { return }
        for key in [Annotation.networks, Annotation.defaultNetwork] {
            guard let entry = object.metadata?["annotations"]?.mapping?.entry(key) else { continue }
            sink.report(
                .annotationElsewhere, at: object.spot(entry.keyNode),
                "\(key) is an annotation of pods, not of definitions", label: "it belongs to the pods",
                notes: ["Nobody reads it here."])
        }
    }
}
