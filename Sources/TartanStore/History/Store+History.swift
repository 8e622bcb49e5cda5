import CNI
import Glibc
import LinuxSystem

extension Store {
    /// The last finished journal of that sandbox and interface; nil where there is none.
    package func history(_ sandbox: SandboxFolder, _ interface: String) throws(StoreError) -> Record? {
        try SandboxFolder.validate(interface)
        return try SandboxFolder.read(sandbox.historyPath(interface), of: sandbox, interface)
    }

    /// A DEL of that sandbox and interface has nothing left to do: what was attached in this boot is known to be gone.
    /// A history of another boot says nothing, and one that can't be read neither.
    package func historyAnswersDelete(
        _ sandbox: SandboxFolder, _ interface: String, bootID: String = BootID.current()
    ) -> Bool {
        guard !bootID.isEmpty, let record = try? history(sandbox, interface) else { return false }
        return record.opening.bootID == bootID && (record.isClosed || record.outstanding.isEmpty && !record.isDamaged)
    }

    /// Before an ADD's first binary: from now on that history would be a lie. False where there was none.
    @discardableResult
    package func unlinkHistory(_ sandbox: SandboxFolder, _ interface: String) throws(StoreError) -> Bool {
        try SandboxFolder.validate(interface)
        return try Self.unlinkIfThere(sandbox.historyPath(interface))
    }

    /// The finished journals that are kept, sorted.
    package func histories() throws(StoreError) -> [RecordKey] {
        try names(in: path(.history)).compactMap { name in
            guard let colon = name.firstIndex(of: ":") else { return nil }
            let key = RecordKey(sandbox: String(name[..<colon]), interface: String(name[name.index(after: colon)...]))
            guard sandbox(folder: key.sandbox) != nil, (try? SandboxFolder.validate(key.interface)) != nil else {
                return nil
            }
            return key
        }.sorted()
    }

    static func unlinkIfThere(_ path: String) throws(StoreError) -> Bool {
        guard unsafe unlink(path) == 0 else {
            let failure = SystemFailure("delete", path)
            if failure.isNotFound { return false }
            throw .system(failure)
        }
        return true
    }
}
