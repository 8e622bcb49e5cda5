import ExactJSON
import TartanStore

/// Which objects are asked for.
struct ObjectQuery {
    let store: Store
    let names: [String]
    let namespace: String
    let isNamespaceChosen: Bool
    let everywhere: Bool
    let selector: LabelSelector?
    let command: String
    let suffix: String

    /// - Throws: a usage failure for names beside a selector.
    init(_ wanted: NamedObjects, _ scope: ScopeOptions, _ store: StoreOptions, command: String) throws(Failure) {
        if scope.labels.selector != nil, !wanted.names.isEmpty {
            throw .usage("names and -l exclude each other", hint: "\(command) --help")
        }
        self.init(wanted, scope, in: try store.open(), command: command, suffix: store.suffix)
    }

    init(_ wanted: NamedObjects, _ scope: ScopeOptions, in store: Store, command: String, suffix: String) {
        self.store = store
        names = wanted.names
        namespace = scope.namespace.namespace
        isNamespaceChosen = scope.namespace.chosen != nil
        everywhere = scope.everywhere
        selector = scope.labels.selector
        self.command = command
        self.suffix = suffix
    }

    var lookup: ObjectLookup { ObjectLookup(store: store, namespace: namespace, command: command, suffix: suffix) }

    /// Whether the namespace is a column: with -A, and where names bring their own.
    var showsNamespaces: Bool { everywhere || names.contains { $0.contains("/") } }

    /// One object, and not a list of one, is what a single name asks for.
    var isSingle: Bool { names.count == 1 && !everywhere }

    /// The keys that are asked for, whether or not there is something; a name with -A is looked for in all namespaces.
    func keys(_ kind: ObjectKind) throws(Failure) -> [ObjectKey] {
        if names.isEmpty {
            let namespace = everywhere ? nil : namespace
            return try Failure.converting { () throws(StoreError) in
                switch kind {
                case .network: try store.networks(namespace: namespace)
                case .pod: try store.pods(namespace: namespace)
                }
            }
        }
        var keys: [ObjectKey] = []
        for name in names {
            let key = try lookup.key(name)
            guard everywhere, !name.contains("/") else {
                keys.append(key)
                continue
            }
            let namespaces = try Failure.converting { () throws(StoreError) in
                try store.namespaces(holding: key.name, kind)
            }
            if namespaces.isEmpty { throw try lookup.notFound(kind, key) }
            for namespace in namespaces { keys.append(try lookup.key("\(namespace)/\(key.name)")) }
        }
        return keys
    }

    /// Those of the keys whose object has the labels that are asked for.
    ///
    /// - Throws: for one that can't be read, because what is done to the rest may depend on it.
    func selectedKeys(_ kind: ObjectKind) throws(Failure) -> [ObjectKey] {
        var selected: [ObjectKey] = []
        for key in try keys(kind) where try selects(kind, key) { selected.append(key) }
        return selected
    }

    /// Whether the object has the labels that are asked for; what is gone in the meantime has none.
    func selects(_ kind: ObjectKind, _ key: ObjectKey) throws(Failure) -> Bool {
        guard let selector else { return true }
        let object = try Failure.converting { () throws(StoreError) in try store.object(kind, key) }
        return object.map(selector.selects) ?? false
    }

    /// Whether the record is of a pod with those labels; they are the stored pod's.
    func selects(_ record: ListedRecord) throws(Failure) -> Bool {
        guard selector != nil else { return true }
        guard let namespace = record.record.opening.podNamespace, let name = record.record.opening.podName,
            let key = try? ObjectKey(namespace, name)
        else { return false }
        return try selects(.pod, key)
    }

    /// What is said where a whole namespace has nothing.
    func emptyNote(_ kind: ObjectKind) throws(Failure) -> String {
        let keys = try Failure.converting { () throws(StoreError) in
            switch kind {
            case .network: try store.networks()
            case .pod: try store.pods()
            }
        }
        if let selector {
            return "No \(kind.word)s with the labels \(selector.text) in "
                + (everywhere ? "\(store.root)." : "the namespace \(namespace).")
        }
        if everywhere || keys.isEmpty { return "No \(kind.word)s in \(store.root)." }
        var namespaces: [String] = []
        for key in keys where namespaces.last != key.namespace { namespaces.append(key.namespace) }
        let listed = namespaces.prefix(8).joined(separator: ", ") + (namespaces.count > 8 ? ", …" : "")
        return
            "No \(kind.word)s in the namespace \(namespace). There are \(kind.word)s in: \(listed) (-n NAMESPACE, or -A)."
    }
}
