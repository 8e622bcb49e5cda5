import Findings
import MarkedYAML

/// Labels and annotations, of an object and of the pods that it makes: texts with keys that Kubernetes takes.
struct MetadataCheck: ObjectCheck {
    /// What the API server takes of all annotations together.
    private static let annotationsLimit = 256 << 10

    func check(_ object: KubernetesObject, _ context: ValidationContext, _ sink: inout FindingSink) {
        let template: [String]
        switch ObjectMeaning(kind: object.kind, apiVersion: object.apiVersion) {
        case .foreign, .list: return
        case .definition, .claim, .pod: template = []
        case .workload(let path), .virtualMachine(let path): template = path
        }
        var owners = [object.node]
        if !template.isEmpty {
            let node = object.deepest(template)
            if node["metadata"] != nil, node.bytes != object.node.bytes { owners.append(node) }
        }
        for owner in owners { check(owner, object, &sink) }
    }

    private func check(_ owner: MarkedNode, _ object: KubernetesObject, _ sink: inout FindingSink) {
        guard let metadata = owner["metadata"], !metadata.isNull else { return }
        guard metadata.mapping != nil else { return part("metadata", metadata, object, &sink) }
        for key in ["name", "namespace"] {
            if let node = metadata[key] { checkText(node, "metadata.\(key)", object, &sink) }
        }
        if let labels = metadata["labels"], !labels.isNull {
            guard let mapping = labels.mapping else { return part("metadata.labels", labels, object, &sink) }
            for entry in mapping.entries { checkLabel(entry, object, &sink) }
        }
        if let annotations = metadata["annotations"], !annotations.isNull {
            guard let mapping = annotations.mapping else {
                return part("metadata.annotations", annotations, object, &sink)
            }
            for entry in mapping.entries { checkAnnotation(entry, object, &sink) }
            checkSize(mapping, object, &sink)
        }
    }

    private func part(_ name: String, _ node: MarkedNode, _ object: KubernetesObject, _ sink: inout FindingSink) {
        PartOfWrongKind(name: name, node: node).report(object, &sink)
    }

    private func checkAnnotation(
        _ entry: MarkedMapping.Entry, _ object: KubernetesObject, _ sink: inout FindingSink
    ) {
        if let rule = QualifiedName.brokenRule(of: entry.key) {
            sink.report(
                .invalidAnnotationKey, at: object.spot(entry.keyNode),
                "\"\(entry.key.cutForMessage)\" can't be the key of an annotation: \(rule)",
                label: "prefix.example/name", notes: ["The API server refuses the object."])
        }
        if entry.value.scalar != nil { return checkText(entry.value, entry.key, object, &sink) }
        sink.report(
            .annotationNotText, at: object.spot(entry.value),
            "the annotation \(entry.key.cutForMessage) is \(entry.value.kindName)", label: "a text is expected",
            notes: [
                "An annotation is a text, also where the text is JSON: write \"|\" behind the key and JSON below it, or put it in single quotation marks."
            ])
    }

    private func checkLabel(_ entry: MarkedMapping.Entry, _ object: KubernetesObject, _ sink: inout FindingSink) {
        if let rule = QualifiedName.brokenRule(of: entry.key) {
            sink.report(
                .invalidLabel, at: object.spot(entry.keyNode),
                "\"\(entry.key.cutForMessage)\" can't be the key of a label: \(rule)",
                notes: ["The API server refuses the object."])
        }
        guard let value = entry.value.string else {
            if entry.value.scalar != nil { checkText(entry.value, entry.key, object, &sink) }
            return
        }
        if LeftOver.placeholder(in: value) { return }
        if let rule = QualifiedName.brokenRule(ofLabelValue: value) {
            sink.report(
                .invalidLabel, at: object.spot(entry.value),
                "\"\(value.cutForMessage)\" can't be the value of a label: \(rule)",
                notes: ["The API server refuses the object. An annotation takes any text."])
        } else {
            checkText(entry.value, entry.key, object, &sink)
        }
    }

    /// A scalar that has to be a text.
    private func checkText(
        _ node: MarkedNode, _ name: String, _ object: KubernetesObject, _ sink: inout FindingSink
    ) {
        guard let scalar = node.scalar, scalar.meaning != .null else { return }
        let written = scalar.text.cutForMessage
        if scalar.meaning != .string {
            sink.report(
                .notText, at: object.spot(node), "\(name.cutForMessage) is \(scalar.kindName)",
                label: "write \"\(written)\"",
                notes: [
                    "Without quotation marks \(written) is \(scalar.kindName), and the API server takes a text only."
                ],
                replacement: "\"\(written)\"")
        } else if scalar.style == .plain, Self.oldBooleans.contains(scalar.text) {
            sink.report(
                .oldBoolean, at: object.spot(node), "\(name.cutForMessage) is a boolean to kubectl",
                label: "write \"\(written)\"",
                notes: ["kubectl reads YAML 1.1, in which \(written) without quotation marks is a boolean."],
                replacement: "\"\(written)\"")
        }
    }

    private static let oldBooleans: Set<String> = [
        "y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF",
    ]

    private func checkSize(_ annotations: MarkedMapping, _ object: KubernetesObject, _ sink: inout FindingSink) {
        let size = annotations.entries.reduce(0) { $0 + $1.key.utf8.count + ($1.value.scalar?.text.utf8.count ?? 0) }
        guard size > Self.annotationsLimit,
            let largest = annotations.entries.max(by: {
                ($0.value.scalar?.text.utf8.count ?? 0) < ($1.value.scalar?.text.utf8.count ?? 0)
            })
        else { return }
        sink.report(
            .largeAnnotations, at: object.spot(largest.keyNode),
            "the annotations of this object have \(size) bytes together",
            label: "256 KiB are allowed; this is the largest",
            notes: ["The API server refuses the object."])
    }
}
