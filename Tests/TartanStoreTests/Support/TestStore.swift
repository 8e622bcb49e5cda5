import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TestKit

@testable import TartanStore

/// A store in a temporary folder, and what tests do to files behind its back.
struct TestStore {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store.open(folder.path + "/store", create: true)
    }

    var root: String { store.root }

    /// Makes the folders above too.
    func write(_ relative: String, _ bytes: [UInt8], mode: UInt32 = 0o600) throws {
        let path = root + "/" + relative
        if let slash = path.lastIndex(of: "/") { try Files.makeFolders(String(path[..<slash]), mode: 0o700) }
        try Files.replace(path, with: bytes, mode: mode)
    }

    func write(_ relative: String, _ text: String, mode: UInt32 = 0o600) throws {
        try write(relative, Array(text.utf8), mode: mode)
    }

    func read(_ relative: String) throws -> [UInt8] {
        try Files.read(root + "/" + relative, limit: Limits.journal)
    }

    func facts(_ relative: String) throws -> FileFacts { try FileFacts(path: root + "/" + relative) }

    func exists(_ relative: String) -> Bool { unsafe access(root + "/" + relative, F_OK) == 0 }
}
