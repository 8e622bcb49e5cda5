import Findings
import MarkedYAML

/// An IPAMClaim says for which network and which interface its addresses are.
struct ClaimCheck: ObjectCheck {
    func check(_ object: KubernetesObject, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard ObjectMeaning(kind: object.kind, apiVersion: object.apiVersion) == .claim else { return }
        let spec = object.node.mapping?.entry("spec")
        if let spec, spec.value.mapping == nil, !spec.value.isNull {
            return PartOfWrongKind(name: "spec", node: spec.value).report(object, &sink)
        }
        let missing = ["network", "interface"].filter { key in
            guard let value = spec?.value[key], !value.isNull else { return true }
            return value.string == ""
        }
        guard !missing.isEmpty else { return }
        let keys = missing.map { "spec.\($0)" }.joined(separator: " and ")
        sink.report(
            .incompleteClaim, at: object.spot(spec?.keyNode ?? object.node["kind"] ?? object.node),
            "this IPAMClaim has no \(keys)", label: "\(keys) \(missing.count == 1 ? "is" : "are") missing",
            notes: ["The API server refuses it."])
    }
}
