import CNI
import CNIExecution
import LinuxSystem
import Netlink
import TartanStore

/// CHECK: asks the delegates that can be asked, and looks itself whether links, addresses and planned routes are there.
/// The first fault ends it.
struct Check {
    let call: Call

    func run() throws(CallFailure) {
        let identity = try call.requireSandbox()
        let session = try enter()
        let folder = session.folder
        if let holders = try running(folder) { throw .stillRunning(holders) }
        let record: Record?
        do throws(StoreError) { record = try folder?.readJournal(call.interface) } catch { throw .store(error) }
        guard let record else {
            if session.isLocked { folder?.removeIfEmpty() }
            throw .noRecord(interface: call.interface)
        }
        guard record.isAnswered, !record.isBeingDetached else { throw .unfinished(interface: call.interface) }
        // What was attached before a reboot, or to another namespace under this path, is gone.
        guard record.opening.bootID == BootID.current(), record.opening.netnsIdentity ?? identity == identity else {
            throw .noRecord(interface: call.interface)
        }
        let sandbox = try call.view(identity)
        let runner = runner(record, folder)
        for index in record.attachments.indices {
            try check(index, record, runner)
            try verify(index, record, sandbox)
        }
        try verifyDefaultRoute(record, sandbox)
    }

    /// A store that isn't there has no record.
    private func enter() throws(CallFailure) -> SandboxSession {
        do throws(CallFailure) {
            return try SandboxSession.enterForCheck(call)
        } catch {
            if case .store(.noStore) = error { throw .noRecord(interface: call.interface) }
            throw error
        }
    }

    private func running(_ folder: SandboxFolder?) throws(CallFailure) -> String? {
        guard let folder else { return nil }
        do throws(StoreError) { return try RunningBinaries(folder: folder).holders() } catch { throw .store(error) }
    }

    private func runner(_ record: Record, _ folder: SandboxFolder?) -> DelegateRunner {
        DelegateRunner(
            environment: call.world.environment,
            target: SandboxTarget(
                containerID: record.opening.containerID, netns: call.invocation.netns, identity: nil,
                arguments: record.opening.arguments, searchPath: call.search.path),
            folder: folder, journal: .none(call.log), log: call.log, interruption: call.world.interruption,
            timeout: call.settings.delegateTimeout)
    }

    private func check(_ index: Int, _ record: Record, _ runner: DelegateRunner) throws(CallFailure) {
        let attachment = record.attachments[index]
        let version = CNIVersion(attachment.version) ?? .unstated
        guard version.hasCheck, !attachment.disableCheck else { return }
        let completed = completed(index, record)
        // The auxiliary chain's plugins (tuning) look for an interface of their own at CHECK, and there is none.
        if attachment.initialResult != nil, completed?.ownInterface == nil { return }
        let prevResult = completed?.result.encoded(as: version)
        for (place, plugin) in attachment.plugins.enumerated() {
            if call.deadline.isPast { throw .deadline(during: "CHECK of \(attachment.label)") }
            func step(_ path: String) -> DelegateRunner.Step {
                DelegateRunner.Step(
                    command: .check, attachment: index, plugin: place, record: attachment, path: path,
                    input: DelegateInput.bytes(plugin.configuration, prevResult: prevResult), deadline: call.deadline)
            }
            let path: String
            do throws(LaunchFailure) { path = try call.search.find(plugin.type) } catch {
                throw .delegate(step(plugin.path).failure(.launch(error)))
            }
            do throws(DelegateFailure) { _ = try runner.run(step(path)) } catch { throw .delegate(error) }
        }
    }

    private func completed(_ index: Int, _ record: Record) -> CompletedResult? {
        guard let final = record.finals[index], let result = try? CNIResult(final, assuming: .newest) else {
            return nil
        }
        return CompletedResult(recorded: result, interface: record.attachments[index].interface)
    }

    /// Link and addresses of the attachment's own interfaces, as the kernel has them.
    private func verify(_ index: Int, _ record: Record, _ sandbox: SandboxView) throws(CallFailure) {
        guard let completed = completed(index, record) else { return }
        let label = record.attachments[index].label
        for (place, interface) in completed.result.interfaces.enumerated() where interface.isInSandbox {
            guard let present = try addresses(of: interface.name, sandbox, label) else {
                throw .attachment(.linkGone(label, interface: interface.name))
            }
            for address in completed.result.ips where address.interface == place && !present.contains(address.network) {
                throw .attachment(.addressGone(label, interface: interface.name, address.network))
            }
        }
    }

    /// Nil where the link is gone.
    private func addresses(
        of interface: String, _ sandbox: SandboxView, _ label: AttachmentLabel
    ) throws(CallFailure) -> Set<IPNetwork>? {
        do throws(NetlinkFailure) {
            guard let link = try sandbox.link(named: interface) else { return nil }
            return Set(try sandbox.addresses(of: link).map(\.network))
        } catch {
            throw .attachment(.netlink(label, error))
        }
    }

    private func verifyDefaultRoute(_ record: Record, _ sandbox: SandboxView) throws(CallFailure) {
        guard let owner = record.attachments.firstIndex(where: { $0.defaultRoute != nil }),
            let completed = completed(owner, record)
        else { return }
        let attachment = record.attachments[owner]
        let gateways = attachment.defaultRoute?.compactMap { IPAddress($0) } ?? []
        let routes = DefaultRoutes(sandbox: sandbox, label: attachment.label, gateways: gateways)
        do throws(AttachmentError) { try routes.verify(completed) } catch { throw .attachment(error) }
    }
}

extension JournalAttachment {
    var label: AttachmentLabel { AttachmentLabel(network: network, interface: interface) }
}
