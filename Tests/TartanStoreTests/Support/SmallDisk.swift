import Glibc
import TartanStore
import TestKit
import Testing

/// A tmpfs of 256 KiB, unmounted at the end.
final class SmallDisk: Sendable {
    private let folder: TemporaryFolder
    var path: String { folder.path }

    init() throws {
        folder = try TemporaryFolder()
        let status = unsafe mount("none", folder.path, "tmpfs", 0, "size=256k,mode=0700")
        try #require(status == 0)
    }

    /// - Parameter writer: closed before, as an open file that may be written keeps the file system writable.
    func makeReadOnly(after writer: consuming JournalWriter) throws {
        _ = consume writer
        let status = unsafe mount("none", path, nil, UInt(MS_REMOUNT | MS_RDONLY), nil)
        try #require(status == 0)
    }

    deinit {
        _ = unsafe umount2(folder.path, Int32(MNT_DETACH))
    }
}
