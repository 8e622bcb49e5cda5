import CLinux
import Glibc
import LinuxSystem

/// An open network namespace. What was looked at is what is entered: the path may lead elsewhere by then.
struct NamespaceFile: ~Copyable {
    let descriptor: Descriptor
    let identity: FileIdentity

    init(_ path: String) throws(NetlinkFailure) {
        // C would read such a path up to the zero byte only
        guard !path.utf8.contains(0) else { throw .missing(path: path) }
        // O_PATH, as opening a pipe or a device, which a path from outside may be, waits or has effects
        let place = unsafe clinux_open_path(path)
        guard place >= 0 else { throw Self.failure(path) }
        let handle = Descriptor(owning: place)
        switch clinux_is_namespace_file(handle.number) {
        case 1: break
        case 0: throw .notANamespace(path: path)
        default: throw Self.failure(path)
        }

        let opened: Descriptor
        do throws(SystemFailure) {
            opened = try Descriptor(opening: "/proc/self/fd/\(handle.number)", O_RDONLY)
        } catch {
            throw .unreadableNamespace(path: path, KernelReason(errorNumber: error.errorNumber))
        }
        switch clinux_is_network_namespace(opened.number) {
        case 1: break
        case 0: throw .notANamespace(path: path)
        default: throw Self.failure(path)
        }
        guard let identity = FileIdentity(opened) else { throw Self.failure(path) }
        descriptor = opened
        self.identity = identity
    }

    private static func failure(_ path: String) -> NetlinkFailure {
        let reason = KernelReason()
        switch reason.errorNumber {
        // ESRCH: the process of a /proc/PID/ns/net ended just now
        case ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG, ESRCH: return .missing(path: path)
        default: return .unreadableNamespace(path: path, reason)
        }
    }
}
