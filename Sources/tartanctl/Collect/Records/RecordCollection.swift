import CNI
import TartanCore
import TartanStore

/// Goes through all records and detaches those that are due.
struct RecordCollection {
    let store: Store
    let runtimes: RuntimeStates
    let isDryRun: Bool
    let interruption: Interruption

    /// - Throws: a store that can't be listed, or a signal that came between two records; no binary is ended by one.
    func run(_ collected: (CollectedRecord) -> Void) throws(Failure) {
        let remarks = Remarks()
        for key in try Failure.converting({ () throws(StoreError) in try store.records() }) {
            do throws(CallFailure) { try interruption.check() } catch {
                throw Failure(.no, code: "interrupted", "a signal ended this before all records were looked at")
            }
            guard let folder = store.sandbox(folder: key.sandbox), var record = look(key, folder, remarks) else {
                continue
            }
            record.add(remarks.take())
            collected(record)
        }
    }

    /// Nil for a record that is gone by now, or has no whole line: of a call that has just begun or died before it started
    /// anything, or of a file that was cut off. DEL and ADD can tell by the sandbox.
    private func look(_ key: RecordKey, _ folder: SandboxFolder, _ remarks: Remarks) -> CollectedRecord? {
        let record: Record?
        do throws(StoreError) { record = try folder.readJournal(key.interface) } catch {
            let failure = CNIError(.store(error), subject: "record \(key)")
            return CollectedRecord(key: key, listed: nil, verdict: nil, outcome: .failed(failure))
        }
        guard let record else { return nil }
        let verdict = RecordVerdict(record, runtimes)
        let listed = ListedRecord(key: key, record: record)
        func made(_ outcome: CollectedRecord.Outcome) -> CollectedRecord {
            CollectedRecord(key: key, listed: listed, verdict: verdict, outcome: outcome)
        }
        guard verdict.isDue else { return made(.inUse) }
        if isDryRun {
            if let holder = folder.holder(), RecordCollector.isUnderWay(holder) { return made(.underWay(holder)) }
            return made(.wouldDetach)
        }
        do throws(CallFailure) {
            return made(Self.outcome(try collector(remarks).collect(folder, key.interface) { isDue($0) }))
        } catch {
            return made(.failed(CNIError(error, subject: made(.inUse).subject)))
        }
    }

    private func isDue(_ record: Record) -> Bool { RecordVerdict(record, runtimes).isDue }

    private func collector(_ remarks: Remarks) -> RecordCollector {
        RecordCollector(
            store: store, environment: HostEnvironment.variables,
            log: Log(nil, subject: "gc", writeError: { remarks.add($0) }))
    }

    static func outcome(_ outcome: RecordCollector.Outcome) -> CollectedRecord.Outcome {
        switch outcome {
        case .closed: .detached
        case .spared: .spared
        case .underWay(let holder): .underWay(holder)
        }
    }
}
