import CNI
import LinuxSystem
import TartanStore

/// One record under the eyes of GC: kept, or detached because its sandbox is gone or the runtime has long forgotten it.
struct StaleRecord {
    let call: Call
    let store: Store
    let folder: SandboxFolder
    let interface: String

    func collect(_ valid: Set<ValidAttachment>) throws(CallFailure) {
        guard let record = try read(), isDue(record, valid) else { return }
        let lock = try lock()
        // It may have been detached while the lock was waited for, or attached anew.
        if let record = try read(), isDue(record, valid) { try detach(record, isLocked: lock != nil) }
        if let lock {
            folder.removeIfEmpty()
            lock.unlock()
        }
    }

    /// Nil where it can't be made.
    private func lock() throws(CallFailure) -> SandboxLock? {
        do throws(StoreError) { return try SandboxSession.lockForDelete(folder, call.deadline, call.log) } catch {
            guard error.isNotWritable else { throw .store(error) }
            call.log.error("the sandbox's lock can't be made, going on without: \(error)")
            return nil
        }
    }

    private func detach(_ record: Record, isLocked: Bool) throws(CallFailure) {
        let holders: String?
        do throws(StoreError) { holders = try RunningBinaries(folder: folder).end() } catch { throw .store(error) }
        if let holders { throw .stillRunning(holders) }
        let netns = Detachment.netns(nil, record)
        let isShort = CutRecord(record: record, netns: netns).isShort(beside: MultusState(call.settings))
        try RemnantDetachment(call: call, store: store, folder: folder, isLocked: isLocked).run(
            for: record, netns: netns, isShort: isShort)
        try Detachment(call: call, folder: folder, record: record).run(
            netns: netns, deadline: call.deadline, isShort: isShort)
        store.dropStatus(of: record, call.log)
    }

    private func isDue(_ record: Record, _ valid: Set<ValidAttachment>) -> Bool {
        let own = ValidAttachment(containerID: record.opening.containerID, interface: interface)
        return record.opening.networkName == call.settings.name && !valid.contains(own) && isStale(record)
    }

    private func read() throws(CallFailure) -> Record? {
        do throws(StoreError) { return try folder.readJournal(interface) } catch { throw .store(error) }
    }

    /// A young record may be of an ADD whose answer the runtime had not yet booked when it made its list.
    private func isStale(_ record: Record) -> Bool {
        if Detachment.netns(nil, record).isEmpty { return true }
        guard let opened = record.entries.first?.time else { return true }
        return opened + UInt64(Limits.collectSpares) * 1000 < call.world.started
    }
}
