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

            A missing store is made. With -l only those with certain labels are written.

            Examples:
              sudo tartanctl apply -f manifests/ -R
              sudo tartanctl apply -f web.yaml --dry-run
              sudo tartanctl apply -f deployment.yaml --pod-name web-0 -n shop
              kubectl get net-attach-def,pods -A -o json | sudo tartanctl apply -f -
            """)

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var labels: SelectorOptions
    @OptionGroup var dryRun: DryRunOptions
    @OptionGroup var store: StoreOptions

    @Option(name: .output, help: "text, json or name.")
    var output: ChangeFormat = .text

    func validate() throws {
        if manifests.paths.isEmpty { throw ValidationError("name what to apply: -f FILE, -f FOLDER or -f -") }
    }

    func run() throws {
        let files = try InputFile.all(manifests.paths, recursively: manifests.recursive)
        let found = try Manifests(files, ManifestRules(namespace: namespace.chosen, podName: manifests.podName))
        var report = ChangeReport(output, isDryRun: dryRun.isOn)
        report.skip(found.foreign)
        let objects = found.objects.filter { labels.selector?.selects($0.value) ?? true }
        guard !objects.isEmpty else { throw nothing(labels.selector) }
        let target = try target()
        for object in objects {
            let change: Change
            do throws(StoreError) {
                change = try put(object, target)
            } catch {
                return try report.finish(Failure(error))
            }
            try report.add(object.kind, object.key, change.word)
        }
        try report.finish()
    }

    private func nothing(_ selector: LabelSelector?) -> Failure {
        let labels = selector.map { " with the labels \($0.text)" } ?? ""
        return Failure(
            .couldNotRun, code: "noInput", "there is no network and no pod\(labels) in what was given",
            hints: ["Kinds that are read: tartanctl apply --help"])
    }

    /// Nil where there is no store, and none is made because nothing is to be changed.
    private func target() throws(Failure) -> Store? {
        if dryRun.isOn { return try store.rehearse() }
        let store = try store.open(create: true)
        try? store.removeOldTemporaries()
        return store
    }

    private func put(_ object: ManifestObject, _ store: Store?) throws(StoreError) -> Change {
        guard let store else { return .created }
        if dryRun.isOn { return try store.rehearsePut(object.kind, object.value) }
        return switch object.kind {
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
