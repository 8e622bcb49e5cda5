import CNI
import Glibc
import LinuxSystem

extension Store {
    static let temporaryPrefix = ".tmp-"

    /// Removes what a writer left that died between writing and renaming: temporary files older than an hour.
    ///
    /// - Parameter now: microseconds of the wall clock.
    package func removeOldTemporaries(now: UInt64 = Clock.wallMicroseconds) throws(StoreError) {
        var folders = [root, path(.outbox)]
        for kind in ObjectKind.allCases {
            folders += try names(in: path(kind.folder)).map { path(kind.folder) + "/" + $0 }
        }
        for folder in folders {
            for name in try names(in: folder, hidden: true) where name.hasPrefix(Self.temporaryPrefix) {
                let file = folder + "/" + name
                guard let facts = try? FileFacts(path: file), facts.kind == .file else { continue }
                let age = now > facts.modified ? now - facts.modified : 0
                if age > UInt64(Limits.temporaryAge) * 1000 { _ = unsafe unlink(file) }
            }
        }
    }
}
