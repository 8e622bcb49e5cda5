import CNI
import CNIExecution
import LinuxSystem
import TartanStore

/// Detaches a sandbox that Multus attached: its state becomes a record, and the record is detached like any other, so that
/// what fails is kept and tried again. What the state doesn't tell, configuration and annotation may; a DEL too many does
/// no harm.
///
/// To be used with the sandbox's lock held, if it could be made, and nobody of an earlier call running.
struct Takeover {
    let call: Call
    let containerID: String
    /// Nil where it can't be used.
    let store: Store?

    private var state: MultusState { MultusState(call.settings) }

    /// For a runtime's DEL.
    ///
    /// - Parameter folder: nil where nothing can be kept.
    /// - Returns: false where Multus knows nothing of the sandbox.
    /// - Throws: `detaching`; `takeover`, after everything that is known was detached, if a part of the state can't be used.
    func detach(_ folder: SandboxFolder?, interface: String) throws(CallFailure) -> Bool {
        guard let sandbox = state.sandbox(containerID) else { return false }
        let netns = Detachment.netns(call.invocation.statedNetns ?? sandbox.netns, nil)
        try detach(sandbox, folder, interface, netns: netns)
        return true
    }

    /// For GC: only if the sandbox is gone and has no record. Multus leaves such state behind by the hundred thousand.
    ///
    /// - Parameter results: the names of its results.
    func collect(_ store: Store, results: [String]) throws(CallFailure) {
        guard let sandbox = state.sandbox(containerID, results: results), isGone(sandbox) else { return }
        let folder = store.sandbox(containerID)
        let lock: SandboxLock
        do throws(StoreError) { lock = try SandboxSession.lockForDelete(folder, call.deadline, call.log) } catch {
            throw .store(error)
        }
        let outcome = Result { () throws(CallFailure) in
            guard (try? folder.interfaces())?.isEmpty == true else { return }
            try detach(sandbox, folder, sandbox.runtimeInterface, netns: "")
        }
        folder.removeIfEmpty()
        lock.unlock()
        try outcome.get()
    }

    /// The runtime doesn't list it. Without a result nothing was attached, unless it is just being done. One that has
    /// results which don't say where it was is spared.
    private func isGone(_ sandbox: MultusSandbox) -> Bool {
        if let netns = sandbox.netns { return Detachment.netns(netns, nil).isEmpty }
        return sandbox.results.isEmpty
            && sandbox.modified + UInt64(Limits.collectSpares) * 1000 < Clock.wallMicroseconds
    }
}

extension Takeover {
    /// - Parameter netns: what delegates get; empty where the sandbox is gone.
    func detach(
        _ known: MultusSandbox, _ folder: SandboxFolder?, _ interface: String, netns: String
    ) throws(CallFailure) {
        var sandbox = known
        var found = sandbox.attachments(call, interface: interface)
        for problem in sandbox.problems { call.log.error(problem.reason) }
        let opening = opening(interface, sandbox)
        var told: [MultusSandbox.Found] = []
        if !sandbox.isWhole {
            told = remnants(opening, folder, beside: found, sandbox)
            found += told
            // Detached last, as it was attached first.
            found = found.filter(\.attachment.isDefault) + found.filter { !$0.attachment.isDefault }
        }
        let steps = steps(found)
        var record = Record(opening)
        for step in steps { record.append(step, at: Clock.bootMicroseconds) }
        // From then on the record knows what is left, and survives a power cut; Multus' files would only be found again.
        let failures: [DelegateFailure]
        if let folder, write(opening, steps, folder) {
            sandbox.discard(call.log)
            failures = try runKept(record, folder, netns)
        } else {
            failures = run(record, folder, netns)
            if failures.isEmpty { sandbox.discard(call.log) }
        }
        if !sandbox.problems.isEmpty {
            let damage = TakeoverDamage(
                sandbox: sandbox, attachments: found.map(\.attachment), results: found.map(\.result),
                told: Set(told.map(\.attachment.interface)), failures: failures, netns: netns)
            throw .takeover(sentence: damage.sentence, facts: damage.facts)
        }
        if let failure = CallFailure.detaching(failures, of: record.toDetach().count) { throw failure }
    }

    /// What else configuration and annotation tell.
    private func remnants(
        _ opening: JournalOpening, _ folder: SandboxFolder?, beside found: [MultusSandbox.Found],
        _ sandbox: MultusSandbox
    ) -> [MultusSandbox.Found] {
        let doubtful = Set(sandbox.problems.map(\.interface))
        let known = Set(found.map(\.attachment.interface)).subtracting(doubtful)
        let remnants = Remnants(
            call, store: store, folder: folder, containerID: containerID, interface: opening.interface,
            arguments: opening.arguments)
        return remnants.attachments.filter { !known.contains($0.interface) }.map {
            MultusSandbox.Found(attachment: $0, result: nil)
        }
    }

    private func opening(_ interface: String, _ sandbox: MultusSandbox) -> JournalOpening {
        var opening = call.opening(nil)
        opening.containerID = containerID
        opening.interface = interface
        opening.netns = opening.netns ?? sandbox.netns
        // GC has no pod of its own.
        if opening.arguments.isEmpty { opening.arguments = sandbox.arguments }
        if opening.podName == nil, let pod = sandbox.pod {
            opening.podNamespace = pod.namespace
            opening.podName = pod.name
            opening.podUID = pod.uid
        }
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

    /// - Returns: false where it can't be written, or another record of the interface is open: then Multus' files are what
    ///   the next try finds.
    private func write(_ opening: JournalOpening, _ steps: [JournalStep], _ folder: SandboxFolder) -> Bool {
        do throws(StoreError) {
            if try isRecorded(opening.interface, folder) { return false }
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

    /// A record is open there that can be read; one that can't is taken away.
    private func isRecorded(_ interface: String, _ folder: SandboxFolder) throws(StoreError) -> Bool {
        do throws(StoreError) { return try folder.readJournal(interface) != nil } catch {
            guard case .damagedJournal = error else { throw error }
            _ = try folder.discardJournal(interface)
            return false
        }
    }

    /// - Returns: the DELs that failed.
    private func runKept(
        _ record: Record, _ folder: SandboxFolder, _ netns: String
    ) throws(CallFailure) -> [DelegateFailure] {
        do throws(CallFailure) {
            try Detachment(call: call, folder: folder, record: record).run(netns: netns, deadline: call.deadline)
        } catch {
            guard case .detaching(let first, let others, _) = error else { throw error }
            return [first] + others
        }
        return []
    }

    /// The same without a record.
    private func run(_ record: Record, _ folder: SandboxFolder?, _ netns: String) -> [DelegateFailure] {
        let runner = DelegateRunner(
            environment: call.world.environment,
            target: SandboxTarget(
                containerID: containerID, netns: netns, identity: nil, arguments: record.opening.arguments,
                searchPath: call.search.path),
            folder: folder, journal: .none(call.log), log: call.log, interruption: nil,
            timeout: call.settings.delegateTimeout)
        let failures = Detacher(runner: runner, search: call.search, deadline: call.deadline).detach(
            record.toDetach(), of: record.attachments
        ) { index in
            record.previousResult(of: index).flatMap { try? CNIResult($0, assuming: .newest) }
        }
        record.attachments.removeDeviceFiles(except: failures, call.log)
        return failures
    }
}

extension MultusSandbox {
    /// Takes the state away; what can't be used is kept under names that nobody looks for.
    fileprivate func discard(_ log: Log) {
        let files = files
        for path in files.used { Self.trying(log) { () throws(SystemFailure) in try Files.remove(path) } }
        for path in files.damaged {
            Self.trying(log) { () throws(SystemFailure) in try Files.setAside(path, prefix: MultusState.asidePrefix) }
        }
    }

    private static func trying(_ log: Log, _ body: () throws(SystemFailure) -> Void) {
        do throws(SystemFailure) { try body() } catch {
            if !error.isNotFound { log.error("Multus' state: \(error)") }
        }
    }
}
