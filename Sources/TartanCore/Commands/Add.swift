import CNI
import CNIExecution
import ExactJSON
import LinuxSystem
import TartanStore

/// ADD: plan, attach each network in order, answer with one result; or undo everything.
struct Add {
    let call: Call
    private let identity: FileIdentity
    /// When attaching must have ended, so that there is time for the undo.
    private let attachDeadline: Deadline

    init(_ call: Call) throws(CNIError) {
        self.call = call
        do throws(CallFailure) { identity = try call.requireSandbox() } catch {
            throw CNIError(error, subject: call.subject)
        }
        attachDeadline = call.deadline.earlier(byMilliseconds: Limits.undoReserve)
    }

    /// - Returns: the answer for stdout.
    func run() throws(CNIError) -> [UInt8] {
        let session = try enter()
        let journal = try begin(session)
        var run: AttachmentRun?
        do throws(CallFailure) {
            let others = try others(session)
            let plan = try makePlan(session, others)
            if let need = DaemonNeed.unmet(of: plan.attachments, call.world.environment) { throw .unmet(need) }
            let attaching = try prepare(plan, session, journal)
            run = attaching
            let completed = try attaching.run(deadline: attachDeadline)
            let answer = answer(completed)
            try append(.answered(code: nil, message: nil), journal)
            StatusPublisher(call: call, store: session.store, others: others).publish(plan, completed)
            return answer
        } catch {
            throw end(error, run, session, journal)
        }
    }

    private func enter() throws(CNIError) -> SandboxSession {
        do throws(CallFailure) {
            try Readiness(call.settings).wait(until: attachDeadline, Interruption(descriptor: call.world.interruption))
            return try SandboxSession.enterForAdd(call, deadline: attachDeadline)
        } catch {
            throw CNIError(error, subject: call.subject)
        }
    }

    private func begin(_ session: borrowing SandboxSession) throws(CNIError) -> CallJournal {
        do throws(CallFailure) {
            try session.endRunning(call.log)
            try EarlierRecord(call: call, identity: identity).clear(session)
            return try open(session.folder)
        } catch {
            session.folder?.removeIfEmpty()
            throw CNIError(error, subject: call.subject)
        }
    }

    private func open(_ folder: SandboxFolder?) throws(CallFailure) -> CallJournal {
        guard let folder else { throw .store(.noStore(call.settings.store)) }
        do throws(StoreError) {
            var writer = try folder.openJournal(call.interface, create: true)
            try writer.append(.open(call.opening(identity)))
            return CallJournal(writer, isRequired: true, log: call.log)
        } catch {
            // It has no whole line: there was no record before.
            _ = try? folder.discardJournal(call.interface)
            throw .store(error)
        }
    }

    private func others(_ session: borrowing SandboxSession) throws(CallFailure) -> OtherRecords {
        do throws(StoreError) { return try OtherRecords(folder: session.folder, except: call.interface) } catch {
            throw .store(error)
        }
    }

    private func makePlan(
        _ session: borrowing SandboxSession, _ others: OtherRecords
    ) throws(CallFailure) -> Plan {
        let request = PlanRequest(
            pod: call.invocation.pod, interface: call.interface, containerID: call.invocation.containerID,
            held: others.interfaces, heldDevices: others.devices, heldProjects: others.projects,
            isFirstOfSandbox: others.isEmpty)
        do throws(PlanError) {
            let plan = try call.resolver(store: session.store, deadline: attachDeadline).plan(request)
            if let ignored = plan.ignored {
                call.log.error("\(ignored.explained.sentence): ignored, as invalidAnnotation says")
            }
            return plan
        } catch {
            if let words = error.confidential { call.log.error(words) }
            throw .plan(error)
        }
    }

    private func prepare(
        _ plan: Plan, _ session: borrowing SandboxSession, _ journal: CallJournal
    ) throws(CallFailure) -> AttachmentRun {
        for attachment in plan.attachments {
            for file in attachment.passedOver { call.log.verbose("\(attachment.label): passed over \(file)") }
        }
        let records = plan.attachments.map {
            JournalAttachment($0, arguments: call.invocation.argumentsText)
        }
        try append(.plan(records), journal)
        return AttachmentRun(
            runner: runner(session, journal, interruption: call.world.interruption), sandbox: try call.view(identity),
            plan: plan, records: records)
    }

    private func runner(
        _ session: borrowing SandboxSession, _ journal: CallJournal, interruption: Int32?
    ) -> DelegateRunner {
        DelegateRunner(
            environment: call.world.environment,
            target: SandboxTarget(
                containerID: call.invocation.containerID, netns: call.invocation.netns, identity: identity,
                arguments: call.invocation.argumentsText, searchPath: call.search.path),
            folder: session.folder, journal: journal, log: call.log, interruption: interruption,
            timeout: call.settings.delegateTimeout)
    }

    private func append(_ step: JournalStep, _ journal: CallJournal) throws(CallFailure) {
        do throws(StoreError) { try journal.append(step) } catch { throw .store(error) }
    }

    private func answer(_ completed: [CompletedResult]) -> [UInt8] {
        let version = call.settings.version
        let isPrimary = call.settings.answerMode == .primary || version.isLegacy
        let result = MergedResult.merge(isPrimary ? Array(completed.prefix(1)) : completed)
        return Array(result.encoded(as: version).indentedText.utf8)
    }
}

// When it failed
extension Add {
    /// Undoes what was done, closes the journal unless something is left, and makes the answer.
    private func end(
        _ failure: CallFailure, _ run: AttachmentRun?, _ session: borrowing SandboxSession, _ journal: CallJournal
    ) -> CNIError {
        call.log.verbose(failure.explained.sentence)
        journal.stopRequiring()
        let left = run.map { undo($0, session, journal) } ?? []
        run?.prepared.removeDeviceFiles(except: left, call.log)
        let error = CNIError(failure, subject: call.subject, aftermath: aftermath(run, left))
        journal.note(.answered(code: error.code.rawValue, message: error.message))
        guard left.isEmpty else { return error }
        journal.note(.closed)
        do throws(StoreError) { try session.folder?.moveToHistory(call.interface) } catch {
            call.log.error("the finished journal could not be moved to history: \(error)")
        }
        session.folder?.removeIfEmpty()
        return error
    }

    /// Runs the DELs of everything that was started, the failed attachment included; from memory, for the journal may be what failed.
    /// - Returns: the failures, by which it is known what is left.
    private func undo(
        _ run: AttachmentRun, _ session: borrowing SandboxSession, _ journal: CallJournal
    ) -> [DelegateFailure] {
        guard !run.started.isEmpty else { return [] }
        journal.note(.undo)
        let reserve = min(Limits.undoReserve, call.deadline.remainingMilliseconds)
        let detacher = Detacher(
            runner: runner(session, journal, interruption: nil), search: call.search,
            deadline: .after(milliseconds: reserve))
        return detacher.detach(run.started, of: run.records) { run.results[$0]?.result }
    }

    private func aftermath(_ run: AttachmentRun?, _ left: [DelegateFailure]) -> String {
        guard let run, !run.started.isEmpty else { return "Nothing was attached." }
        let trace = "Each step: tartanctl trace \(traceTarget)"
        if left.isEmpty { return "Everything that was attached before was undone. \(trace)" }
        let names = left.map { "\($0.label) by \($0.path): \($0.sentence)" }.joined(separator: "; ")
        return "The undo failed for \(names). Retry it: tartanctl gc. \(trace)"
    }

    /// As `tartanctl trace` finds this call.
    private var traceTarget: String {
        let store = call.settings.store == Store.defaultRoot ? "" : " --store \(call.settings.store)"
        return (call.invocation.pod?.fullName ?? call.invocation.containerID) + store
    }
}
