import Glibc

/// How full a file system is.
struct VolumeFacts: Equatable {
    /// On the node.
    let path: String
    let id: UInt
    let bytes: UInt64
    /// For everybody, not root alone.
    let freeBytes: UInt64
    let inodes: UInt64
    let freeInodes: UInt64
    let isReadOnly: Bool

    /// Some file systems count none.
    var hasInodes: Bool { inodes > 0 }

    /// Nil where it can't be asked.
    init?(_ path: String, _ files: HostFiles) {
        var facts = statvfs()
        guard unsafe statvfs(files.target(path), &facts) == 0 else { return nil }
        self.init(
            path: path, id: facts.f_fsid, bytes: UInt64(facts.f_blocks) * UInt64(facts.f_frsize),
            freeBytes: UInt64(facts.f_bavail) * UInt64(facts.f_frsize), inodes: UInt64(facts.f_files),
            freeInodes: UInt64(facts.f_favail), isReadOnly: facts.f_flag & UInt(ST_RDONLY) != 0)
    }

    init(
        path: String, id: UInt, bytes: UInt64, freeBytes: UInt64, inodes: UInt64, freeInodes: UInt64, isReadOnly: Bool
    ) {
        self.path = path
        self.id = id
        self.bytes = bytes
        self.freeBytes = freeBytes
        self.inodes = inodes
        self.freeInodes = freeInodes
        self.isReadOnly = isReadOnly
    }

    static func size(_ bytes: UInt64) -> String {
        for (unit, shift) in [("GiB", 30), ("MiB", 20), ("KiB", 10)] where bytes >= 1 << UInt64(shift) {
            return "\(bytes >> UInt64(shift)) \(unit)"
        }
        return "\(bytes) bytes"
    }
}
