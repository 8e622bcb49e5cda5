import Findings
import MarkedYAML
import Wording

/// The keys of a definition: its configuration is the text `spec.config`, and nothing else.
struct DefinitionCheck: ObjectCheck {
    /// What etcd takes of one object.
    private static let sizeLimit = 1536 << 10

    private static let topKeys = ["apiVersion", "kind", "metadata", "spec", "status"]
    private static let metadataKeys = [
        "name", "namespace", "labels", "annotations", "generateName", "finalizers", "ownerReferences", "uid",
        "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds",
        "managedFields", "selfLink",
    ]
    /// What people call the configuration.
    private static let otherNames: Set<String> = [
        "config", "conf", "configuration", "cniconfig", "cniconf", "netconf", "networkconfig", "data",
    ]

    func check(_ object: KubernetesObject, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard ObjectMeaning(kind: object.kind, apiVersion: object.apiVersion) == .definition else { return }
        if object.node.bytes.count > Self.sizeLimit {
            sink.report(
                .largeObject, at: object.title, "this definition has \(object.node.bytes.count >> 10) KiB",
                label: "1536 KiB are allowed", notes: ["etcd refuses it: request is too large."])
        }
        let hasConfig = object.node["spec"]?["config"] != nil
        checkKeys(object.node, "a definition", Self.topKeys, hasConfig, object, &sink)
        if let metadata = object.metadata {
            checkKeys(metadata, "the metadata", Self.metadataKeys, hasConfig, object, &sink)
        }
        guard let spec = object.node["spec"], !spec.isNull else { return }
        if let text = spec.string, Self.isConfiguration(text) {
            elsewhere(spec, "spec is the configuration itself", object, &sink)
            return
        }
        guard spec.mapping != nil else { return PartOfWrongKind(name: "spec", node: spec).report(object, &sink) }
        checkKeys(spec, "the spec of a definition", ["config"], hasConfig, object, &sink)
        if let config = spec.mapping?.entry("config") { checkConfig(config, object, &sink) }
    }

    private func checkKeys(
        _ node: MarkedNode, _ owner: String, _ known: [String], _ hasConfig: Bool, _ object: KubernetesObject,
        _ sink: inout FindingSink
    ) {
        for entry in node.mapping?.entries ?? [] where !known.contains(entry.key) {
            let key = TextBytes(bytes: Array(entry.key.utf8))
            if InvisibleCharacter.first(in: 0..<key.bytes.count, of: key) != nil {
                invisible(entry.keyNode, object, &sink)
                continue
            }
            let isMeant =
                Self.otherNames.contains(entry.key.lowercased())
                || Spelling.closest(to: entry.key, in: ["config"]) != nil
            if !hasConfig, isMeant {
                elsewhere(entry.keyNode, "\"\(entry.key.cutForMessage)\" is no key of \(owner)", object, &sink)
                continue
            }
            let near =
                known.first { $0.lowercased() == entry.key.lowercased() } ?? Spelling.closest(to: entry.key, in: known)
            sink.report(
                .unknownDefinitionKey, at: object.spot(entry.keyNode),
                "\(owner) has no key \"\(entry.key.cutForMessage)\"", label: near.map { "did you mean \"\($0)\"?" },
                notes: ["The API server drops it; kubectl refuses it unless it is told --validate=false."],
                replacement: near)
        }
    }

    private func elsewhere(
        _ node: MarkedNode, _ message: String, _ object: KubernetesObject, _ sink: inout FindingSink
    ) {
        sink.report(
            .configurationElsewhere, at: object.spot(node), message, label: "the configuration is spec.config",
            notes: [
                "Anything else is dropped, and the definition is one without configuration: it is looked for in the node's files."
            ])
    }

    private func invisible(_ node: MarkedNode, _ object: KubernetesObject, _ sink: inout FindingSink) {
        let text = TextBytes(bytes: object.file.text.bytes)
        guard let found = InvisibleCharacter.first(in: node.bytes, of: text) else { return }
        Slip.invisible(found.range, found.name).report({ Spot(object.file, bytes: $0) }, &sink)
    }

    private func checkConfig(
        _ entry: MarkedMapping.Entry, _ object: KubernetesObject, _ sink: inout FindingSink
    ) {
        let config = entry.value
        if config.mapping != nil || config.sequence != nil {
            sink.report(
                .configurationNotText, at: object.spot(config), "spec.config is \(config.kindName)",
                label: "a text with JSON is expected",
                notes: [
                    "Write it as a text: a \"|\" behind \"config:\" and JSON, with braces and quotation marks, in the lines below.",
                    "The API server says: spec.config in body must be of type string.",
                ])
        } else if config.isNull || config.string == "" {
            sink.report(
                .emptyConfig, at: object.spot(entry.keyNode), "the definition's configuration is empty",
                label: "JSON is expected, or no \"config\" at all",
                notes: [
                    "An empty one counts as none: the network is looked for in the node's files by the definition's name."
                ])
        } else if config.string == nil {
            sink.report(
                .configurationNotText, at: object.spot(config), "spec.config is \(config.kindName)",
                label: "a text with JSON is expected")
        }
    }

    private static func isConfiguration(_ text: String) -> Bool {
        text.utf8.first { !TextBytes.isSpace($0) } == UInt8(ascii: "{")
    }
}
