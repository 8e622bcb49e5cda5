import CLinux
package import ExactJSON
import Glibc
import LinuxSystem

extension Store {
    /// Writes a NetworkAttachmentDefinition under the namespace and name that its metadata has.
    ///
    /// - Parameter durable: waits for the disk. Networks must survive a power cut, as pods attach before the agent is up.
    package func putNetwork(_ object: JSONValue, durable: Bool = true) throws(StoreError) -> Change {
        try put(.network, object, durable: durable)
    }

    /// Writes a pod, trimmed to what Tartan reads of it.
    package func putPod(_ object: JSONValue) throws(StoreError) -> Change {
        try put(.pod, object, durable: false)
    }

    /// False where there was none.
    package func deleteNetwork(_ namespace: String, _ name: String) throws(StoreError) -> Bool {
        try delete(.network, ObjectKey(namespace, name))
    }

    /// False where there was none.
    package func deletePod(_ namespace: String, _ name: String) throws(StoreError) -> Bool {
        try delete(.pod, ObjectKey(namespace, name))
    }

    /// Waits until everything in the store's file system is on the disk.
    package func flush() throws(StoreError) {
        try StoreError.reading { () throws(SystemFailure) in
            let folder = try Descriptor(opening: root, O_RDONLY | O_DIRECTORY)
            guard clinux_syncfs(folder.number) == 0 else { throw SystemFailure("write to the disk", root) }
        }
    }

    /// What writing an object would do, found without writing it.
    package func rehearsePut(_ kind: ObjectKind, _ value: JSONValue) throws(StoreError) -> Change {
        try pending(kind, value).change
    }

    private func put(_ kind: ObjectKind, _ value: JSONValue, durable: Bool) throws(StoreError) -> Change {
        let (key, bytes, change) = try pending(kind, value)
        if change != .unchanged { try write(bytes, to: path(kind, key), kind, key, durable: durable) }
        return change
    }

    private func pending(
        _ kind: ObjectKind, _ value: JSONValue
    ) throws(StoreError) -> (key: ObjectKey, bytes: [UInt8], change: Change) {
        let object = try StoredObject(kind, value, file: "the \(kind.kind)")
        let bytes = object.value.bytes + [UInt8(ascii: "\n")]
        guard bytes.count <= kind.limit else { throw .tooLarge(file: path(kind, object.key), limit: kind.limit) }
        let before = try stored(kind, object.key)
        return (object.key, bytes, before == nil ? .created : before == object.value ? .unchanged : .changed)
    }

    /// Nil where there is none, null for a file that can't be believed: that is exactly what a new one is for. One that
    /// someone laid out by hand stays as it is while it says the same.
    private func stored(_ kind: ObjectKind, _ key: ObjectKey) throws(StoreError) -> JSONValue? {
        do throws(StoreError) {
            return try object(kind, key)
        } catch {
            if case .system = error { throw error }
            return .null
        }
    }

    /// Makes the namespace's folder if need be, and again if a deletion took the empty folder away in between.
    private func write(
        _ bytes: [UInt8], to file: String, _ kind: ObjectKind, _ key: ObjectKey, durable: Bool
    ) throws(StoreError) {
        let shared = group(of: kind.folder)
        let mode: UInt32 = shared == nil ? 0o600 : 0o640
        var tries = 0
        while true {
            do throws(SystemFailure) {
                return try Files.replace(file, with: bytes, mode: mode, group: shared?.group, durable: durable)
            } catch {
                tries += 1
                guard error.errorNumber == ENOENT, tries < 8 else { throw .system(error) }
            }
            try makeFolder("\(path(kind.folder))/\(key.namespace)", shared)
        }
    }

    private func makeFolder(_ path: String, _ shared: FolderGroup?) throws(StoreError) {
        let mode: UInt32 = shared.map { $0.mayWrite ? 0o770 : 0o750 } ?? 0o700
        guard unsafe mkdir(path, mode) == 0 else {
            if errno == EEXIST { return }
            throw .system(SystemFailure("make the folder", path))
        }
        guard let shared else { return }
        guard unsafe chown(path, .max, shared.group) == 0, unsafe chmod(path, mode) == 0 else {
            throw .system(SystemFailure("set the group of", path))
        }
    }

    private func delete(_ kind: ObjectKind, _ key: ObjectKey) throws(StoreError) -> Bool {
        let file = path(kind, key)
        guard unsafe unlink(file) == 0 else {
            let failure = SystemFailure("delete", file)
            if failure.isNotFound { return false }
            throw .system(failure)
        }
        _ = unsafe rmdir("\(path(kind.folder))/\(key.namespace)")
        return true
    }
}
