import CNI
import TartanCore
import TartanStore

/// Closes, without running anything, the records of which nothing is left but networks whose DEL fails: a wrong definition
/// leaves one for each pod that was tried with it.
struct NetworkForgetting {
    let store: Store
    let runtimes: RuntimeStates
    let isDryRun: Bool
    /// As the records name them.
    let networks: Set<String>

    private(set) var forgotten: [ForgottenRecord] = []
    /// Records of these networks that were left alone.
    private(set) var spared: [SparedRecord] = []

    init(store: Store, runtimes: RuntimeStates, isDryRun: Bool, networks: [String]) {
        self.store = store
        self.runtimes = runtimes
        self.isDryRun = isDryRun
        self.networks = Set(networks)
    }

    /// - Throws: for a network that no record names, before anything is closed; where a record can't be closed.
    mutating func run() throws(Failure) {
        let candidates = try candidates()
        let named = Set(candidates.flatMap { $0.record.attachments.map(\.network) })
        if let unknown = networks.subtracting(named).min() {
            throw Failure(
                .no, code: "notFound", "no record names the network \"\(unknown)\" in \(store.root).",
                hints: ["tartanctl get records"])
        }
        for (key, folder, record) in candidates {
            if let reason = reason(record) { spare(key, record, reason) } else { try close(key, folder, record) }
        }
    }

    private func candidates() throws(Failure) -> [(key: RecordKey, folder: SandboxFolder, record: Record)] {
        var candidates: [(key: RecordKey, folder: SandboxFolder, record: Record)] = []
        for key in try Failure.converting({ () throws(StoreError) in try store.records() }) {
            // One that can't be read doesn't say of which networks it is.
            guard let folder = store.sandbox(folder: key.sandbox), let record = try? folder.readJournal(key.interface),
                record.attachments.contains(where: { networks.contains($0.network) })
            else { continue }
            candidates.append((key, folder, record))
        }
        return candidates
    }

    private mutating func close(_ key: RecordKey, _ folder: SandboxFolder, _ record: Record) throws(Failure) {
        let outcome = try Forgetting(store: store, isDryRun: isDryRun).close(key, folder) { record in
            record.map { reason($0) == nil } ?? false
        }
        switch outcome {
        case .closed:
            forgotten.append(
                ForgottenRecord(key: key, record: record, running: RecordCollector.runningBinaries(folder)))
        case .underWay(let holder): spare(key, record, .underWay(holder))
        // Somebody else detached it meanwhile.
        case .spared: break
        }
    }

    private mutating func spare(_ key: RecordKey, _ record: Record, _ reason: SparedRecord.Reason) {
        spared.append(SparedRecord(listed: ListedRecord(key: key, record: record), reason: reason))
    }

    /// Why it is to be left alone; nil for one that is to be closed.
    private func reason(_ record: Record) -> SparedRecord.Reason? {
        guard RecordVerdict(record, runtimes).isDue else { return .inUse }
        let left = record.toDetach()
        let others = Set(left.map { record.attachments[$0.attachment].network }).subtracting(networks).sorted()
        if !others.isEmpty { return .others(others) }
        let tried = Set(record.calls.filter { $0.start.verb == "DEL" }.map(\.binary))
        return !left.isEmpty && tried.isSuperset(of: left) ? nil : .untried
    }
}
