import CNI
import LinuxSystem

extension Store {
    package func sandbox(_ containerID: String) -> SandboxFolder {
        folder(SandboxFolder.name(for: containerID), containerID: containerID)
    }

    /// The sandboxes that have a folder, sorted by its name. For `gc` and people; a runtime's call looks up by key.
    package func sandboxes() throws(StoreError) -> [SandboxFolder] {
        try names(in: path(.records)).compactMap { sandbox(folder: $0) }
    }

    /// Every open record, sorted.
    package func records() throws(StoreError) -> [RecordKey] {
        var keys: [RecordKey] = []
        for sandbox in try sandboxes() {
            keys += try sandbox.interfaces().map { RecordKey(sandbox: sandbox.name, interface: $0) }
        }
        return keys.sorted()
    }

    /// The folder of a record that was listed; nil for a name that no sandbox's folder can have.
    package func sandbox(folder name: String) -> SandboxFolder? {
        if SandboxFolder.name(for: name) == name { return folder(name, containerID: name) }
        return SandboxFolder.isName(name) ? folder(name, containerID: nil) : nil
    }

    private func folder(_ name: String, containerID: String?) -> SandboxFolder {
        SandboxFolder(
            path: "\(path(.records))/\(name)", name: name, containerID: containerID, historyPath: path(.history))
    }
}
