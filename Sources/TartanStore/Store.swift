import Glibc
import LinuxSystem

/// A store: the directory of networks, pods, records, history and outbox.
///
/// Every look-up is by key: what a call costs doesn't depend on how much the store holds.
package struct Store: Sendable, Equatable {
    package static let defaultRoot = "/var/lib/tartan"

    package let root: String
    private let groups: [StoreFolder: FolderGroup]

    /// Opens the store and makes sure that nobody but root, the caller and a group set on purpose can have written it.
    ///
    /// - Parameter create: makes what is missing, open to the caller alone.
    /// - Throws: `noStore` where nothing is there and nothing may be made; `unsafe` for a folder that is owned or writable by
    ///   others.
    package static func open(_ root: String, create: Bool) throws(StoreError) -> Store {
        if let facts = try facts(of: root) {
            try check(root, facts, mayBeShared: false)
        } else {
            guard create, !root.isEmpty else { throw .noStore(root) }
            try StoreError.reading { () throws(SystemFailure) in try makeRoot(root) }
        }
        var groups: [StoreFolder: FolderGroup] = [:]
        for folder in StoreFolder.allCases {
            let path = root + "/" + folder.rawValue
            if let facts = try facts(of: path) {
                try check(path, facts, mayBeShared: folder.mayBeShared)
                if folder.mayBeShared { groups[folder] = FolderGroup(facts) }
                if create, !folder.mayBeShared, facts.permissions & 0o077 != 0 { _ = unsafe chmod(path, 0o700) }
            } else if create {
                try StoreError.reading { () throws(SystemFailure) in try Files.makeFolders(path, mode: 0o700) }
            }
        }
        return Store(root: root, groups: groups)
    }

    func path(_ folder: StoreFolder) -> String { root + "/" + folder.rawValue }

    func group(of folder: StoreFolder) -> FolderGroup? { groups[folder] }
}

extension Store {
    /// Nil where nothing is at the path.
    private static func facts(of path: String) throws(StoreError) -> FileFacts? {
        do throws(SystemFailure) {
            return try FileFacts(path: path)
        } catch {
            if error.errorNumber == ENOENT { return nil }
            throw .system(error)
        }
    }

    /// A root that its group may write is refused too: who can rename `records` away decides what root executes.
    private static func check(_ path: String, _ facts: FileFacts, mayBeShared: Bool) throws(StoreError) {
        guard facts.kind == .folder else { throw .unsafe(path, .notAFolder) }
        guard facts.owner == 0 || facts.owner == geteuid() else { throw .unsafe(path, .ownedBy(user: facts.owner)) }
        if facts.permissions & 0o002 != 0 { throw .unsafe(path, .writableByEveryone) }
        if facts.permissions & 0o020 != 0, !mayBeShared { throw .unsafe(path, .writableByGroup(facts.group)) }
    }

    private static func makeRoot(_ root: String) throws(SystemFailure) {
        if let slash = root.dropLast().lastIndex(of: "/"), slash != root.startIndex {
            try Files.makeFolders(String(root[..<slash]), mode: 0o755)
        }
        try Files.makeFolders(root, mode: 0o700)
    }
}
