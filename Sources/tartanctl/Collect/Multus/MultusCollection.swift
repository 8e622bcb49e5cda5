import CNI
import ExactJSON
import LinuxSystem
import TartanCore
import TartanStore

/// Goes through the sandboxes of Multus' state and detaches those that are gone.
struct MultusCollection {
    let store: Store
    let settings: Settings
    let runtimes: RuntimeStates
    let isDryRun: Bool
    let interruption: Interruption

    /// - Throws: a state that can't be listed, or a signal that came between two sandboxes.
    func run(_ report: inout MultusReport) throws(Failure) {
        let remarks = Remarks()
        let collector: MultusCollector
        do throws(CallFailure) {
            collector = try MultusCollector(
                store: store, settings: settings, searchPath: HostEnvironment.searchPath,
                environment: HostEnvironment.variables, writeError: { remarks.add($0) })
        } catch {
            throw Failure(
                .no, code: "multusState", "of what Multus attached nothing was looked at: \(error.told).",
                facts: ["path": .string(settings.multusState)])
        }
        report.strays = collector.strays
        for containerID in collector.containers {
            do throws(CallFailure) { try interruption.check() } catch {
                throw Failure(
                    .no, code: "interrupted", "a signal ended this before all of Multus' sandboxes were looked at")
            }
            if let trace = collector.trace(containerID) { report.sandboxes.append(look(trace, collector, remarks)) }
        }
        var failures: [Failure] = []
        report.pruned = collector.prune(isDryRun: isDryRun) {
            failures.append(Failure(.no, code: "notRemoved", "\($0).", facts: ["path": .string($0.path)]))
        }
        if let failure = Failure(failures) { throw failure }
    }

    private func look(_ trace: MultusTrace, _ collector: MultusCollector, _ remarks: Remarks) -> CollectedSandbox {
        let verdict = MultusVerdict(trace, runtimes)
        func made(_ outcome: CollectedRecord.Outcome) -> CollectedSandbox {
            CollectedSandbox(trace, verdict, outcome, remarks: remarks.take().map(Self.withoutSubject))
        }
        guard verdict.isDue else { return made(.inUse) }
        if isDryRun {
            if let holder = collector.holder(trace.containerID) { return made(.underWay(holder)) }
            return made(.wouldDetach)
        }
        do throws(CallFailure) {
            let outcome = try collector.collect(trace.containerID) { MultusVerdict($0, runtimes).isDue }
            return made(RecordCollection.outcome(outcome))
        } catch {
            return made(.failed(CNIError(error, subject: made(.inUse).subject)))
        }
    }

    private static func withoutSubject(_ line: String) -> String {
        let start = "tartan: GC tartan: "
        return line.hasPrefix(start) ? String(line.dropFirst(start.count)) : line
    }
}
