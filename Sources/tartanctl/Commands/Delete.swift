import ArgumentParser
import ExactJSON
import TartanStore

/// Takes networks and pods out of the store. What is attached stays attached: its record holds all that a DEL needs.
struct Delete: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take networks and pods out of the store.",
        usage: """
            tartanctl delete (network|pod) NAME... [-n NAMESPACE]
            tartanctl delete -f FILE [-R]
            """,
        discussion: """
            Pods that are attached stay attached, and their DEL works without what is deleted here. NAME may be \
            NAMESPACE/NAME.
            """)

    @Argument(help: ArgumentHelp("network or pod, then names; or network/NAME.", valueName: "kind> <name"))
    var words: [String] = []

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var store: StoreOptions

    @Flag(help: "What isn't there counts as deleted.")
    var ignoreNotFound = false

    @Option(name: [.customShort("o"), .customLong("output")], help: "text, json or name.")
    var output: ChangeFormat = .text

    func validate() throws {
        if manifests.paths.isEmpty == words.isEmpty {
            throw ValidationError("name what to delete, either as KIND NAME or with -f FILE")
        }
    }

    func run() throws {
        var report = ChangeReport(output)
        let targets = try words.isEmpty ? targetsOfManifests(&report) : targetsOfWords()
        let store = try store.open()
        var failures: [Failure] = []
        for (kind, key) in targets {
            let existed = try Failure.converting { () throws(StoreError) in
                switch kind {
                case .network: try store.deleteNetwork(key.namespace, key.name)
                case .pod: try store.deletePod(key.namespace, key.name)
                }
            }
            if existed {
                try report.add(kind, key, "deleted")
            } else if !ignoreNotFound {
                failures.append(try lookup(store, kind).notFound(kind, key))
            }
        }
        try report.finish(Failure(failures))
    }

    private func targetsOfManifests(_ report: inout ChangeReport) throws(Failure) -> [(ObjectKind, ObjectKey)] {
        let files = try InputFile.all(manifests.paths, recursively: manifests.recursive)
        var rules = ManifestRules(namespace: namespace.chosen, podName: manifests.podName)
        rules.checksContent = false
        let found = try Manifests(files, rules)
        report.skip(found.foreign)
        return found.objects.map { ($0.kind, $0.key) }
    }

    private func targetsOfWords() throws(Failure) -> [(ObjectKind, ObjectKey)] {
        let names = try NamedObjects(words, allowed: KindWord.taken(by: "delete"))
        guard let kind = names.kind.objectKind, !names.names.isEmpty else {
            throw .usage("name the \(names.kind.singular) to delete", hint: "tartanctl get \(names.kind.rawValue) -A")
        }
        var targets: [(ObjectKind, ObjectKey)] = []
        for name in names.names {
            targets.append((kind, try ObjectLookup.key(name, namespace: namespace.namespace)))
        }
        return targets
    }

    private func lookup(_ store: Store, _ kind: ObjectKind) -> ObjectLookup {
        ObjectLookup(
            store: store, namespace: namespace.namespace, command: "tartanctl delete \(kind.word)",
            suffix: self.store.suffix)
    }
}
