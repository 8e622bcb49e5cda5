import CNI
package import LinuxSystem
package import TartanStore

/// Detaches sandboxes that Multus attached and for which no runtime's DEL is waited for any more, one at a time: for
/// `tartanctl gc`. It works as `RecordCollector` does, by Multus' state in place of a record.
package struct MultusCollector: Sendable {
    private let store: Store
    private let settings: Settings
    private let searchPath: String
    private let world: World
    private let state: MultusState
    private let index: MultusIndex

    /// - Parameters:
    ///   - searchPath: CNI_PATH for delegates; `binDir` of the settings comes before it.
    ///   - environment: what delegates inherit, but for the CNI_ variables.
    /// - Throws: if Multus' state is there and can't be listed.
    package init(
        store: Store, settings: Settings, searchPath: String, environment: [EnvironmentVariable],
        writeError: @escaping @Sendable (String) -> Void
    ) throws(CallFailure) {
        self.store = store
        self.settings = settings
        self.searchPath = searchPath
        world = World(
            environment: environment, readInput: { _ throws(SystemFailure) in [] }, writeError: writeError,
            ownExecutable: nil, ownName: "tartan", interruption: nil)
        state = MultusState(settings)
        index = try state.index()
    }

    /// Every sandbox that the state is of, sorted.
    package var containers: [String] { index.containers }

    /// Results that can't be read and whose names don't tell whose they are: nobody moves them.
    package var strays: [String] { index.strays }

    /// Nil where Tartan has a record of the sandbox, so that the record counts, or nothing is left.
    package func trace(_ containerID: String) -> MultusTrace? {
        guard hasNoRecord(store.sandbox(containerID)) else { return nil }
        return sandbox(containerID).map { MultusTrace($0, call()) }
    }

    /// The ADD or CHECK that is at work there.
    package func holder(_ containerID: String) -> SandboxHolder? {
        store.sandbox(containerID).holder().flatMap { RecordCollector.isUnderWay($0) ? $0 : nil }
    }

    /// - Parameter isDue: asked with the sandbox's lock held.
    /// - Throws: `detaching` or `takeover`; what failed is in a record from then on.
    package func collect(
        _ containerID: String, isDue: (MultusTrace) -> Bool
    ) throws(CallFailure) -> RecordCollector.Outcome {
        let call = call()
        let folder = store.sandbox(containerID)
        let collector = RecordCollector(store: store, environment: world.environment, log: call.log)
        return try collector.alone(folder, call.deadline) { isLocked throws(CallFailure) in
            guard hasNoRecord(folder), let sandbox = sandbox(containerID), isDue(MultusTrace(sandbox, call)) else {
                return .spared
            }
            try Takeover(call: call, containerID: containerID, store: store).detach(
                sandbox, isLocked ? folder : nil, sandbox.runtimeInterface, netns: "")
            return .closed
        }
    }

    /// Damaged state that was set aside and need not be kept any longer: each path as it is removed.
    ///
    /// - Parameter isDryRun: nothing is removed.
    package func prune(isDryRun: Bool, _ failed: (SystemFailure) -> Void) -> [String] {
        state.outdated().filter { path in
            do throws(SystemFailure) {
                if !isDryRun { try Files.remove(path) }
                return true
            } catch {
                failed(error)
                return false
            }
        }
    }

    private func sandbox(_ containerID: String) -> MultusSandbox? {
        state.sandbox(containerID, results: index.results[containerID] ?? [])
    }

    private func hasNoRecord(_ folder: SandboxFolder) -> Bool { (try? folder.interfaces())?.isEmpty == true }

    /// As GC would be called for it.
    private func call() -> Call {
        Call(
            world: world, settings: settings,
            invocation: Invocation(
                command: .garbageCollect, containerID: "", netns: nil, interface: nil, argumentsText: "", pod: nil,
                searchPath: searchPath),
            deadline: .after(milliseconds: Limits.deleteDeadline))
    }
}
