import CNI
import CNIExecution
import LinuxSystem
package import TartanStore

/// A record for which no runtime will come back: its sandbox is gone, or its last call was cut off (PROTOCOL 5).
/// `tartanctl gc` retries its DELs, with the settings of the ADD.
package struct AbandonedRecord {
    package enum Reason: Sendable, Equatable, CustomStringConvertible {
        case rebooted
        case namespaceGone
        case unfinished
        case halfDetached

        package var description: String {
            switch self {
            case .rebooted: "the machine was rebooted since"
            case .namespaceGone: "its namespace is gone"
            case .unfinished: "its ADD was cut off"
            case .halfDetached: "its DEL failed or was cut off"
            }
        }
    }

    package enum Outcome: Sendable, Equatable {
        case detached
        /// Another call is at work on the sandbox.
        case busy(String)
        /// It was detached, or attached anew, meanwhile.
        case noLongerDue
    }

    private let store: Store
    private let folder: SandboxFolder
    private let interface: String
    private let environment: [EnvironmentVariable]

    package init(store: Store, folder: SandboxFolder, interface: String, environment: [EnvironmentVariable]) {
        self.store = store
        self.folder = folder
        self.interface = interface
        self.environment = environment
    }

    /// Why the record is to be detached; nil for one that stays.
    /// - Parameter living: the sandboxes that a runtime lists: theirs are not gone, whatever became of the namespace's path.
    package static func reason(_ record: Record, living: Set<String>) -> Reason? {
        if record.opening.bootID != BootID.current() { return .rebooted }
        if record.isUnfinished { return .unfinished }
        if record.isBeingDetached { return .halfDetached }
        if living.contains(record.opening.containerID) { return nil }
        return Detachment.netns(nil, record).isEmpty ? .namespaceGone : nil
    }

    /// Works like DEL: the store's lock shared, the sandbox's own. An ADD that is under way is left alone.
    package func detach(
        living: Set<String>, writeError: @escaping @Sendable (String) -> Void
    ) throws(CallFailure) -> Outcome {
        let deadline = Deadline.after(milliseconds: Limits.deleteDeadline)
        let storeLock: StoreLock
        do throws(StoreError) { storeLock = try StoreLock.shared(store, deadline: deadline) } catch {
            throw .store(error)
        }
        let outcome = try lockAndDetach(living, Log(nil, subject: "gc", writeError: writeError), deadline)
        storeLock.unlock()
        return outcome
    }

    private func lockAndDetach(_ living: Set<String>, _ log: Log, _ deadline: Deadline) throws(CallFailure) -> Outcome {
        let lock: SandboxLock?
        do throws(StoreError) { lock = try folder.tryLock("DEL") } catch { throw .store(error) }
        guard let lock else { return .busy(folder.holder()?.description ?? "another call") }
        let record: Record?
        do throws(StoreError) { record = try folder.readJournal(interface) } catch { throw .store(error) }
        guard let record, Self.reason(record, living: living) != nil else { return .noLongerDue }
        let holders: String?
        do throws(StoreError) { holders = try RunningBinaries(folder: folder).end() } catch { throw .store(error) }
        if let holders { throw .stillRunning(holders) }
        try Detachment(environment: environment, folder: folder, record: record, log: log).run(
            netns: Detachment.netns(nil, record), deadline: deadline)
        store.dropStatus(of: record, log)
        folder.removeIfEmpty()
        lock.unlock()
        return .detached
    }

    /// Closes the record without running anything.
    /// - Returns: the record as it was; nil if it is gone already, or could not be read and was discarded.
    package func forget() throws(CallFailure) -> Record? {
        do throws(StoreError) {
            let deadline = Deadline.after(milliseconds: Limits.gateWait)
            let lock = try folder.lock("DEL", deadline: deadline)
            let record = try readable()
            if record != nil {
                var journal = try folder.openJournal(interface, create: false)
                try journal.append(.closed)
                try folder.moveToHistory(interface)
            }
            folder.removeIfEmpty()
            lock.unlock()
            return record
        } catch {
            throw .store(error)
        }
    }

    private func readable() throws(StoreError) -> Record? {
        do throws(StoreError) { return try folder.readJournal(interface) } catch {
            guard case .damagedJournal = error else { throw error }
            _ = try folder.discardJournal(interface)
            return nil
        }
    }
}

extension Detachment {
    /// With the settings that the ADD had: nobody calls who could bring others.
    init(environment: [EnvironmentVariable], folder: SandboxFolder, record: Record, log: Log) {
        let folders =
            (record.opening.binDir.map { [$0] } ?? [])
            + record.opening.searchPath.split(separator: ":").map(String.init)
        let search = PluginSearch(directories: folders, excluding: [])
        self.init(
            environment: environment, search: search, searchPath: search.directories.joined(separator: ":"),
            timeout: record.opening.delegateTimeout, log: log, folder: folder, record: record)
    }
}
