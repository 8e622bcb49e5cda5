import CNI
import ExactJSON
import LinuxSystem
import MultiNetwork
import Netlink
import TartanStore

/// Attaches the networks of a plan, one after the other, and remembers what must be undone.
///
/// A class, because what was started must be known after a failure in the middle.
final class AttachmentRun {
    private let runner: DelegateRunner
    private let sandbox: SandboxView
    private let attachments: [Attachment]
    let records: [JournalAttachment]
    /// The binaries that were started, in order: from memory, so that an undo doesn't need the journal.
    private(set) var started: [JournalBinary] = []
    /// The attachments that may have a device information file.
    private(set) var prepared: [JournalAttachment] = []
    /// Each attachment's last completed result.
    private(set) var results: [CompletedResult?]

    init(runner: DelegateRunner, sandbox: SandboxView, plan: Plan, records: [JournalAttachment]) {
        self.runner = runner
        self.sandbox = sandbox
        attachments = plan.attachments
        self.records = records
        results = Array(repeating: nil, count: plan.attachments.count)
    }

    /// - Parameter deadline: of all attachments together.
    /// - Returns: the completed results, default route moved.
    func run(deadline: Deadline) throws(CallFailure) -> [CompletedResult] {
        var completed: [CompletedResult] = []
        let interruption = Interruption(descriptor: runner.interruption)
        var earlier = EarlierAttachments(sandbox: sandbox)
        for index in attachments.indices {
            try interruption.check()
            let result = try attach(index, deadline)
            try requireOwnNames(result, index, completed)
            if attachments[index].wantsInterface, result.ownInterface == nil {
                throw .attachment(.noInterface(attachments[index].label))
            }
            if attachments.count > 1 {
                do throws(AttachmentError) {
                    for line in try earlier.settle(attachments[index], result) { runner.log.verbose(line) }
                } catch {
                    throw .attachment(error)
                }
            }
            try journal(.final(attachment: index, result: result.result.encoded(as: .newest)))
            for complaint in RequestOutcome(attachment: attachments[index], completed: result).complaints {
                runner.log.error(complaint)
            }
            runner.log.verbose(Self.line(attachments[index].label, result))
            completed.append(result)
        }
        try moveDefaultRoute(&completed)
        try interruption.check()
        return completed
    }

    private func attach(_ index: Int, _ deadline: Deadline) throws(CallFailure) -> CompletedResult {
        let attachment = attachments[index]
        try requireFreeName(index)
        try prepareDeviceFile(index)
        var previous: CompletedResult?
        for (place, plugin) in attachment.plugins.enumerated() {
            if deadline.isPast { throw .deadline(during: "ADD of \(attachment.label)") }
            let prevResult = previous?.result.encoded(as: attachment.version) ?? records[index].initialResult
            let step = DelegateRunner.Step(
                command: .add, attachment: index, plugin: place, record: records[index], path: plugin.path,
                input: DelegateInput.bytes(records[index].plugins[place].configuration, prevResult: prevResult),
                deadline: deadline)
            let answer = try start(step)
            let result: CNIResult
            do throws(ResultError) {
                result = try CNIResult(answer.value, assuming: attachment.version)
            } catch {
                throw .delegate(step.failure(.badResult(error)))
            }
            let completion = ResultCompletion(
                label: attachment.label, interface: attachment.interface.text, type: plugin.type, sandbox: sandbox)
            do throws(AttachmentError) { previous = try completion.complete(result) } catch { throw .attachment(error) }
            results[index] = previous
        }
        var completed = previous ?? CompletedResult(result: CNIResult(), ownInterface: nil)
        completed.deviceInfo = try readDeviceFile(index)
        return completed
    }

    private func start(_ step: DelegateRunner.Step) throws(CallFailure) -> DelegateAnswer {
        let binary = JournalBinary(attachment: step.attachment, plugin: step.plugin)
        started.append(binary)
        let answer: DelegateAnswer
        do throws(DelegateFailure) { answer = try runner.run(step) } catch {
            if error.neverStarted { started.removeLast() } else { try? keepFile(step) }
            throw .delegate(error)
        }
        try keepFile(step)
        return answer
    }

    /// Before another call can consume it. A plugin that failed may have written it, and its DEL may fail too.
    private func keepFile(_ step: DelegateRunner.Step) throws(CallFailure) {
        let plugin = step.record.plugins[step.plugin]
        guard let file = KeptPluginFile(plugin, containerID: runner.target.containerID), let text = file.read() else {
            return
        }
        try journal(.pluginFile(attachment: step.attachment, plugin: step.plugin, text: text))
    }

    /// Asked of the kernel: a plugin that finds its name taken may answer late, or not at all.
    private func requireFreeName(_ index: Int) throws(CallFailure) {
        let attachment = attachments[index]
        let name = attachment.interface.text
        let link: SandboxLink?
        do throws(NetlinkFailure) { link = try sandbox.link(named: name) } catch {
            throw .attachment(.netlink(attachment.label, error))
        }
        guard let link else { return }
        let reason = "interface \(name) is taken"
        try journal(.notStarted(attachment: index, plugin: 0, reason: reason))
        throw .attachment(.interfaceTaken(attachment.label, by: link.kind ?? "index \(link.index)"))
    }

    /// Before the first binary: what the device plugin wrote is there for the chain to read.
    private func prepareDeviceFile(_ index: Int) throws(CallFailure) {
        let attachment = attachments[index]
        guard let file = attachment.deviceInfoFile else { return }
        do throws(DeviceFileError) {
            try file.prepare(copying: attachment.device.flatMap(DeviceFolder.standard.source))
        } catch {
            let reason = error.explained.sentence
            try journal(.notStarted(attachment: index, plugin: 0, reason: reason))
            throw .attachment(.deviceFile(attachment.label, error))
        }
        prepared.append(records[index])
    }

    private func readDeviceFile(_ index: Int) throws(CallFailure) -> JSONValue? {
        let found: DeviceInformation?
        do throws(DeviceFileError) { found = try attachments[index].deviceInfoFile?.read() } catch {
            throw .attachment(.deviceFile(attachments[index].label, error))
        }
        guard let found else { return nil }
        try journal(.deviceInfo(attachment: index, found.value))
        return found.value
    }

    /// Two attachments that claim one interface would shadow each other in the answer.
    private func requireOwnNames(
        _ result: CompletedResult, _ index: Int, _ earlier: [CompletedResult]
    ) throws(CallFailure) {
        for interface in result.result.interfaces where interface.isInSandbox {
            for (other, completed) in earlier.enumerated() {
                let isClaimed = completed.result.interfaces.contains { $0.isInSandbox && $0.name == interface.name }
                guard isClaimed else { continue }
                throw .attachment(
                    .nameClaimed(
                        attachments[index].label, interface: interface.name, earlier: attachments[other].label))
            }
        }
    }

    private func moveDefaultRoute(_ completed: inout [CompletedResult]) throws(CallFailure) {
        guard let owner = attachments.firstIndex(where: { $0.defaultRoute != nil }),
            let gateways = attachments[owner].defaultRoute
        else { return }
        let routes = DefaultRoutes(sandbox: sandbox, label: attachments[owner].label, gateways: gateways)
        let before = completed
        do throws(AttachmentError) { try routes.move(to: owner, &completed) } catch { throw .attachment(error) }
        for index in completed.indices {
            results[index] = completed[index]
            guard completed[index] != before[index] else { continue }
            try journal(.final(attachment: index, result: completed[index].result.encoded(as: .newest)))
        }
    }

    private func journal(_ step: JournalStep) throws(CallFailure) {
        do throws(StoreError) { try runner.journal.append(step) } catch { throw .store(error) }
    }

    /// The log's line about one attachment.
    private static func line(_ label: AttachmentLabel, _ completed: CompletedResult) -> String {
        guard let interface = completed.interfaceName else { return "\(label) attached, without an interface" }
        let addresses = completed.result.ips.filter { $0.interface == completed.ownInterface }
        let list = addresses.isEmpty ? "no address" : addresses.map(\.network.description).joined(separator: ", ")
        return "\(label) attached as \(interface) with \(list)"
    }
}

extension JournalAttachment {
    /// An attachment as the journal has it.
    /// - Parameter arguments: CNI_ARGS of the call.
    init(_ attachment: Attachment, arguments: String) {
        self.init(
            network: attachment.network, listName: attachment.listName, interface: attachment.interface.text,
            version: attachment.version.description, origin: attachment.origin.description,
            isDefault: attachment.isDefault,
            disableCheck: attachment.disableCheck, disableGC: attachment.disableGC,
            defaultRoute: attachment.defaultRoute?.map(\.description),
            plugins: attachment.plugins.map {
                JournalPlugin(type: $0.type, path: $0.path, configuration: JSONValue.object($0.configuration).text)
            },
            arguments: attachment.arguments.isEmpty ? nil : attachment.arguments.added(to: arguments),
            initialResult: attachment.initialResult, deviceID: attachment.device?.identifier,
            resourceName: attachment.device?.resource, deviceInfoFile: attachment.deviceInfoFile?.path)
    }
}
