import CNI
import CNIExecution
import ExactJSON
import LinuxSystem
import TartanStore

/// Runs one binary for one attachment: journalled before and after, holding the lock that it inherits.
struct DelegateRunner {
    let environment: [EnvironmentVariable]
    let target: SandboxTarget
    /// Nil where the store can't be written: the binary runs without the inherited lock.
    let folder: SandboxFolder?
    let journal: CallJournal
    let log: Log
    /// Nil where signals are to be noted and ignored: during undo, DEL and GC.
    let interruption: Int32?
    /// Milliseconds for one binary.
    let timeout: Int

    struct Step {
        let command: CNICommand
        let attachment: Int
        let plugin: Int
        let record: JournalAttachment
        let path: String
        let input: [UInt8]
        let deadline: Deadline

        var type: String { record.plugins[plugin].type }
        var label: AttachmentLabel { AttachmentLabel(network: record.network, interface: record.interface) }
        var binary: JournalBinary { JournalBinary(attachment: attachment, plugin: plugin) }

        func failure(_ cause: DelegateFailure.Cause, standardError: String = "") -> DelegateFailure {
            DelegateFailure(
                label: label, binary: binary, command: command, type: type, path: path, cause: cause,
                standardError: standardError, secrets: QuotedSecrets(of: record), version: record.version,
                isTransient: isTransient(cause))
        }

        private func isTransient(_ cause: DelegateFailure.Cause) -> Bool {
            guard case .refused(let error, _) = cause else { return false }
            let text = record.plugins[plugin].configuration
            let object = (try? JSONParser.parse(text, limit: Limits.configuration))?.object ?? JSONObject()
            return InnerPlugin.all(type, object).contains { inner in
                inner.known?.transientMessages.contains { TextPattern.matches($0, within: error.message) } == true
            }
        }
    }

    /// - Returns: what the binary printed, and where that is JSON, its value.
    func run(_ step: Step) throws(DelegateFailure) -> DelegateAnswer {
        let lock = try runningLock(step)
        do throws(StoreError) {
            try journal.append(
                .start(
                    JournalStart(
                        verb: step.command.rawValue, attachment: step.attachment, plugin: step.plugin, path: step.path))
            )
        } catch {
            throw step.failure(.store(error))
        }
        let process: PluginProcess
        do throws(LaunchFailure) {
            process = try PluginProcess.start(command(for: step), running: lock?.descriptor)
        } catch {
            journal.note(
                .notStarted(attachment: step.attachment, plugin: step.plugin, reason: error.description))
            lock?.free()
            throw step.failure(.launch(error))
        }
        // Its input follows only now: if Tartan died before, the binary reads an empty configuration and does nothing.
        do throws(StoreError) { try journal.append(.group(process.group)) } catch {
            throw step.failure(.unrecorded(error))
        }
        let limit = min(step.deadline, .after(milliseconds: timeout))
        let milliseconds = limit.remainingMilliseconds
        let outcome = process.finish(input: step.input, deadline: limit, interruption: interruption)
        let answer = DelegateAnswer(outcome)
        var failure = answer.failure(of: step, milliseconds: milliseconds)
        do throws(StoreError) { try journal.append(.end(answer.journalEnd(of: step, failure: failure))) } catch {
            failure = failure ?? step.failure(.unrecorded(error))
        }
        log.debug(
            "\(step.command.rawValue) \(step.label): \(step.type) took \(outcome.microseconds) µs, \(outcome.ending.words)"
        )
        if answer.wasKilled { lock?.endHolders() } else { lock?.free() }
        if let failure { throw failure }
        return answer
    }

    private func command(for step: Step) -> PluginCommand {
        let call = DelegateEnvironment.Call(
            command: step.command, containerID: target.containerID, netns: target.netns,
            interface: step.record.interface, arguments: step.record.arguments ?? target.arguments,
            searchPath: target.searchPath)
        return PluginCommand(
            executable: step.path, environment: DelegateEnvironment.make(inheriting: environment, call))
    }

    /// An ADD never starts a binary without the lock; what detaches and looks goes on where it can't be made.
    private func runningLock(_ step: Step) throws(DelegateFailure) -> RunningLock? {
        guard let folder else { return nil }
        do throws(StoreError) { return try RunningLock(folder) } catch {
            if case .lockTimeout(let path, _) = error {
                throw step.failure(.stillRunning((try? RunningBinaries(folder: folder).holders()) ?? path))
            }
            guard step.command != .add, error.isNotWritable else { throw step.failure(.store(error)) }
            log.error("\(step.label): \(step.type) runs without the lock of its sandbox: \(error)")
            return nil
        }
    }
}
