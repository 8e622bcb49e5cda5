import ArgumentParser
import ExactJSON
import TartanStore

/// Lists what is in the store.
struct Get: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List networks, pods, records of what is attached, or the status of pods.",
        usage: "tartanctl get (networks|pods|records|status) [NAME...] [-n NAMESPACE | -A] [-o table|yaml|json|name]",
        discussion: """
            networks   NetworkAttachmentDefinitions
            pods       pods and the networks that they ask for
            records    what is attached in each sandbox (NAME: the sandbox's id or its beginning)
            status     the interfaces that pods have, computed from the records (NAME: a pod)

            Without -n networks, pods and status are those of the namespace "default", records those of all. NAME may be \
            NAMESPACE/NAME.
            """)

    @Argument(help: ArgumentHelp("networks, pods, records or status, then names.", valueName: "kind> <name"))
    var words: [String]

    @Flag(name: [.customShort("A"), .customLong("all-namespaces")], help: "All namespaces.")
    var everywhere = false

    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var store: StoreOptions

    @Option(name: [.customShort("o"), .customLong("output")], help: "table, yaml, json or name.")
    var output: ListFormat = .table

    func validate() throws {
        if everywhere, namespace.chosen != nil { throw ValidationError("-A and -n exclude each other") }
    }

    func run() throws {
        let wanted = try NamedObjects(words)
        let query = GetQuery(
            store: try store.open(), names: wanted.names, namespace: namespace.namespace,
            isNamespaceChosen: namespace.chosen != nil, everywhere: everywhere,
            command: "tartanctl get \(wanted.kind.rawValue)", suffix: store.suffix)
        let listing =
            switch wanted.kind {
            case .networks: try NetworkListing.listing(query)
            case .pods: try PodListing.listing(query)
            case .records: try RecordListing.listing(query)
            case .status: try StatusListing.listing(query)
            }
        try listing.print(as: output)
    }
}

/// Which objects are asked for.
struct GetQuery {
    let store: Store
    let names: [String]
    let namespace: String
    let isNamespaceChosen: Bool
    let everywhere: Bool
    let command: String
    let suffix: String

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

    /// What is said where a whole namespace has nothing.
    func emptyNote(_ kind: ObjectKind) throws(Failure) -> String {
        let keys = try Failure.converting { () throws(StoreError) in
            switch kind {
            case .network: try store.networks()
            case .pod: try store.pods()
            }
        }
        if everywhere || keys.isEmpty { return "No \(kind.word)s in \(store.root)." }
        var namespaces: [String] = []
        for key in keys where namespaces.last != key.namespace { namespaces.append(key.namespace) }
        let listed = namespaces.prefix(8).joined(separator: ", ") + (namespaces.count > 8 ? ", …" : "")
        return
            "No \(kind.word)s in the namespace \(namespace). There are \(kind.word)s in: \(listed) (-n NAMESPACE, or -A)."
    }
}
