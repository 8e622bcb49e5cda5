import CNI
import CNIExecution
import ExactJSON
import LinuxSystem
import MultiNetwork
import TartanStore

/// ADD: plan, attach each network in order, answer with one result; or undo everything (PROTOCOL 4).
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
        let session: SandboxSession
        let folder: SandboxFolder
        let journal: CallJournal
        do throws(CallFailure) {
            try Readiness(call.settings).wait(until: attachDeadline)
            session = try SandboxSession.enter(call, create: true, deadline: attachDeadline)
            try session.endRunning(call.log)
            folder = try session.requireFolder()
            try EarlierRecord(call: call, folder: folder, identity: identity).clear()
            journal = try open(folder)
        } catch {
            throw CNIError(error, subject: call.subject)
        }
        let plan: Plan
        do throws(CallFailure) { plan = try makePlan(session, folder) } catch {
            throw refuse(error, folder, journal)
        }
        return try attach(plan, session, folder, journal)
    }

    private func open(_ folder: SandboxFolder) throws(CallFailure) -> CallJournal {
        do throws(StoreError) {
            var writer = try folder.openJournal(call.interface, create: true)
            try writer.append(.open(call.opening(identity)))
            return CallJournal(writer, isRequired: true, log: call.log)
        } catch {
            throw .store(error)
        }
    }

    private func makePlan(_ session: borrowing SandboxSession, _ folder: SandboxFolder) throws(CallFailure) -> Plan {
        do throws(StoreError) {
            let others = try OtherRecords(folder: folder, except: call.interface)
            let request = PlanRequest(
                pod: call.invocation.pod, interface: call.interface, held: others.interfaces,
                isFirstOfSandbox: others.isEmpty)
            return try resolve(request, session)
        } catch let error as StoreError {
            throw .store(error)
        } catch let error as PlanError {
            throw .plan(error)
        }
    }
}
