import CNI
import ExactJSON
import MultiNetwork
import TartanStore
import Wording

/// Finds networks and pods by the names that people give, and says what to give instead where there are none.
struct ObjectLookup {
    let store: Store
    /// The namespace of names without one.
    let namespace: String
    /// The command that is proposed with another name: `tartanctl explain`.
    let command: String
    /// What the command must carry as well: `--store DIR`.
    var suffix = ""

    /// `name` or `namespace/name` as a key.
    func key(_ text: String) throws(Failure) -> ObjectKey { try Self.key(text, namespace: namespace) }

    static func key(_ text: String, namespace: String) throws(Failure) -> ObjectKey {
        let reference: NetworkReference
        do throws(InvalidName) {
            reference = try NetworkReference(text, defaultNamespace: namespace)
        } catch {
            throw Failure(.couldNotRun, code: "usage", "the name \(error)", facts: ["name": .string(text)])
        }
        return try Failure.converting { () throws(StoreError) in try ObjectKey(reference.namespace, reference.name) }
    }

    /// The object, or a failure that proposes what was probably meant.
    func object(_ kind: ObjectKind, _ key: ObjectKey) throws(Failure) -> JSONValue {
        let found = try Failure.converting { () throws(StoreError) in try store.object(kind, key) }
        guard let found else { throw try notFound(kind, key) }
        return found
    }

    /// The sentence for an object that isn't there, with the namespaces that have one of its name, else the nearest name.
    func notFound(_ kind: ObjectKind, _ key: ObjectKey) throws(Failure) -> Failure {
        let namespaces = try Failure.converting { () throws(StoreError) in
            try store.namespaces(holding: key.name, kind)
        }
        var facts: JSONObject = [
            "kind": .string(kind.word), "namespace": .string(key.namespace), "name": .string(key.name),
            "store": .string(store.root),
        ]
        var message = "no \(kind.word) \"\(key)\" in \(store.root)."
        var proposals: [String] = []
        if !namespaces.isEmpty {
            message += " There are \(kind.word)s of that name in: \(namespaces.joined(separator: ", "))."
            facts["namespaces"] = .array(namespaces.map { .string($0) })
            proposals = namespaces.prefix(3).map { "\($0)/\(key.name)" }
        } else if let near = try nearest(kind, key) {
            message += " Did you mean \"\(near)\"?"
            facts["suggestion"] = .string(near.description)
            proposals = [near.description]
        }
        return Failure(
            .no, code: "notFound", message, hints: proposals.map { "\(command) \($0)\(suffix)" }, facts: facts)
    }

    /// The object whose name is most like it, in its own namespace or else in another.
    private func nearest(_ kind: ObjectKind, _ key: ObjectKey) throws(Failure) -> ObjectKey? {
        let keys = try Failure.converting { () throws(StoreError) in
            switch kind {
            case .network: try store.networks()
            case .pod: try store.pods()
            }
        }
        let own = keys.filter { $0.namespace == key.namespace }
        if let name = Spelling.closest(to: key.name, in: own.map(\.name)) { return own.first { $0.name == name } }
        let name = Spelling.closest(to: key.name, in: keys.map(\.name))
        if let name { return keys.first { $0.name == name } }
        return keys.first { $0.name == key.name }
    }
}
