import ExactJSON
import MultiNetwork
import TartanStore

/// One side of a comparison: what files hold, and beneath it a store.
struct DiffSide: ObjectSource {
    /// As the person named it; `the store` for the store itself.
    let name: String
    /// What the side itself holds.
    let objects: [DiffedObject: ManifestObject]
    /// What is looked up where the side has nothing; nil where there is nothing beneath.
    let base: Store?
    /// What the other side has and this one hasn't, so that it must not be found beneath either.
    var absent: Set<DiffedObject> = []

    static func objects(_ manifests: Manifests) -> [DiffedObject: ManifestObject] {
        let objects = manifests.objects.map {
            (DiffedObject(kind: $0.kind, key: $0.key, workload: $0.workload), $0)
        }
        return Dictionary(objects) { first, _ in first }
    }

    func value(_ object: DiffedObject) throws(StoreError) -> JSONValue? {
        if let own = objects[object] { return own.value }
        guard let base, object.workload == nil, !absent.contains(object) else { return nil }
        return try base.object(object.kind, object.key)
    }

    func network(_ namespace: String, _ name: String) throws(StoreError) -> JSONValue? {
        try value(DiffedObject(kind: .network, key: ObjectKey(namespace, name)))
    }

    func pod(_ namespace: String, _ name: String) throws(StoreError) -> JSONValue? {
        try value(DiffedObject(kind: .pod, key: ObjectKey(namespace, name)))
    }

    func namespaces(holding name: String, _ kind: ObjectKind) throws(StoreError) -> [String] {
        var namespaces = Set(objects.keys.filter { $0.kind == kind && $0.key.name == name }.map(\.key.namespace))
        for namespace in try base?.namespaces(holding: name, kind) ?? [] {
            guard try !absent.contains(DiffedObject(kind: kind, key: ObjectKey(namespace, name))) else { continue }
            namespaces.insert(namespace)
        }
        return namespaces.sorted()
    }
}

/// What is compared: a network, a pod, or the template of a workload's pods.
struct DiffedObject: Hashable, Comparable {
    let kind: ObjectKind
    let key: ObjectKey
    /// `Deployment`; nil for a network and for a pod with an object of its own.
    var workload: String?

    /// As a person names it: `shop/web`, `Deployment shop/web`.
    var title: String { workload.map { "\($0) \(key)" } ?? key.description }

    static func < (left: DiffedObject, right: DiffedObject) -> Bool {
        left.key == right.key ? (left.workload ?? "") < (right.workload ?? "") : left.key < right.key
    }
}

/// One side as it is for a single pod: whichever pod is looked up, it is this one.
struct PodSide: ObjectSource {
    let side: DiffSide
    let pod: JSONValue

    func network(_ namespace: String, _ name: String) throws(StoreError) -> JSONValue? {
        try side.network(namespace, name)
    }

    func pod(_ namespace: String, _ name: String) throws(StoreError) -> JSONValue? { pod }

    func namespaces(holding name: String, _ kind: ObjectKind) throws(StoreError) -> [String] {
        try side.namespaces(holding: name, kind)
    }
}
