import CNI
import CNIExecution
import ExactJSON
import LinuxSystem
import TartanStore

/// Runs the DELs of binaries that were started, last first, for DEL, undo and garbage collection alike.
///
/// A failure doesn't end it: the rest is still detached, and all failures are returned.
struct Detacher {
    let runner: DelegateRunner
    let search: PluginSearch
    /// Each binary gets at most its share of the time that is left.
    let deadline: Deadline
    /// What plugins' own files held after ADD.
    var keptFiles: [JournalBinary: String] = [:]

    /// - Parameters:
    ///   - binaries: in the order of their starts.
    ///   - previous: an attachment's completed result, if it got that far.
    func detach(
        _ binaries: [JournalBinary], of attachments: [JournalAttachment], previous: (Int) -> CNIResult?
    ) -> [DelegateFailure] {
        var failures: [DelegateFailure] = []
        for (done, binary) in binaries.reversed().enumerated() {
            let share = deadline.remainingMilliseconds / (binaries.count - done)
            let attachment = attachments[binary.attachment]
            do throws(DelegateFailure) {
                try detach(
                    binary, attachment, previous(binary.attachment), deadline: .after(milliseconds: max(share, 1)))
            } catch {
                runner.log.error(error.sentence)
                failures.append(error)
            }
        }
        return failures
    }

    private func detach(
        _ binary: JournalBinary, _ attachment: JournalAttachment, _ previous: CNIResult?, deadline: Deadline
    ) throws(DelegateFailure) {
        let plugin = attachment.plugins[binary.plugin]
        let version = CNIVersion(attachment.version) ?? .unstated
        let prevResult = version.hasCheck ? previous?.encoded(as: version) ?? attachment.initialResult : nil
        func step(_ path: String) -> DelegateRunner.Step {
            DelegateRunner.Step(
                command: .delete, attachment: binary.attachment, plugin: binary.plugin, record: attachment, path: path,
                input: DelegateInput.bytes(plugin.configuration, prevResult: prevResult), deadline: deadline)
        }
        let path: String
        do throws(LaunchFailure) { path = try search.find(plugin.type) } catch {
            throw step(plugin.path).failure(.launch(error))
        }
        if let text = keptFiles[binary], let file = KeptPluginFile(plugin, containerID: runner.target.containerID) {
            do throws(SystemFailure) { try file.restore(text) } catch {
                runner.log.error(
                    "\(attachment.interface): what \(plugin.type) keeps for its DEL is not there: \(error)")
            }
        }
        _ = try runner.run(step(path))
    }
}
