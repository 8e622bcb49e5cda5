import CNI
import CNIExecution
import LinuxSystem
import TartanStore

/// Detaches a sandbox that Multus attached: its state becomes a record, and the record is detached like any other, so that
/// what fails is kept and tried again.
///
/// To be used with the sandbox's lock held, if it could be made, and nobody of an earlier call running.
struct Takeover {
    let call: Call
    let containerID: String

    enum Outcome: Equatable {
        /// Multus knows nothing of the sandbox.
        case unknown
        /// - Parameter isWhole: false where there is no state file: then there may have been more than results tell.
        case detached(isWhole: Bool)
        /// There is a state, but nothing that could be detached by it; why, a sentence each.
        case unreadable([String])
    }

    private var state: MultusState { MultusState(folder: call.settings.multusState) }

    /// For a runtime's DEL.
    ///
    /// - Parameter folder: nil where the store can't be used.
    /// - Throws: `detaching`; `takeover` if a part of the state can't be read, after the rest was detached.
    func detach(_ folder: SandboxFolder?, interface: String) throws(CallFailure) -> Outcome {
        guard let sandbox = state.sandbox(containerID) else { return .unknown }
        let netns = Detachment.netns(call.invocation.statedNetns ?? sandbox.netns, nil)
        return try detach(sandbox, folder, interface, netns: netns)
    }

    /// For GC: only if the sandbox is gone and has no record. Multus leaves such state behind by the hundred thousand.
    func collect(_ store: Store) throws(CallFailure) {
        guard let sandbox = state.sandbox(containerID), isGone(sandbox) else { return }
        let folder = store.sandbox(containerID)
        let lock: SandboxLock
        do throws(StoreError) { lock = try SandboxSession.lockForDelete(folder, call.deadline, call.log) } catch {
            throw .store(error)
        }
        let outcome = Result { () throws(CallFailure) in
            guard (try? folder.interfaces())?.isEmpty == true else { return }
            if case .unreadable(let problems) = try detach(sandbox, folder, sandbox.runtimeInterface, netns: "") {
                sandbox.discard(keeping: true, call.log)
                throw .takeover(problems: problems)
            }
        }
        folder.removeIfEmpty()
        lock.unlock()
        try outcome.get()
    }

    /// What can't be read is moved aside, so that it is an error once and not for ever.
    func setAside() {
        if let sandbox = state.sandbox(containerID) { sandbox.discard(keeping: true, call.log) }
    }

    /// Without a result nothing was attached, unless it is just being done. One that doesn't say where it was is spared.
    private func isGone(_ sandbox: MultusSandbox) -> Bool {
        if let netns = sandbox.netns { return Detachment.netns(netns, nil).isEmpty }
        guard sandbox.results.isEmpty, let facts = try? FileFacts(path: sandbox.file) else { return false }
        return facts.modified + UInt64(Limits.collectSpares) * 1000 < Clock.wallMicroseconds
    }
}

extension Takeover {
    private func detach(
        _ sandbox: MultusSandbox, _ folder: SandboxFolder?, _ interface: String, netns: String
    ) throws(CallFailure) -> Outcome {
        var sandbox = sandbox
        let found = sandbox.attachments(call, interface: interface)
        for problem in sandbox.problems { call.log.error("of what Multus attached: \(problem)") }
        if found.isEmpty {
            if !sandbox.problems.isEmpty { return .unreadable(sandbox.problems) }
            sandbox.discard(keeping: false, call.log)
            return .unknown
        }
        let steps = steps(found)
        let opening = opening(interface, sandbox)
        var record = Record(opening)
        for step in steps { record.append(step, at: Clock.bootMicroseconds) }
        // From then on the record knows what is left, and survives a power cut; Multus' files would only be found again.
        let isKept = folder.map { write(opening, steps, $0) } ?? false
        if isKept { sandbox.discard(keeping: !sandbox.problems.isEmpty, call.log) }
        try run(record, folder, netns)
        if !isKept { sandbox.discard(keeping: !sandbox.problems.isEmpty, call.log) }
        if !sandbox.problems.isEmpty { throw .takeover(problems: sandbox.problems) }
        return .detached(isWhole: sandbox.hasStateFile)
    }

    private func opening(_ interface: String, _ sandbox: MultusSandbox) -> JournalOpening {
        var opening = call.opening(nil)
        opening.containerID = containerID
        opening.interface = interface
        opening.netns = opening.netns ?? sandbox.netns
        return opening
    }

    /// As an ADD would have written them.
    private func steps(_ found: [MultusSandbox.Found]) -> [JournalStep] {
        var steps: [JournalStep] = [.plan(found.map(\.attachment))]
        for (index, found) in found.enumerated() {
            for (place, plugin) in found.attachment.plugins.enumerated() {
                steps.append(.start(JournalStart(verb: "ADD", attachment: index, plugin: place, path: plugin.path)))
            }
            if let result = found.result {
                steps.append(.final(attachment: index, result: result.encoded(as: .newest)))
            }
        }
        return steps + [.answered(code: nil, message: nil)]
    }

    private func write(_ opening: JournalOpening, _ steps: [JournalStep], _ folder: SandboxFolder) -> Bool {
        do throws(StoreError) {
            var writer = try folder.openJournal(opening.interface, create: true)
            try writer.append(.open(opening))
            for step in steps { try writer.append(step) }
            try writer.flush()
            return true
        } catch {
            call.log.error("Multus' state can't be made a record, going on without: \(error)")
            _ = try? folder.discardJournal(opening.interface)
            return false
        }
    }

    private func run(_ record: Record, _ folder: SandboxFolder?, _ netns: String) throws(CallFailure) {
        if let folder {
            return try Detachment(call: call, folder: folder, record: record).run(netns: netns, deadline: call.deadline)
        }
        let runner = DelegateRunner(
            environment: call.world.environment,
            target: SandboxTarget(
                containerID: containerID, netns: netns, identity: nil, arguments: record.opening.arguments,
                searchPath: call.search.directories.joined(separator: ":")),
            folder: nil, journal: .none(call.log), log: call.log, interruption: nil,
            timeout: call.settings.delegateTimeout)
        let failures = Detacher(runner: runner, search: call.search, deadline: call.deadline).detach(
            record.toDetach(), of: record.attachments
        ) { index in
            record.previousResult(of: index).flatMap { try? CNIResult($0, assuming: .newest) }
        }
        if let first = failures.first { throw .detaching(first: first, others: Array(failures.dropFirst())) }
    }
}

extension MultusSandbox {
    /// Takes the state away, or keeps it under names that nobody looks for.
    fileprivate func discard(keeping: Bool, _ log: Log) {
        for path in [file] + results.map(\.path) + unreadable {
            do throws(SystemFailure) {
                if keeping { try Files.setAside(path, prefix: ".damaged-") } else { try Files.remove(path) }
            } catch {
                if !error.isNotFound { log.error("Multus' state: \(error)") }
            }
        }
    }
}
