import CNI
import Findings
import MarkedYAML
import MultiNetwork

/// Name and namespace of definitions, claims, pods and what makes pods.
struct NameCheck: ObjectCheck {
    func check(_ object: KubernetesObject, _ context: ValidationContext, _ sink: inout FindingSink) {
        let meaning = ObjectMeaning(kind: object.kind, apiVersion: object.apiVersion)
        guard meaning != .foreign else { return }
        guard let metadata = object.metadata, !metadata.isNull else {
            sink.report(
                .missingName, at: object.spot(object.node["metadata"] ?? object.node["kind"] ?? object.node),
                "this \(object.kind) has no metadata and so no name", label: "metadata.name is missing")
            return
        }
        guard metadata.mapping != nil else { return }
        if let node = metadata["name"], !node.isNull, node.string != "" {
            checkName(node, object, isDefinition: meaning == .definition, &sink)
        } else {
            checkGenerated(metadata, object, isDefinition: meaning == .definition, &sink)
        }
        if let namespace = metadata["namespace"] { checkNamespace(namespace, object, &sink) }
    }

    private func checkName(
        _ node: MarkedNode, _ object: KubernetesObject, isDefinition: Bool, _ sink: inout FindingSink
    ) {
        guard let name = node.string else { return }
        if LeftOver.placeholder(in: name) { return placeholder(node, object, &sink) }
        do throws(InvalidName) {
            try KubernetesName.validateName(name)
        } catch {
            let meant = Self.lowered(name)
            sink.report(
                .invalidObjectName, at: object.spot(node),
                "\"\(name.cutForMessage)\" can't be the name of a \(object.kind): it \(error.rule)",
                label: meant.map { "such as \"\($0)\"" } ?? "small letters, digits and \"-\"",
                notes: ["The API server refuses it as no name of DNS (RFC 1123)."])
            return
        }
        guard isDefinition, name.utf8.contains(UInt8(ascii: ".")) else { return }
        sink.report(
            .dottedName, at: object.spot(node), "the definition's name \"\(name.cutForMessage)\" has a dot",
            label: "such as \"\(String(name.map { $0 == "." ? "-" : $0 }).cutForMessage)\"",
            notes: ["Multus refuses a dot in the annotation by which a pod names it; Tartan takes it."])
    }

    private func checkGenerated(
        _ metadata: MarkedNode, _ object: KubernetesObject, isDefinition: Bool, _ sink: inout FindingSink
    ) {
        guard let entry = metadata.mapping?.entry("generateName") else {
            let place = metadata.mapping?.entry("name")?.keyNode
            let folded = metadata.mapping?.entries.first { $0.key.lowercased() == "name" }?.keyNode
            sink.report(
                .missingName, at: object.spot(place ?? folded ?? object.metadataKey), "this \(object.kind) has no name",
                label: place != nil
                    ? "it is empty" : folded != nil ? "did you mean \"name\"?" : "metadata.name is missing")
            return
        }
        guard isDefinition else { return }
        sink.report(
            .generatedName, at: object.spot(entry.keyNode), "the definition's name is made up by the API server",
            label: "write \"name\"", notes: ["Pods name the networks that they want, so the name has to be known."])
    }

    private func checkNamespace(_ node: MarkedNode, _ object: KubernetesObject, _ sink: inout FindingSink) {
        guard let namespace = node.string, !namespace.isEmpty else { return }
        if LeftOver.placeholder(in: namespace) { return placeholder(node, object, &sink) }
        do throws(InvalidName) {
            try KubernetesName.validateNamespace(namespace)
        } catch {
            sink.report(
                .invalidNamespace, at: object.spot(node),
                "\"\(namespace.cutForMessage)\" can't be a namespace: it \(error.rule)",
                label: Self.lowered(namespace).map { "such as \"\($0)\"" } ?? "small letters, digits and \"-\"")
        }
    }

    private func placeholder(_ node: MarkedNode, _ object: KubernetesObject, _ sink: inout FindingSink) {
        Slip.template(node.bytes, TextBytes(bytes: object.file.text.bytes))
            .report({ Spot(object.file, bytes: $0) }, &sink)
    }

    /// The same in small letters with dashes, if that is a name.
    private static func lowered(_ name: String) -> String? {
        let meant = String(name.lowercased().map { "_ .".contains($0) ? "-" : $0 })
        return (try? KubernetesName.validateNamespace(meant)) == nil ? nil : meant
    }
}

extension KubernetesObject {
    /// The key `metadata`, at which what is absent in it is reported.
    var metadataKey: MarkedNode { node.mapping?.entry("metadata")?.keyNode ?? node }
}
