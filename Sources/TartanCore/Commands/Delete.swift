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
        guard let record = try read(folder) else {
            // A journal that died before its first whole line started nothing, unless the machine died with it.
            let mayHaveLost = folder.journalIsOlderThanBoot(call.interface)
            let neverStarted = (try? folder.discardJournal(call.interface)) == true && !mayHaveLost
            let isDone = neverStarted || session.store?.historyAnswersDelete(folder, call.interface) == true
            // Multus' whole state is taken away by whoever detaches by it: what is there came after history, or history
            // is of an ADD that was refused because of it.
            let state = MultusState(call.settings)
            if isDone, !state.hasWhole(call.invocation.containerID, call.interface) { return }
            return try detachUnrecorded(session)
        }
        let outcome = Result { () throws(CallFailure) in try detach(record, session, folder) }
        do throws(CallFailure) { try detachBeside(record, session) } catch {
            if case .success = outcome { throw error }
            call.log.error(error.told)
        }
        try outcome.get()
    }

    private func detach(
        _ record: Record, _ session: borrowing SandboxSession, _ folder: SandboxFolder
    ) throws(CallFailure) {
        // The plan itself is missing: what was started isn't known.
        if record.attachments.isEmpty, record.mayLackLines() { return try detachRemnants(session) }
        try detach(record, folder)
        session.store?.dropStatus(of: record, call.log)
    }

    /// What Multus attached in the very sandbox of the record: an ADD of Tartan's was killed there before it could find the
    /// interface taken, or one of the two knows an earlier life of the container. Beside an ADD that was answered only what
    /// Multus says whole counts: else an old leftover would fail a DEL that has done its work.
    private func detachBeside(
        _ record: Record, _ session: borrowing SandboxSession
    ) throws(CallFailure) {
        let state = MultusState(call.settings)
        let isDue =
            record.isAnswered
            ? state.hasWhole(call.invocation.containerID, call.interface)
            : state.hasAny(call.invocation.containerID, call.interface)
        guard isDue else { return }
        let takeover = Takeover(call: call, containerID: call.invocation.containerID, store: session.store)
        _ = try takeover.detach(session.isLocked ? session.folder : nil, interface: call.interface)
    }

    private func detach(_ record: Record, _ folder: SandboxFolder) throws(CallFailure) {
        let netns = Detachment.netns(call.invocation.statedNetns, record)
        do throws(CallFailure) {
            try Detachment(call: call, folder: folder, record: record).run(netns: netns, deadline: call.deadline)
        } catch {
            let neverAttached = NeverAttached(record: record, folder: folder, netns: netns)
            guard case .detaching(let first, let others, _) = error, neverAttached.explains([first] + others) else {
                throw error
            }
            for failure in [first] + others { call.log.error(neverAttached.remark(on: failure)) }
        }
    }

    /// Nil where there is no record, or none that says anything.
    private func read(_ folder: SandboxFolder) throws(CallFailure) -> Record? {
        do throws(StoreError) { return try folder.readJournal(call.interface) } catch {
            guard case .damagedJournal = error else { throw .store(error) }
            call.log.error("the record can't be read, resolving again: \(error)")
            _ = try? folder.discardJournal(call.interface)
            return nil
        }
    }

    /// Neither record nor history: Multus may have attached it; else what can be made out is tried.
    private func detachUnrecorded(_ session: borrowing SandboxSession) throws(CallFailure) {
        let takeover = Takeover(call: call, containerID: call.invocation.containerID, store: session.store)
        if try takeover.detach(session.isLocked ? session.folder : nil, interface: call.interface) { return }
        try detachRemnants(session)
    }

    /// Best effort: 0 unless a binary fails.
    private func detachRemnants(_ session: borrowing SandboxSession) throws(CallFailure) {
        let records = Remnants(
            call, store: session.store, folder: session.folder, containerID: call.invocation.containerID,
            interface: call.interface, arguments: call.invocation.argumentsText
        ).attachments
        let binaries = records.indices.flatMap { index in
            records[index].plugins.indices.map { JournalBinary(attachment: index, plugin: $0) }
        }
        let runner = DelegateRunner(
            environment: call.world.environment,
            target: SandboxTarget(
                containerID: call.invocation.containerID, netns: Detachment.netns(call.invocation.statedNetns, nil),
                identity: nil, arguments: call.invocation.argumentsText,
                searchPath: call.search.directories.joined(separator: ":")),
            folder: session.isLocked ? session.folder : nil, journal: .none(call.log), log: call.log,
            interruption: nil, timeout: call.settings.delegateTimeout)
        let failures = Detacher(runner: runner, search: call.search, deadline: call.deadline).detach(
            binaries, of: records, previous: { _ in nil })
        records.removeDeviceFiles(except: failures, call.log)
        if let failure = CallFailure.detaching(failures, of: binaries.count) { throw failure }
        // A record without a plan has nothing more to say.
        if session.isLocked { _ = try? session.folder?.discardJournal(call.interface) }
        if let uid = call.invocation.pod?.uid {
            session.store?.dropStatus(podUID: uid, containerID: call.invocation.containerID, call.log)
        }
    }

    private func tidy(_ session: borrowing SandboxSession) {
        if session.isLocked { session.folder?.removeIfEmpty() }
        try? session.store?.pruneHistoryNowAndThen()
    }
}
