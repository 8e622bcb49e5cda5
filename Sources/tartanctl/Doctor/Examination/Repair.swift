import CNI
import Glibc
import LinuxSystem
import TartanCore
import TartanStore

/// Something that `--repair` did, or could not do.
struct Repair: Equatable {
    /// Of the check that found it.
    let check: String
    /// What was done, a sentence with its full stop.
    let done: String
    /// Why it could not be done, or not wholly.
    var failure: String?
}

/// Does the safe repairs that an examination found.
struct Repairs {
    let node: ExaminedNode

    func run(_ findings: [(id: String, finding: DoctorFinding)]) -> [Repair] {
        var tried: [SafeRepair] = []
        var repairs: [Repair] = []
        for (id, finding) in findings {
            guard let safe = finding.safe, !tried.contains(safe) else { continue }
            tried.append(safe)
            repairs.append(run(safe, id))
        }
        return repairs
    }

    /// What would be done, in the same order.
    func planned(_ findings: [(id: String, finding: DoctorFinding)]) -> [Repair] {
        var seen: [SafeRepair] = []
        return findings.compactMap { id, finding in
            guard let safe = finding.safe, !seen.contains(safe) else { return nil }
            seen.append(safe)
            return Repair(check: id, done: safe.plan)
        }
    }

    private func run(_ repair: SafeRepair, _ check: String) -> Repair {
        switch repair {
        case .close(let path):
            attempt(check, "\(path) can be written by its owner alone now.") { () throws(SystemFailure) in
                try close(node.files.target(path))
            }
        case .makeFolder(let path):
            attempt(check, "\(path) is there now.") { () throws(SystemFailure) in
                try Files.makeFolders(node.files.target(path), mode: 0o755)
            }
        case .collect: collect(check)
        }
    }

    private func attempt(_ check: String, _ done: String, _ body: () throws(SystemFailure) -> Void) -> Repair {
        do throws(SystemFailure) { try body() } catch {
            return Repair(check: check, done: done, failure: node.onNode("\(error)."))
        }
        return Repair(check: check, done: done)
    }

    /// By its descriptor, so that nobody who can write beside it puts a link in its place meanwhile.
    private func close(_ path: String) throws(SystemFailure) {
        let file = try Descriptor(opening: path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
        let facts = try FileFacts(path: path)
        guard fchmod(file.number, facts.permissions & ~0o022) == 0 else {
            throw SystemFailure("change the mode of", path)
        }
    }

    private func collect(_ check: String) -> Repair {
        guard let store = try? node.store.opened.get() else {
            return Repair(
                check: check, done: "No record was looked at.", failure: "There is no store that could be read.")
        }
        var detached = 0
        var failures: [String] = []
        let collection = RecordCollection(
            store: store, runtimes: node.runtimes, isDryRun: false,
            interruption: Interruption(descriptor: Interruption.prepare()))
        do throws(Failure) {
            try collection.run { record in
                if record.outcome == .detached { detached += 1 }
                if let error = record.error { failures.append(error.message) }
            }
        } catch {
            failures.append(error.message + ".")
        }
        return Repair(
            check: check, done: "\(CollectReport.count(detached, "record")) of sandboxes that are gone detached.",
            failure: failures.isEmpty ? nil : failures.joined(separator: "; "))
    }
}
