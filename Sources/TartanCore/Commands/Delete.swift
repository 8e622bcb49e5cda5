import CNI
import CNIExecution
import LinuxSystem
import TartanStore

/// DEL: detaches what the record says. Without a record it is done if history says so and Multus' state doesn't object; else
/// what that state, or configuration and store, name is detached as far as it can be known.
struct Delete {
    let call: Call

    func run() throws(CallFailure) {
        let session = try SandboxSession.enterForDelete(call)
        try session.endRunning(call.log)
        defer { tidy(session) }
        guard let folder = session.folder else { return try detachUnrecorded(session) }
        var isDamaged = false
        guard let record = try read(folder, &isDamaged) else {
            return try detachUnread(session, folder, isDamaged: isDamaged)
        }
        let isOfBoth = isOfBoth(record)
        let outcome = Result { () throws(CallFailure) in try detach(record, session, folder, isOfBoth: isOfBoth) }
        do throws(CallFailure) { if isOfBoth { try detachBeside(session) } } catch {
            if case .success = outcome { throw error }
            call.log.error(error.told)
        }
        try outcome.get()
    }

    private func detach(
        _ record: Record, _ session: borrowing SandboxSession, _ folder: SandboxFolder, isOfBoth: Bool
    ) throws(CallFailure) {
        let netns = Detachment.netns(call.invocation.statedNetns, record)
        // What Multus attached is no sign of lost lines.
        let isShort = !isOfBoth && CutRecord(record: record, netns: netns).isShort
        // The plan itself is missing: what was started isn't known.
        if record.lacksPlan || isShort && record.attachments.isEmpty {
            return try detachRemnants(session, netns)
        }
        try detach(record, folder, netns, isShort: isShort)
        session.store?.dropStatus(of: record, call.log)
    }

    /// Multus has attached something in the very sandbox of the record: an ADD of Tartan's was killed there before it could
    /// find the interface taken, or one of the two knows an earlier life of the container. Beside an ADD that was answered
    /// only what Multus says whole counts: else an old leftover would fail a DEL that has done its work.
    private func isOfBoth(_ record: Record) -> Bool {
        let state = MultusState(call.settings)
        return record.isAnswered
            ? state.hasWhole(call.invocation.containerID, call.interface)
            : state.hasAny(call.invocation.containerID, call.interface)
    }

    private func detachBeside(_ session: borrowing SandboxSession) throws(CallFailure) {
        let takeover = Takeover(call: call, containerID: call.invocation.containerID, store: session.store)
        _ = try takeover.detach(session.isLocked ? session.folder : nil, interface: call.interface)
    }

    private func detach(
        _ record: Record, _ folder: SandboxFolder, _ netns: String, isShort: Bool
    ) throws(CallFailure) {
        do throws(CallFailure) {
            try Detachment(call: call, folder: folder, record: record).run(
                netns: netns, deadline: call.deadline, isShort: isShort)
        } catch {
            let neverAttached = NeverAttached(record: record, folder: folder, netns: netns)
            guard case .detaching(let first, let others, _) = error, neverAttached.explains([first] + others) else {
                throw error
            }
            for failure in [first] + others { call.log.error(neverAttached.remark(on: failure)) }
        }
    }

    /// Nil where there is no record, or none that says anything.
    private func read(_ folder: SandboxFolder, _ isDamaged: inout Bool) throws(CallFailure) -> Record? {
        do throws(StoreError) { return try folder.readJournal(call.interface) } catch {
            guard case .damagedJournal = error else { throw .store(error) }
            call.log.error("the record can't be read, resolving again: \(error)")
            isDamaged = true
            return nil
        }
    }

    private func detachUnread(
        _ session: borrowing SandboxSession, _ folder: SandboxFolder, isDamaged: Bool
    ) throws(CallFailure) {
        let isDone: Bool
        if folder.hasJournal(call.interface) {
            // Its writer died before its first whole line, so it started nothing, unless the machine died with it, or the
            // file was cut off.
            isDone =
                !isDamaged && !folder.journalIsOlderThanBoot(call.interface)
                && !CutRecord.shows([call.interface], netns)
        } else {
            isDone = session.store?.historyAnswersDelete(folder, call.interface) == true
        }
        // Multus' whole state is taken away by whoever detaches by it: what is there came after history, or history is of
        // an ADD that was refused because of it.
        guard isDone, !MultusState(call.settings).hasWhole(call.invocation.containerID, call.interface) else {
            return try detachUnrecorded(session)
        }
        _ = try? folder.discardJournal(call.interface)
    }

    /// Neither record nor history: Multus may have attached it; else what can be made out is tried.
    private func detachUnrecorded(_ session: borrowing SandboxSession) throws(CallFailure) {
        let takeover = Takeover(call: call, containerID: call.invocation.containerID, store: session.store)
        if try takeover.detach(session.isLocked ? session.folder : nil, interface: call.interface) { return }
        try detachRemnants(session, netns)
    }

    /// Best effort: 0 unless a binary fails.
    private func detachRemnants(_ session: borrowing SandboxSession, _ netns: String) throws(CallFailure) {
        try RemnantDetachment(call: call, store: session.store, folder: session.folder, isLocked: session.isLocked).run(
            containerID: call.invocation.containerID, interface: call.interface,
            arguments: call.invocation.argumentsText, netns: netns)
        // A record without a plan has nothing more to say.
        if session.isLocked { _ = try? session.folder?.discardJournal(call.interface) }
        if let uid = call.invocation.pod?.uid {
            session.store?.dropStatus(podUID: uid, containerID: call.invocation.containerID, call.log)
        }
    }

    /// Where there is no record.
    private var netns: String { Detachment.netns(call.invocation.statedNetns, nil) }

    private func tidy(_ session: borrowing SandboxSession) {
        if session.isLocked { session.folder?.removeIfEmpty() }
        try? session.store?.pruneHistoryNowAndThen()
    }
}
