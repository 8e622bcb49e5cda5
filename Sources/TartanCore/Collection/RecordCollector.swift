import CNI
import LinuxSystem
package import TartanStore

/// Closes records for which no runtime's DEL is waited for any more, one at a time: for `tartanctl gc`.
///
/// It works like a DEL: the store's lock shared, the sandbox's lock, no binary of an earlier call left
/// running. Other than a DEL it never ends an ADD or CHECK: nobody waits for it.
package struct RecordCollector: Sendable {
    private let store: Store
    private let environment: [EnvironmentVariable]
    private let log: Log

    package enum Outcome: Equatable, Sendable {
        case closed
        /// Not there any more, or not due any more: somebody else was faster.
        case spared
        /// An ADD or CHECK that lives has the sandbox.
        case underWay(SandboxHolder)
    }

    /// - Parameter environment: what delegates inherit, but for the CNI_ variables.
    package init(store: Store, environment: [EnvironmentVariable], log: Log) {
        self.store = store
        self.environment = environment
        self.log = log
    }

    /// Detaches what the record says, with the search path, settings and arguments that it holds.
    ///
    /// - Parameter isDue: asked with the sandbox's lock held.
    /// - Throws: `detaching` with the binaries' failures; the record then stays open for the next try.
    package func collect(
        _ folder: SandboxFolder, _ interface: String, isDue: (Record) -> Bool
    ) throws(CallFailure) -> Outcome {
        let deadline = Deadline.after(milliseconds: Limits.deleteDeadline)
        return try alone(folder, deadline) { _ throws(CallFailure) in
            guard let record = try read(folder, interface), isDue(record) else { return .spared }
            // Whoever closed it died before it became history.
            if record.isClosed { try moveToHistory(folder, interface) } else { try detach(folder, record, deadline) }
            store.dropStatus(of: record, log)
            return .closed
        }
    }

    /// Closes a record without running or ending anything. One that can't be read becomes history as it is.
    ///
    /// - Parameter isDue: asked with the sandbox's lock held; of one that can't be read with nil.
    package func forget(
        _ folder: SandboxFolder, _ interface: String, isDue: (Record?) -> Bool = { _ in true }
    ) throws(CallFailure) -> Outcome {
        let deadline = Deadline.after(milliseconds: Limits.deleteDeadline)
        return try alone(folder, deadline) { _ throws(CallFailure) in
            let record = try? folder.readJournal(interface)
            guard isDue(record) else { return .spared }
            do throws(StoreError) {
                if record != nil {
                    var journal = try folder.openJournal(interface, create: false)
                    try journal.append(.detach(.now(by: "tartanctl gc --forget")))
                    try journal.append(.closed)
                }
            } catch {
                throw .store(error)
            }
            try moveToHistory(folder, interface)
            if let record { store.dropStatus(of: record, log) }
            return .closed
        }
    }

    /// Binaries of an earlier call that still run there; nil if none does.
    package static func runningBinaries(_ folder: SandboxFolder) -> String? {
        try? RunningBinaries(folder: folder).holders()
    }

    /// The record's sandbox is gone: the path of its namespace is empty, gone, none, the host's own, or another one than the record's. Where that can't be told, it counts as being there.
    package static func namespaceIsGone(_ record: Record) -> Bool {
        Detachment.netns(nil, record).isEmpty
    }

    /// Whether it is an ADD or CHECK that lives.
    package static func isUnderWay(_ holder: SandboxHolder) -> Bool {
        holder.isRunning && (holder.command == "ADD" || holder.command == "CHECK")
    }
}

// One record
extension RecordCollector {
    private func read(_ folder: SandboxFolder, _ interface: String) throws(CallFailure) -> Record? {
        do throws(StoreError) { return try folder.readJournal(interface) } catch { throw .store(error) }
    }

    private func detach(_ folder: SandboxFolder, _ record: Record, _ deadline: Deadline) throws(CallFailure) {
        let file = folder.journalPath(record.opening.interface)
        let netns = Detachment.netns(nil, record)
        if CutRecord(record: record, netns: netns).isShort {
            throw .store(.damagedJournal(file: file, why: "it says less than is in the sandbox"))
        }
        if record.attachments.isEmpty, record.isDamaged, record.opening.bootID == BootID.current() {
            throw .store(.damagedJournal(file: file, why: "its plan is lost, so what was started isn't known"))
        }
        if record.lacksPlan {
            log.error(
                "what the ADD of \(folder.name)/\(record.opening.interface) had started was lost with the machine: "
                    + "addresses that are left with nobody: tartanctl gc --leases --dry-run")
        }
        let holders: String?
        do throws(StoreError) { holders = try RunningBinaries(folder: folder).end() } catch { throw .store(error) }
        if let holders { throw .stillRunning(holders) }
        try Detachment(recorded: record, folder: folder, environment: environment, log: log).run(
            netns: netns, deadline: deadline)
    }

    private func moveToHistory(_ folder: SandboxFolder, _ interface: String) throws(CallFailure) {
        do throws(StoreError) { try folder.moveToHistory(interface) } catch { throw .store(error) }
    }
}

// The locks
extension RecordCollector {
    private enum Access: ~Copyable {
        case locked(SandboxLock)
        /// The lock can't be made: the disk is full or read-only.
        case unlockable
        case underWay(SandboxHolder)
    }

    func alone(
        _ folder: SandboxFolder, _ deadline: Deadline, _ body: (_ isLocked: Bool) throws(CallFailure) -> Outcome
    ) throws(CallFailure) -> Outcome {
        let storeLock = try lockStore(deadline)
        let outcome = attempt(folder, deadline, body)
        if let storeLock { storeLock.unlock() }
        return try outcome.get()
    }

    private func attempt(
        _ folder: SandboxFolder, _ deadline: Deadline, _ body: (_ isLocked: Bool) throws(CallFailure) -> Outcome
    ) -> Result<Outcome, CallFailure> {
        do throws(CallFailure) {
            switch try lock(folder, deadline) {
            case .underWay(let holder): return .success(.underWay(holder))
            case .unlockable: return .success(try body(false))
            case .locked(let lock):
                let outcome = Result { () throws(CallFailure) in try body(true) }
                // Whatever came of it: the folder goes with its last record.
                folder.removeIfEmpty()
                lock.unlock()
                return outcome
            }
        } catch {
            return .failure(error)
        }
    }

    private func lockStore(_ deadline: Deadline) throws(CallFailure) -> StoreLock? {
        do throws(StoreError) { return try StoreLock.shared(store, deadline: deadline) } catch {
            guard error.isNotWritable else { throw .store(error) }
            log.error("the store can't be locked, going on without: \(error)")
            return nil
        }
    }

    /// Waits in short turns for other DELs, but for no ADD or CHECK.
    private func lock(_ folder: SandboxFolder, _ deadline: Deadline) throws(CallFailure) -> Access {
        while true {
            do throws(StoreError) {
                return .locked(try folder.lock("gc", deadline: min(deadline, .after(milliseconds: Limits.lockTurn))))
            } catch {
                if error.isNotWritable {
                    log.error("the sandbox's lock can't be made, going on without: \(error)")
                    return .unlockable
                }
                guard case .lockTimeout = error else { throw .store(error) }
                if let holder = folder.holder(), Self.isUnderWay(holder) { return .underWay(holder) }
                if deadline.isPast { throw .store(error) }
            }
        }
    }
}
