import ArgumentParser
import LinuxSystem
import TartanStore

/// Takes networks and pods out of the store. What is attached stays attached: its record holds all that a DEL needs.
struct Delete: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take networks and pods out of the store.",
        usage: """
            tartanctl delete (network|pod) NAME... [-n NAMESPACE]
            tartanctl delete (networks|pods) (-l SELECTOR | --all) [-n NAMESPACE | -A]
            tartanctl delete -f FILE [-R]
            """,
        discussion: """
            Pods that are attached stay attached, and their DEL works without what is deleted here. NAME may be \
            NAMESPACE/NAME.

            Examples:
              sudo tartanctl delete network infra/storage
              sudo tartanctl delete pods -n shop -l app=web
              sudo tartanctl delete pods --all -A --dry-run
              sudo tartanctl delete -f manifests/ --ignore-not-found
            """)

    @Argument(help: ArgumentHelp("network or pod, then names; or network/NAME.", valueName: "kind> <name"))
    var words: [String] = []

    @Flag(help: "All of the namespace; with -A of all namespaces.")
    var all = false

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var dryRun: DryRunOptions
    @OptionGroup var store: StoreOptions

    @Flag(help: "What isn't there counts as deleted.")
    var ignoreNotFound = false

    @Option(name: .output, help: "text, json or name.")
    var output: ChangeFormat = .text

    func validate() throws {
        if manifests.paths.isEmpty == words.isEmpty {
            throw ValidationError("name what to delete, either as KIND NAME or with -f FILE")
        }
        let isSelection = all || scope.labels.selector != nil
        if all, scope.labels.selector != nil { throw ValidationError("--all and -l exclude each other") }
        if isSelection, !manifests.paths.isEmpty {
            throw ValidationError("-f names what to delete; leave --all and -l out")
        }
        if scope.everywhere, !isSelection { throw ValidationError("-A goes with -l or --all") }
    }

    func run() throws {
        var report = ChangeReport(output, isDryRun: dryRun.isOn)
        let store: Store
        let targets: [(ObjectKind, ObjectKey)]
        if words.isEmpty {
            targets = try targetsOfManifests(&report)
            store = try self.store.open()
        } else {
            (targets, store) = try targetsOfWords()
        }
        var failures: [Failure] = []
        for (kind, key) in targets {
            if try delete(kind, key, from: store) {
                try report.add(kind, key, "deleted")
            } else if !ignoreNotFound {
                failures.append(try lookup(store, kind).notFound(kind, key))
            }
        }
        try report.finish(Failure(failures))
    }

    /// - Returns: whether there was one.
    private func delete(_ kind: ObjectKind, _ key: ObjectKey, from store: Store) throws(Failure) -> Bool {
        if dryRun.isOn { return FileIdentity(path: store.path(kind, key)) != nil }
        return try Failure.converting { () throws(StoreError) in
            switch kind {
            case .network: try store.deleteNetwork(key.namespace, key.name)
            case .pod: try store.deletePod(key.namespace, key.name)
            }
        }
    }

    private func targetsOfManifests(_ report: inout ChangeReport) throws(Failure) -> [(ObjectKind, ObjectKey)] {
        let files = try InputFile.all(manifests.paths, recursively: manifests.recursive)
        var rules = ManifestRules(namespace: scope.namespace.chosen, podName: manifests.podName)
        rules.checksContent = false
        let found = try Manifests(files, rules)
        report.skip(found.foreign)
        return found.objects.map { ($0.kind, $0.key) }
    }

    private func targetsOfWords() throws(Failure) -> ([(ObjectKind, ObjectKey)], Store) {
        let names = try NamedObjects(words, allowed: KindWord.taken(by: "delete"))
        guard let kind = names.kind.objectKind else { throw .usage("a \(names.kind.singular) can't be deleted") }
        let isSelection = all || scope.labels.selector != nil
        guard names.names.isEmpty == isSelection else {
            throw .usage(
                isSelection
                    ? "names exclude -l and --all" : "name the \(names.kind.singular) to delete, or give -l or --all",
                hint: "tartanctl get \(names.kind.rawValue) -A")
        }
        for name in names.names { _ = try ObjectLookup.key(name, namespace: scope.namespace.namespace) }
        let query = try ObjectQuery(names, scope, store, command: "tartanctl delete \(kind.word)")
        let keys = try query.selectedKeys(kind)
        if keys.isEmpty { Console.note(try query.emptyNote(kind) + "\n") }
        return (keys.map { (kind, $0) }, query.store)
    }

    private func lookup(_ store: Store, _ kind: ObjectKind) -> ObjectLookup {
        ObjectLookup(
            store: store, namespace: scope.namespace.namespace, command: "tartanctl delete \(kind.word)",
            suffix: self.store.suffix)
    }
}
