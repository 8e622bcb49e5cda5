import ExactJSON

/// A network or pod as it is in its file: of the right kind, and with the namespace and name of its path.
struct StoredObject {
    let key: ObjectKey
    /// What is written and what is handed out: a pod has lost all that Tartan has no business keeping.
    let value: JSONValue

    /// - Parameter file: what errors name; the object's path, or `the object` before it has one.
    init(_ kind: ObjectKind, _ value: JSONValue, file: String) throws(StoreError) {
        guard let object = value.object else {
            throw .malformed(file: file, member: "the whole", expected: "an object")
        }
        try Self.check(kind, object, file: file)
        guard let metadata = object["metadata"]?.object else {
            throw .malformed(file: file, member: "metadata", expected: "an object")
        }
        let namespace = try Self.text("namespace", in: metadata, file: file)
        let name = try Self.text("name", in: metadata, file: file)
        key = try ObjectKey(namespace, name)
        self.value =
            switch kind {
            case .network: value
            case .pod: try Self.trimmed(object, metadata, file: file)
            }
    }

    private static func check(_ kind: ObjectKind, _ object: JSONObject, file: String) throws(StoreError) {
        let found = object["kind"]?.string ?? kind.kind
        let version = object["apiVersion"]?.string ?? kind.apiVersion
        if found != kind.kind || version != kind.apiVersion {
            throw .unexpectedKind(
                file: file, found: "\(found) of \(version)", expected: "\(kind.kind) of \(kind.apiVersion)")
        }
    }

    private static func text(_ member: String, in metadata: JSONObject, file: String) throws(StoreError) -> String {
        guard let text = metadata[member]?.string else {
            throw .malformed(file: file, member: "metadata." + member, expected: "a string")
        }
        return text
    }

    private static func trimmed(
        _ object: JSONObject, _ metadata: JSONObject, file: String
    ) throws(StoreError) -> JSONValue {
        for member in ["annotations", "labels"] {
            if let value = metadata[member], !value.isNull, value.object == nil {
                throw .malformed(file: file, member: "metadata.\(member)", expected: "an object")
            }
        }
        if let uid = metadata["uid"], !uid.isNull, uid.string == nil {
            throw .malformed(file: file, member: "metadata.uid", expected: "a string")
        }
        var kept = JSONObject()
        for member in ["namespace", "name", "uid", "labels", "annotations"] {
            if let value = metadata[member], !value.isNull { kept[member] = value }
        }
        return [
            "apiVersion": .string(ObjectKind.pod.apiVersion), "kind": .string(ObjectKind.pod.kind),
            "metadata": .object(kept),
        ]
    }
}
