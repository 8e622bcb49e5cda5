import CNI
import CNIExecution
import LinuxSystem
import Netlink
import TartanStore

/// Detaches what one record says and closes it: for DEL, for an ADD that finds an old record, for garbage collection.
///
/// To be called with the sandbox's lock held and nobody of an earlier call running.
struct Detachment {
    let environment: [EnvironmentVariable]
    let search: PluginSearch
    let searchPath: String
    let timeout: Int
    let log: Log
    let folder: SandboxFolder
    let record: Record
    /// As the journal names who detaches: the command of a runtime's call, or `tartanctl gc`.
    let caller: String

    /// - Parameter isShort: start lines are missing, so that every binary of the plan may have been started.
    /// - Throws: `detaching` with the binaries' failures; the record then stays open for the next try.
    func run(netns: String, deadline: Deadline, isShort: Bool = false) throws(CallFailure) {
        let opening = record.opening
        let journal = openJournal(opening.interface)
        let runner = DelegateRunner(
            environment: environment,
            target: SandboxTarget(
                containerID: opening.containerID, netns: netns, identity: opening.netnsIdentity,
                arguments: opening.arguments, searchPath: searchPath),
            folder: folder, journal: journal, log: log, interruption: nil, timeout: timeout)
        journal.note(.detach(.now(by: caller)))
        let binaries = isShort ? record.notDetached : record.toDetach()
        let detacher = Detacher(runner: runner, search: search, deadline: deadline, keptFiles: record.pluginFiles)
        let failures = detacher.detach(binaries, of: record.attachments, previous: previousResult)
        record.attachments.removeDeviceFiles(except: failures, log)
        if let failure = CallFailure.detaching(failures, of: binaries.count) {
            journal.note(.kept(message: failures.map(\.sentence).joined(separator: "; ")))
            throw failure
        }
        journal.note(.closed)
        do throws(StoreError) { try folder.moveToHistory(opening.interface) } catch {
            log.error("the finished journal could not be moved to history: \(error)")
        }
    }

    private func openJournal(_ interface: String) -> CallJournal {
        do throws(StoreError) {
            let writer = try folder.openJournal(interface, create: false, after: record)
            return CallJournal(writer, isRequired: false, log: log)
        } catch {
            log.error("the journal can't be written, going on without: \(error)")
            return CallJournal(nil, isRequired: false, log: log)
        }
    }

    private func previousResult(of attachment: Int) -> CNIResult? {
        // A result that never became final may name no version; it then has that of its configuration.
        let version = CNIVersion(record.attachments[attachment].version) ?? .unstated
        return record.previousResult(of: attachment).flatMap { try? CNIResult($0, assuming: version) }
    }

    /// CNI_NETNS for delegates: empty where the path is empty, gone, no network namespace, the host's own, or another one
    /// than the record's.
    /// - Parameter given: the runtime's; without one the recorded path is looked at.
    static func netns(_ given: String?, _ record: Record?) -> String {
        let path = given ?? record?.opening.netns ?? ""
        if path.isEmpty { return "" }
        if let record, record.opening.bootID != BootID.current() { return "" }
        let found: SandboxNamespace
        // Where it can't be told, the delegate is to fail: taken for gone, its interface would stay for ever.
        do throws(NetlinkFailure) { found = try SandboxNamespace.inspect(path) } catch { return path }
        guard case .sandbox(let identity) = found else { return "" }
        if let recorded = record?.opening.netnsIdentity, recorded != identity { return "" }
        return path
    }
}

extension Detachment {
    /// With the search path and settings of a runtime's call.
    init(call: Call, folder: SandboxFolder, record: Record) {
        let path = call.invocation.searchPath.isEmpty ? record.opening.searchPath : call.invocation.searchPath
        let search = Resolver.search(
            settings: call.settings, searchPath: path, ownExecutable: call.world.ownExecutable)
        self.init(
            environment: call.world.environment, search: search, searchPath: search.path,
            timeout: call.settings.delegateTimeout, log: call.log, folder: folder, record: record,
            caller: call.invocation.command.rawValue)
    }
}

extension Detachment {
    /// With the search path and settings of the call that attached it, where no runtime calls.
    init(recorded record: Record, folder: SandboxFolder, environment: [EnvironmentVariable], log: Log) {
        let folders = record.opening.searchPath.pieces(between: UInt8(ascii: ":"))
        let search = PluginSearch(directories: (record.opening.binDir.map { [$0] } ?? []) + folders, excluding: [])
        self.init(
            environment: environment, search: search, searchPath: search.path,
            timeout: record.opening.delegateTimeout, log: log, folder: folder, record: record, caller: "tartanctl gc")
    }
}

extension JournalDetach {
    static func now(by caller: String) -> JournalDetach {
        JournalDetach(
            caller: caller, wallTime: Clock.wallMicroseconds, bootID: BootID.current(), version: TartanVersion.current)
    }
}
