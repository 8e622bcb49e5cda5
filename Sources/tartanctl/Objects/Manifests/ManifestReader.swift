import CNI
import ExactJSON
import MarkedYAML
import MultiNetwork
import TartanStore

/// Reads one object of a manifest.
struct ManifestReader {
    let node: ManifestNode
    let rules: ManifestRules
    let kind: String
    let apiVersion: String

    init(_ node: ManifestNode, _ rules: ManifestRules, defaults: ManifestDefaults?) throws(Failure) {
        self.node = node
        self.rules = rules
        guard node.node.mapping != nil else {
            throw node.failure("badInput", "expected an object of Kubernetes, found \(node.node.kindName)")
        }
        kind = try Self.text("kind", of: node, default: defaults?.kind)
        apiVersion = try Self.text("apiVersion", of: node, default: defaults?.apiVersion)
    }

    var meaning: ManifestKind { ManifestKind(kind: kind, apiVersion: apiVersion) }

    var foreign: ForeignObject {
        let name = node["metadata"]?["name"]?.node.scalar?.text ?? ""
        return ForeignObject(kind: kind, apiVersion: apiVersion, name: name, place: node.place)
    }

    func items() throws(Failure) -> [ManifestNode] {
        guard let items = node["items"], !items.node.isNull else { return [] }
        guard let list = items.node.sequence else {
            throw items.failure("badInput", "the items of a \(kind) are a list, and here is \(items.node.kindName)")
        }
        return list.map { node.with($0) }
    }

    func network() throws(Failure) -> ManifestObject {
        let value = try object()
        let definition: NetworkAttachmentDefinition
        do throws(DefinitionError) {
            definition = try NetworkAttachmentDefinition(value)
        } catch {
            throw failure(error, at: node)
        }
        let object = try stored(.network, definition.reference.namespace, definition.reference.name, value)
        if rules.checksContent { try DefinitionCheck(node, object).check(definition) }
        return object
    }

    func pod() throws(Failure) -> ManifestObject {
        try pod(try object(), annotationsOf: node)
    }

    /// The pod that a workload's template would make under the name that the command line gives it.
    func pod(template path: [String]) throws(Failure) -> ManifestObject {
        let template = node.deepest(path)
        let ownName = rules.readsTemplates ? node["metadata"]?["name"]?.node.string : nil
        guard let name = ownName ?? rules.podName else {
            throw node.failure(
                "podNameMissing",
                "the pods of a \(kind) get their names when it runs, so the store needs to be told the name of the one that is meant",
                hints: ["Add: --pod-name NAME"])
        }
        var metadata = JSONObject()
        metadata["namespace"] = .string(try namespace())
        metadata["name"] = .string(name)
        metadata["labels"] = try template["metadata"]?["labels"]?.json()
        metadata["annotations"] = try template["metadata"]?["annotations"]?.json()
        let pod: JSONValue = ["apiVersion": "v1", "kind": "Pod", "metadata": .object(metadata)]
        var object = try self.pod(pod, annotationsOf: template)
        if rules.readsTemplates { object.workload = kind }
        return object
    }

    private func pod(_ value: JSONValue, annotationsOf owner: ManifestNode) throws(Failure) -> ManifestObject {
        let pod: PodIdentity
        do throws(DefinitionError) {
            pod = try PodIdentity(value)
        } catch {
            throw failure(error, at: owner)
        }
        let object = try stored(.pod, pod.namespace, pod.name, value)
        if rules.checksContent { try SelectionCheck(owner, object).check(pod) }
        return object
    }
}

// Parts of every kind
extension ManifestReader {
    /// The object as JSON, with the kind and the namespace that it is understood to have.
    private func object() throws(Failure) -> JSONValue {
        let value = try node.json()
        guard var object = value.object else { return value }
        if object["kind"] == nil { object["kind"] = .string(kind) }
        if object["apiVersion"] == nil { object["apiVersion"] = .string(apiVersion) }
        if var metadata = object["metadata"]?.object {
            metadata["namespace"] = JSONValue(
                .string(JSONString(try namespace())), offset: metadata["namespace"]?.offset)
            object["metadata"] = JSONValue(.object(metadata), offset: object["metadata"]?.offset)
        }
        return JSONValue(.object(object), offset: value.offset)
    }

    /// The object's own namespace, else that of the command line, else `default`.
    private func namespace() throws(Failure) -> String {
        guard let found = node["metadata"]?["namespace"], !found.node.isNull else {
            return rules.namespace ?? "default"
        }
        guard let text = found.node.string else {
            throw found.failure("badInput", "metadata.namespace is \(found.node.kindName), expected a string")
        }
        guard text != "" else { return rules.namespace ?? "default" }
        guard let wanted = rules.namespace, wanted != text else { return text }
        throw found.failure(
            "otherNamespace", "this \(kind) is in the namespace \"\(text)\", and -n says \"\(wanted)\"",
            hints: ["Leave -n out, or give: -n \(text)"])
    }

    private func stored(
        _ kind: ObjectKind, _ namespace: String, _ name: String, _ value: JSONValue
    ) throws(Failure) -> ManifestObject {
        do throws(StoreError) {
            let key = try ObjectKey(namespace, name)
            return ManifestObject(kind: kind, key: key, value: value, place: node.place)
        } catch {
            throw node.failure("badInput", error.description)
        }
    }

    private func failure(_ error: DefinitionError, at owner: ManifestNode) -> Failure {
        var failure = owner.failure("badInput", error.description)
        failure.place = owner.place(offset: error.offset)
        failure.facts["member"] = error.path.isEmpty ? nil : .string(error.path)
        return failure
    }

    private static func text(_ key: String, of node: ManifestNode, default text: String?) throws(Failure) -> String {
        guard let value = node[key], !value.node.isNull else {
            if let text { return text }
            throw node.failure("badInput", "this object has no \(key)")
        }
        guard let text = value.node.string, !text.isEmpty else {
            throw value.failure("badInput", "\(key) is \(value.node.kindName), expected a string")
        }
        return text
    }
}
