import CNI
import LinuxSystem
import TartanStore

/// What an ADD finds of an earlier ADD of the same sandbox and interface (PROTOCOL 4.1).
struct EarlierRecord {
    let call: Call
    let folder: SandboxFolder
    let identity: FileIdentity

    /// Refuses a second ADD; detaches what a reboot, a crash or a failed DEL left.
    func clear() throws(CallFailure) {
        do throws(StoreError) {
            guard let record = try folder.readJournal(call.interface) else {
                try folder.unlinkHistory(call.interface)
                return
            }
            if isAttached(record) { throw CallFailure.alreadyAttached(interface: call.interface) }
            let detachment = Detachment(call: call, folder: folder, record: record)
            try detachment.run(netns: "", deadline: call.deadline)
            try folder.unlinkHistory(call.interface)
        } catch let failure as CallFailure {
            throw failure
        } catch let error as StoreError {
            throw .store(error)
        }
    }

    private func isAttached(_ record: Record) -> Bool {
        record.isAnswered && !record.isBeingDetached && record.opening.bootID == BootID.current()
            && record.opening.netnsIdentity == identity
    }
}
