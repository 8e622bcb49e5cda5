import CLinux
import CNI
import Glibc
import LinuxSystem

/// A reservation of the host-local plugin: a file named like the address, in the folder of its network.
struct Lease: Equatable {
    /// `<dataDir>/<network>`.
    let folder: String
    let address: IPAddress
    /// The file's name as host-local spelt it.
    let name: String
    /// What holds it: the first line of the file.
    let containerID: String

    var path: String { folder + "/" + name }

    /// What is reserved in a folder. A file that is no reservation is passed over.
    static func all(in folder: String) throws(SystemFailure) -> [Lease] {
        try Files.names(in: folder).compactMap { name in
            // host-local replaces the colons of IPv6 addresses nowhere but on Windows.
            guard let address = IPAddress(name), let holder = holder(folder + "/" + name) else { return nil }
            return Lease(folder: folder, address: address, name: name, containerID: holder)
        }
    }

    /// Removes it under host-local's own lock, unless somebody else holds it by now. False then.
    func remove() throws(SystemFailure) -> Bool {
        let file = folder + "/lock"
        let lock = try Descriptor(opening: file, O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o600)
        let deadline = Deadline.after(milliseconds: Limits.gateWait)
        while flock(lock.number, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR, !deadline.isPast else { throw SystemFailure("lock", file) }
            Clock.sleep(milliseconds: Limits.lockPollLast)
        }
        guard Self.holder(path) == containerID else { return false }
        guard unsafe unlink(path) == 0 else { throw SystemFailure("delete", path) }
        return true
    }

    /// Nil for anything but a small regular file.
    private static func holder(_ path: String) -> String? {
        guard let file = try? Descriptor(opening: path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK),
            let bytes = try? file.readAll(limit: Limits.holderLine, name: path)
        else { return nil }
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        let holder = String(decoding: line, as: UTF8.self)
        return holder.isEmpty ? nil : holder
    }
}
