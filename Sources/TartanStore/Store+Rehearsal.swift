import CLinux
import Glibc
import LinuxSystem

extension Store {
    /// What `open(_:create: true)` and an ADD's first write would fail with, found without making or locking anything.
    ///
    /// - Returns: the store; nil where there is none yet and it can be made.
    package static func rehearse(_ root: String) throws(StoreError) -> Store? {
        let store: Store?
        do throws(StoreError) { store = try open(root, create: false) } catch {
            guard case .noStore = error else { throw error }
            store = nil
        }
        guard let store else {
            try requireWritable(try nearestFolder(above: root), making: root)
            return nil
        }
        try requireWritable(root, making: root)
        let records = store.path(.records)
        if FileIdentity(path: records) != nil { try requireWritable(records, making: records) }
        return store
    }

    /// The folder in which the first missing one would be made.
    private static func nearestFolder(above path: String) throws(StoreError) -> String {
        var folder = path
        while folder.utf8.count > 1 {
            folder = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? ""
            let place = folder.isEmpty ? "/" : folder
            do throws(SystemFailure) {
                guard try FileFacts(path: place).kind == .folder else {
                    throw SystemFailure("make the folder", path, errorNumber: ENOTDIR)
                }
                return place
            } catch {
                guard error.errorNumber == ENOENT else { throw .system(error) }
            }
        }
        return "/"
    }

    /// - Parameter path: what would be made there; the error names it.
    private static func requireWritable(_ folder: String, making path: String) throws(StoreError) {
        guard unsafe access(folder, W_OK | X_OK) == 0 else { throw .system(SystemFailure("write to", path)) }
        var facts = statvfs()
        guard unsafe statvfs(folder, &facts) == 0 else { return }
        let isFull = facts.f_blocks > 0 && facts.f_bfree == 0 || facts.f_files > 0 && facts.f_ffree == 0
        if isFull { throw .system(SystemFailure("write to", path, errorNumber: ENOSPC)) }
    }
}
