import CNI
import CNIExecution
import TartanStore

/// Runs the DELs of what configuration, annotation and store tell of a sandbox whose record doesn't say what was started:
/// best effort.
struct RemnantDetachment {
    let call: Call
    /// Nil where it can't be used.
    let store: Store?
    let folder: SandboxFolder?
    /// The sandbox's lock is held.
    let isLocked: Bool

    /// - Parameters:
    ///   - interface: the runtime's.
    ///   - arguments: CNI_ARGS.
    ///   - netns: what binaries get; empty where the sandbox is gone.
    /// - Throws: `detaching`
    func run(containerID: String, interface: String, arguments: String, netns: String) throws(CallFailure) {
        let records = Remnants(
            call, store: store, folder: folder, containerID: containerID, interface: interface, arguments: arguments
        ).attachments
        let binaries = records.indices.flatMap { index in
            records[index].plugins.indices.map { JournalBinary(attachment: index, plugin: $0) }
        }
        let runner = DelegateRunner(
            environment: call.world.environment,
            target: SandboxTarget(
                containerID: containerID, netns: netns, identity: nil, arguments: arguments,
                searchPath: call.search.path),
            folder: isLocked ? folder : nil, journal: .none(call.log), log: call.log, interruption: nil,
            timeout: call.settings.delegateTimeout)
        let failures = Detacher(runner: runner, search: call.search, deadline: call.deadline).detach(
            binaries, of: records, previous: { _ in nil })
        records.removeDeviceFiles(except: failures, call.log)
        if let failure = CallFailure.detaching(failures, of: binaries.count) { throw failure }
    }

    /// For a record whose plan is lost; nothing is run for any other.
    func run(for record: Record, netns: String, isShort: Bool) throws(CallFailure) {
        guard record.lacksPlan || isShort && record.attachments.isEmpty else { return }
        try run(
            containerID: record.opening.containerID, interface: record.opening.interface,
            arguments: record.opening.arguments, netns: netns)
    }
}
