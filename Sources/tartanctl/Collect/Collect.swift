import ArgumentParser
import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TartanCore
import TartanStore

/// `tartanctl gc`: detaches what runtimes forgot. For a timer of the host, because reference plugins' GC frees nothing and
/// containerd calls none.
struct Collect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gc", abstract: "Detach what runtimes forgot: sandboxes that are gone, calls that were cut off.")

    @Flag(name: .customLong("dry-run"), help: "Tell what would be done, and change nothing.")
    var isDryRun = false

    @Flag(help: "Also free host-local's addresses that no record and no runtime knows.")
    var leases = false

    @Option(
        help: ArgumentHelp(
            "Close a record without running anything, and tell what it leaves. A sandbox's id may be shortened.",
            valueName: "sandbox[/ifname]"))
    var forget: String?

    @Flag(help: "Go on in another mount namespace than pid 1's, where paths of namespaces can't be judged.")
    var force = false

    @Option(
        name: .customLong("conf-dir"),
        help: ArgumentHelp("Where configurations of networks are, for --leases.", valueName: "dir"))
    var configurationFolder = "/etc/cni/tartan.d"

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    mutating func validate() throws {
        if forget != nil, isDryRun || leases {
            throw ValidationError("--forget goes with neither --dry-run nor --leases")
        }
    }

    mutating func run() throws {
        let opened = try store.open()
        if let forget {
            let forgotten = try Forgetting(store: opened, suffix: store.suffix).forget(forget)
            return try finish(CollectReport(records: forgotten, leases: [], isDryRun: false))
        }
        try requireHostMounts()
        // Reservations first: what is made while records are read is not judged.
        let reserved = leases ? try reservations(opened) : []
        let state = RuntimeState()
        for problem in state.unreadable { Console.note("warning: \(problem)\n") }
        let records = try collect(opened, state)
        let freed = try free(reserved, opened, state)
        try finish(CollectReport(records: records, leases: freed, isDryRun: isDryRun))
    }

    private func finish(_ result: CollectReport) throws(Failure) {
        try Console.print(report.format == .json ? result.json.indentedText + "\n" : result.text)
        if result.isFailure { throw .reported(.no) }
    }

    private func requireHostMounts() throws(Failure) {
        guard !force, FileIdentity(path: "/proc/self/ns/mnt") != FileIdentity(path: "/proc/1/ns/mnt") else { return }
        throw Failure(
            .couldNotRun, code: "mountNamespace",
            "this is another mount namespace than pid 1's, where the paths of sandboxes can't be judged.",
            hints: ["Run it on the host itself, or with --force where both see the same /run/netns."])
    }

    private func collect(_ store: Store, _ state: RuntimeState) throws(Failure) -> [CollectedRecord] {
        let (records, problems) = try ListedRecord.all(in: store)
        var collected = records.map { record in
            let reason = AbandonedRecord.reason(record.record, living: state.living)
            return CollectedRecord(record, reason, reason.map { _ in fate(record, store, state) } ?? .kept)
        }
        collected += problems.map {
            CollectedRecord(
                sandbox: "?", interface: "?", pod: "", networks: [], reason: "it can't be read", fate: .failed($0))
        }
        return collected
    }

    private func fate(_ record: ListedRecord, _ store: Store, _ state: RuntimeState) -> CollectedRecord.Fate {
        if isDryRun { return .due }
        guard let folder = store.sandbox(folder: record.key.sandbox) else { return .kept }
        let abandoned = AbandonedRecord(
            store: store, folder: folder, interface: record.key.interface, environment: HostEnvironment.variables)
        do throws(CallFailure) {
            switch try abandoned.detach(living: state.living, writeError: { Console.note($0 + "\n") }) {
            case .detached: return .detached
            case .busy(let holder): return .skipped(holder)
            case .noLongerDue: return .kept
            }
        } catch {
            let subject = record.pod.isEmpty ? "sandbox \(record.shortSandbox)" : record.pod
            return .failed(Failure(CNIError(error, subject: subject)))
        }
    }
}

// Addresses
extension Collect {
    private func reservations(_ store: Store) throws(Failure) -> [Lease] {
        var leases: [Lease] = []
        for folder in try LeaseFolders(store: store, configurationFolder: configurationFolder).folders.sorted() {
            do throws(SystemFailure) { leases += try Lease.all(in: folder) } catch {
                throw Failure(.couldNotRun, code: "leases", "\(error).")
            }
        }
        return leases
    }

    private func free(
        _ reserved: [Lease], _ store: Store, _ state: RuntimeState
    ) throws(Failure) -> [CollectReport.FreedLease] {
        guard !reserved.isEmpty else { return [] }
        // Who can't tell which containers live must not take an address from one.
        guard state.unreadable.isEmpty else {
            throw Failure(
                .couldNotRun, code: "runtimeState",
                "no address was freed: the state of a runtime that is installed can't be read (\(state.unreadable.joined(separator: "; ")))."
            )
        }
        let (records, problems) = try ListedRecord.all(in: store)
        if let failure = Failure(problems) { throw failure }
        let holders = Set(records.map(\.record.opening.containerID)).union(state.living)
        var freed: [CollectReport.FreedLease] = []
        for lease in reserved where !holders.contains(lease.containerID) {
            do throws(SystemFailure) {
                if isDryRun {
                    freed.append(.init(lease: lease, problem: nil))
                } else if try lease.remove() {
                    freed.append(.init(lease: lease, problem: nil))
                }
            } catch {
                freed.append(.init(lease: lease, problem: error.description))
            }
        }
        return freed
    }
}

extension CollectedRecord {
    init(_ record: ListedRecord, _ reason: AbandonedRecord.Reason?, _ fate: Fate) {
        self.init(
            sandbox: record.record.opening.containerID, interface: record.key.interface, pod: record.pod,
            networks: record.record.attachments.map(\.network), reason: reason?.description, fate: fate)
    }
}
