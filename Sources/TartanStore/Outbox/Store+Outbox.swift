import CNI
import ExactJSON
import Glibc
import LinuxSystem

extension Store {
    /// Puts a status into the queue, replacing an older one of the same sandbox. The agent is told the key's file name.
    @discardableResult
    package func writeOutbox(_ entry: OutboxEntry) throws(StoreError) -> OutboxKey {
        let key = try OutboxKey(podUID: entry.podUID, containerID: entry.containerID)
        let shared = group(of: .outbox)
        let bytes = entry.encoded.bytes + [UInt8(ascii: "\n")]
        let file = path(key)
        guard bytes.count <= Limits.storeFile else { throw .tooLarge(file: file, limit: Limits.storeFile) }
        try StoreError.reading { () throws(SystemFailure) in
            try Files.replace(file, with: bytes, mode: shared == nil ? 0o600 : 0o640, group: shared?.group)
        }
        return key
    }

    /// Nil where it has been published or removed.
    package func outboxEntry(_ key: OutboxKey) throws(StoreError) -> OutboxEntry? {
        let file = path(key)
        guard let value = try json(file) else { return nil }
        let entry = try OutboxEntry(value, file: file)
        guard entry.podUID == key.podUID, SandboxFolder.name(for: entry.containerID) == key.sandbox else {
            throw .misplaced(
                file: file, found: "\(entry.podUID):\(entry.containerID)".escapingControlCharacters,
                expected: key.fileName)
        }
        return entry
    }

    /// What waits to be published, sorted.
    package func outbox() throws(StoreError) -> [OutboxKey] {
        try names(in: path(.outbox)).compactMap { try? OutboxKey(fileName: $0) }.sorted()
    }

    /// False where there was none.
    @discardableResult
    package func removeOutbox(_ key: OutboxKey) throws(StoreError) -> Bool {
        try Self.unlinkIfThere(path(key))
    }

    private func path(_ key: OutboxKey) -> String { path(.outbox) + "/" + key.fileName }

    /// Nil where there is no file.
    func json(_ file: String) throws(StoreError) -> JSONValue? {
        var kind = FileFacts.Kind.file
        let bytes: [UInt8]
        do throws(SystemFailure) {
            let opened = try OpenedFile(reading: file, flags: O_NOFOLLOW)
            kind = opened.facts.kind
            bytes = kind == .file ? try opened.bytes(limit: Limits.storeFile) : []
        } catch {
            if error.isNotFound { return nil }
            throw .system(error)
        }
        guard kind == .file else { throw .unsafe(file, .notAFile) }
        guard bytes.count <= Limits.storeFile else { throw .tooLarge(file: file, limit: Limits.storeFile) }
        do { return try JSONParser.parse(bytes, limit: Limits.storeFile) } catch { throw .notJSON(file: file, error) }
    }
}
