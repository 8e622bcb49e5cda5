import ArgumentParser
import ExactJSON
import TartanStore

/// Writes what manifests describe into the store, after all of it was read and checked.
struct Apply: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the networks and pods of manifests into the store.",
        discussion: """
            Reads NetworkAttachmentDefinitions, Pods, their Lists, and the pod templates of Deployments, StatefulSets, \
            DaemonSets, ReplicaSets, Jobs and CronJobs (with --pod-name), in YAML or JSON. Objects of other kinds are \
            passed over. Nothing is written if anything is wrong with one of the inputs.

            A missing store is made.
            """)

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var store: StoreOptions

    @Option(name: [.customShort("o"), .customLong("output")], help: "text, json or name.")
    var output: ChangeFormat = .text

    func validate() throws {
        if manifests.paths.isEmpty { throw ValidationError("name what to apply: -f FILE, -f FOLDER or -f -") }
    }

    func run() throws {
        let files = try InputFile.all(manifests.paths, recursively: manifests.recursive)
        let found = try Manifests(files, ManifestRules(namespace: namespace.chosen, podName: manifests.podName))
        var report = ChangeReport(output)
        report.skip(found.foreign)
        guard !found.objects.isEmpty else {
            throw Failure(
                .couldNotRun, code: "noInput", "there is no network and no pod in what was given",
                hints: ["Kinds that are read: tartanctl apply --help"])
        }
        let store = try store.open(create: true)
        try? store.removeOldTemporaries()
        for object in found.objects {
            let change: Change
            do throws(StoreError) {
                change = try Self.put(object, store)
            } catch {
                return try report.finish(Failure(error))
            }
            try report.add(object.kind, object.key, change.word)
        }
        try report.finish()
    }

    private static func put(_ object: ManifestObject, _ store: Store) throws(StoreError) -> Change {
        switch object.kind {
        case .network: try store.putNetwork(object.value)
        case .pod: try store.putPod(object.value)
        }
    }
}

extension Change {
    /// kubectl's words.
    fileprivate var word: String {
        switch self {
        case .created: "created"
        case .changed: "configured"
        case .unchanged: "unchanged"
        }
    }
}
