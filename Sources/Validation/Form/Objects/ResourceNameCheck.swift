import CNI
import Findings
import MarkedYAML
import MultiNetwork
import Wording

/// The annotation by which a definition says which device plugin's resource backs it.
struct ResourceNameCheck: ObjectCheck {
    private static let known = [
        Annotation.resourceName, "k8s.v1.cni.cncf.io/nodeSelector", Annotation.allowedNamespaces,
    ]

    func check(_ object: KubernetesObject, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard ObjectMeaning(kind: object.kind, apiVersion: object.apiVersion) == .definition,
            let annotations = object.metadata?["annotations"]?.mapping
        else { return }
        for entry in annotations.entries where !Self.known.contains(entry.key) {
            guard let meant = Self.meant(entry.key) else { continue }
            sink.report(
                .misspeltDefinitionAnnotation, at: object.spot(entry.keyNode),
                "nobody reads the annotation \"\(entry.key.cutForMessage)\"", label: "did you mean \"\(meant)\"?",
                notes: [Self.loss(meant)], replacement: meant)
        }
        guard let node = annotations[Annotation.resourceName], let text = node.string else { return }
        if LeftOver.placeholder(in: text) { return }
        var rule: String?
        do throws(InvalidName) { try KubernetesName.validateResource(text) } catch { rule = error.rule }
        if rule == nil, !text.utf8.contains(UInt8(ascii: "/")) { rule = "has no vendor's domain before it" }
        guard let rule else { return }
        sink.report(
            .invalidResourceName, at: object.spot(node),
            "\"\(text.cutForMessage)\" can't be the name of a device plugin's resource: it \(rule)",
            label: "such as vendor.example/pool",
            notes: ["Device plugins register such names only, so no pod can get a device of it."])
    }

    private static func loss(_ meant: String) -> String {
        meant == Annotation.allowedNamespaces
            ? "Without it pods of every namespace may use the network, if namespaces aren't isolated."
            : "Without it the network's pods get no device of a resource."
    }

    private static func meant(_ key: String) -> String? {
        let name = key.split(separator: "/").last.map(String.init) ?? key
        let letters = String(name.lowercased().filter { $0 != "-" && $0 != "_" })
        if letters == "resourcename", key.utf8.count <= Annotation.resourceName.utf8.count + 4 {
            let isOurs = !key.utf8.contains(UInt8(ascii: "/")) || key.hasPrefix("k8s.") || key.hasPrefix("v1.")
            return isOurs ? Annotation.resourceName : nil
        }
        return Spelling.closest(to: key, in: known)
    }
}
