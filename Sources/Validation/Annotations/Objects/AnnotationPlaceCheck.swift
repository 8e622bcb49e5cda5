import Findings
import MarkedYAML
import MultiNetwork

/// Annotations that ask for networks where nobody looks: on what makes the pods instead of on the pods, beside `metadata`,
/// among the labels.
struct AnnotationPlaceCheck: PodCheck {
    private static let keys = [Annotation.networks, Annotation.defaultNetwork]

    func check(_ pod: PodFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for owner in owners(of: pod) { checkOwner(owner, pod, &sink) }
        var metadata = [pod.template["metadata"]]
        if pod.template.bytes != pod.object.node.bytes { metadata.append(pod.object.metadata) }
        for labels in metadata { checkLabels(labels?["labels"], pod, &sink) }
        if let entry = pod.annotations?.mapping?.entry(Annotation.resourceName) {
            sink.report(
                .annotationElsewhere, at: pod.object.spot(entry.keyNode),
                "\(Annotation.resourceName) is an annotation of definitions, not of pods",
                label: "it belongs to the NetworkAttachmentDefinition",
                notes: ["A pod asks for devices by the resources of its containers."])
        }
    }

    /// Mappings of annotations, or what should be in one, that no pod has.
    private func owners(of pod: PodFacts) -> [MarkedNode?] {
        let node = pod.object.node
        let path = Self.templatePath(of: pod.object)
        var owners = [node["annotations"], node["spec"]?["annotations"]]
        // Something of the template is missing: perhaps a patch.
        guard !path.isEmpty, pod.template.bytes != node.bytes else { return owners }
        owners.append(node["metadata"]?["annotations"])
        for depth in 1...path.count {
            let inner = pod.object.deepest(Array(path.prefix(depth)))
            if depth < path.count { owners.append(inner["metadata"]?["annotations"]) }
            if depth > 1 || path.count == 1 { owners.append(inner["annotations"]) }
        }
        owners.append(pod.template["spec"]?["annotations"])
        return owners
    }

    private static func templatePath(of object: KubernetesObject) -> [String] {
        switch ObjectMeaning(kind: object.kind, apiVersion: object.apiVersion) {
        case .workload(let path), .virtualMachine(let path): path
        default: []
        }
    }

    private func checkOwner(_ annotations: MarkedNode?, _ pod: PodFacts, _ sink: inout FindingSink) {
        let path = Self.templatePath(of: pod.object)
        let place = (path + ["metadata", "annotations"]).joined(separator: ".")
        for entry in annotations?.mapping?.entries ?? [] {
            guard Self.keys.contains(entry.key), pod.annotation(entry.key) == nil else { continue }
            sink.report(
                .annotationElsewhere, at: pod.object.spot(entry.keyNode),
                "\(entry.key) stands where no pod of this \(pod.object.kind) gets it",
                label: pod.isMachine ? "a machine has its networks in its spec" : "it belongs into \(place)",
                notes: ["The pods start without it, and nothing says so."])
        }
    }

    private func checkLabels(_ labels: MarkedNode?, _ pod: PodFacts, _ sink: inout FindingSink) {
        for entry in labels?.mapping?.entries ?? [] {
            // What can't be a label is told as that.
            guard Self.keys.contains(entry.key), let value = entry.value.string,
                QualifiedName.brokenRule(ofLabelValue: value) == nil
            else { continue }
            sink.report(
                .annotationAmongLabels, at: pod.object.spot(entry.keyNode),
                "\(entry.key) is a label here, and it has to be an annotation", label: "it belongs into annotations",
                notes: ["Nobody reads the label: the pods start without their networks, and nothing says so."])
        }
    }
}
