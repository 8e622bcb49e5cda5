import Glibc

/// What the kernel says about a file or folder: kind, owner, group, permissions, size, age and identity.
package struct FileFacts: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case file, folder, pipe, socket, device

        /// - Parameter mode: `st_mode` of what it is about, whether a link was followed or not; a link counts as a file.
        package init(mode: UInt32) {
            switch mode & S_IFMT {
            case S_IFDIR: self = .folder
            case S_IFIFO: self = .pipe
            case S_IFSOCK: self = .socket
            case S_IFCHR, S_IFBLK: self = .device
            default: self = .file
            }
        }

        /// As it follows "is" in a message.
        package var words: String {
            switch self {
            case .file: "a file"
            case .folder: "a folder"
            case .pipe: "a named pipe"
            case .socket: "a socket"
            case .device: "a device"
            }
        }
    }

    package let kind: Kind
    package let owner: UInt32
    package let group: UInt32
    /// The permission bits alone.
    package let permissions: UInt32
    package let size: Int
    /// 0 once the last name is gone.
    package let links: UInt64
    /// Microseconds since 1970-01-01T00:00Z.
    package let modified: UInt64
    /// When its name, permissions or content last changed, in the same unit: a rename counts too.
    package let changed: UInt64
    package let identity: FileIdentity

    /// Of what is at the path; a symbolic link is followed.
    package init(path: String) throws(SystemFailure) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw SystemFailure("look at", path) }
        self.init(status)
    }

    package init(_ file: borrowing Descriptor, name: String) throws(SystemFailure) {
        var status = stat()
        guard unsafe fstat(file.number, &status) == 0 else { throw SystemFailure("look at", name) }
        self.init(status)
    }

    private init(_ status: stat) {
        kind = Kind(mode: status.st_mode)
        owner = status.st_uid
        group = status.st_gid
        permissions = UInt32(status.st_mode & 0o7777)
        size = Int(status.st_size)
        links = UInt64(status.st_nlink)
        modified = Self.microseconds(status.st_mtim)
        changed = Self.microseconds(status.st_ctim)
        identity = FileIdentity(status)
    }

    private static func microseconds(_ time: timespec) -> UInt64 {
        UInt64(max(0, time.tv_sec)) * 1_000_000 + UInt64(max(0, time.tv_nsec)) / 1000
    }
}
