import CNI
import LinuxSystem
import TartanStore

/// One record under the eyes of GC: kept, or detached because its sandbox is gone or the runtime has long forgotten it.
struct StaleRecord {
    let call: Call
    let folder: SandboxFolder
    let interface: String

    /// - Returns: the record if it stays.
    func collect(_ valid: Set<ValidAttachment>) throws(CallFailure) -> Record? {
        guard let record = try read() else { return nil }
        let own = ValidAttachment(containerID: record.opening.containerID, interface: interface)
        guard record.opening.networkName == call.settings.name, !valid.contains(own), isStale(record) else { return record }
        let lock: SandboxLock
        do throws(StoreError) {
            lock = try SandboxSession.lockForDelete(folder, call.deadline, call.log)
        } catch {
            throw .store(error)
        }
        // It may have been detached while the lock was waited for.
        guard let record = try read() else { return nil }
        let holders: String?
        do throws(StoreError) { holders = try RunningBinaries(folder: folder).end() } catch { throw .store(error) }
        if let holders { throw .stillRunning(holders) }
        try Detachment(call: call, folder: folder, record: record).run(
            netns: Detachment.netns(nil, record), deadline: call.deadline)
        folder.removeIfEmpty()
        lock.unlock()
        return nil
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
