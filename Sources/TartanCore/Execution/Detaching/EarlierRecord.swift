import CNI
import LinuxSystem
import TartanStore

/// What an ADD finds of an earlier ADD of the same sandbox and interface.
struct EarlierRecord {
    let call: Call
    let identity: FileIdentity

    /// Refuses a second ADD; detaches what a reboot, a crash or a failed DEL left.
    func clear(_ session: borrowing SandboxSession) throws(CallFailure) {
        guard let folder = session.folder else { return }
        let record: Record?
        do throws(StoreError) {
            record = try folder.readJournal(call.interface)
        } catch {
            throw .store(error)
        }
        let remnants = RemnantDetachment(
            call: call, store: session.store, folder: folder, isLocked: session.isLocked)
        if let record {
            if isAttached(record) { throw .alreadyAttached(interface: call.interface) }
            try detach(record, folder, remnants)
        } else if folder.hasJournal(call.interface), CutRecord.shows([call.interface], call.invocation.netns),
            !multus.hasAny(call.invocation.containerID, call.interface)
        {
            try remnants.run(
                containerID: call.invocation.containerID, interface: call.interface,
                arguments: call.invocation.argumentsText, netns: call.invocation.netns)
        }
        do throws(StoreError) {
            // From now on a history that says "nothing is left" would be a lie.
            try session.store?.unlinkHistory(folder, call.interface)
        } catch {
            throw .store(error)
        }
    }

    private func detach(
        _ record: Record, _ folder: SandboxFolder, _ remnants: RemnantDetachment
    ) throws(CallFailure) {
        // The call's namespace may be another one: what was made is in the recorded one.
        let netns = Detachment.netns(nil, record)
        let isShort = CutRecord(record: record, netns: netns).isShort(beside: multus)
        try remnants.run(for: record, netns: netns, isShort: isShort)
        try Detachment(call: call, folder: folder, record: record).run(
            netns: netns, deadline: call.deadline, isShort: isShort)
    }

    private var multus: MultusState { MultusState(call.settings) }

    private func isAttached(_ record: Record) -> Bool {
        record.isAnswered && !record.isBeingDetached && record.opening.bootID == BootID.current()
            && record.opening.netnsIdentity == identity
    }
}
