import CNI
import ExactJSON
import LinuxSystem
import TartanCore
import TartanStore

/// Removes device information files that no record names and whose sandboxes are gone.
///
/// The order keeps it from removing what is just being made: files are listed first, records and runtimes are read
/// afterwards, and a record names its files before the first one is made.
struct DeviceFileCollection {
    let store: Store
    let isDryRun: Bool
    /// Sandboxes of Multus, which makes files of the same names.
    let spared: Set<String>
    var folder = DeviceFolder.standard

    /// - Throws: before anything was removed, if records or what a runtime runs can't be read.
    func run() throws(Failure) -> [CollectedDeviceFile] {
        let files: [DeviceInfoFile]
        do throws(SystemFailure) { files = try folder.files() } catch {
            throw Failure(.no, code: "deviceFiles", "device information files can't be listed: \(error).")
        }
        if files.isEmpty { return [] }
        let runtimes = RuntimeStates.read()
        if let runtime = runtimes.unreadable.first, let reason = runtime.problem {
            throw Failure(
                .no, code: "unreadableRuntime",
                "no device information file was touched, because what \(runtime.name) runs can't be read: \(reason)",
                facts: ["runtime": .string(runtime.name), "path": .string(runtime.folder)])
        }
        let recorded = try recorded()
        return files.filter { file in
            if recorded.paths.contains(file.path) || !isOld(file) { return false }
            guard let sandboxes = file.sandboxes else { return true }
            return !sandboxes.isEmpty
                && sandboxes.allSatisfy {
                    !recorded.sandboxes.contains($0) && !spared.contains($0) && runtimes.runtime(of: $0) == nil
                }
        }.map(collect)
    }

    /// What the open records name, and their sandboxes.
    private func recorded() throws(Failure) -> (paths: Set<String>, sandboxes: Set<String>) {
        var paths: Set<String> = []
        var sandboxes: Set<String> = []
        for key in try Failure.converting({ () throws(StoreError) in try store.records() }) {
            let record: Record?
            do throws(StoreError) { record = try store.sandbox(folder: key.sandbox)?.readJournal(key.interface) } catch
            {
                throw Failure(
                    .no, code: "deviceFiles",
                    "no device information file was touched, because a record can't be read: \(error).")
            }
            guard let record else { continue }
            sandboxes.insert(record.opening.containerID)
            paths.formUnion(record.attachments.compactMap(\.deviceInfoFile))
        }
        return (paths, sandboxes)
    }

    /// A runtime may list a sandbox later than it is attached. Only regular files are anybody's.
    private func isOld(_ file: DeviceInfoFile) -> Bool {
        guard let facts = try? FileFacts(path: file.path), facts.kind == .file else { return false }
        return facts.modified + UInt64(Limits.collectSpares) * 1000 < Clock.wallMicroseconds
    }

    private func collect(_ file: DeviceInfoFile) -> CollectedDeviceFile {
        if isDryRun { return CollectedDeviceFile(path: file.path, outcome: .wouldRemove) }
        do throws(SystemFailure) { try file.remove() } catch {
            return CollectedDeviceFile(path: file.path, outcome: .failed(error.description))
        }
        return CollectedDeviceFile(path: file.path, outcome: .removed)
    }
}
