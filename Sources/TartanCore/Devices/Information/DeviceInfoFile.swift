import CLinux
import CNI
import Glibc
package import LinuxSystem
import MultiNetwork

/// The device information file of one attachment: filled before the ADD with what the device plugin wrote, read after it, and
/// removed by DEL (device information specification 1.1.0, sections 4 to 6).
package struct DeviceInfoFile: Sendable, Equatable {
    package let path: String

    /// Makes the folder and, where the device plugin wrote something, the file: never over one that is there.
    ///
    /// - Parameter source: what the device plugin may have written; it need not be there.
    func prepare(copying source: String?) throws(DeviceFileError) {
        do throws(SystemFailure) {
            try Files.makeFolders(parent, mode: 0o755)
        } catch {
            throw .system(error)
        }
        try requireAbsence()
        guard let source, let bytes = try Self.bytes(of: source) else { return }
        // A text that nobody can use is refused before a binary is started.
        do throws(DeviceInformationError) { _ = try DeviceInformation(json: bytes) } catch {
            throw .invalid(path: source, error)
        }
        try write(bytes)
    }

    /// Nil where there is no such file.
    func read() throws(DeviceFileError) -> DeviceInformation? {
        guard let bytes = try Self.bytes(of: path) else { return nil }
        do throws(DeviceInformationError) { return try DeviceInformation(json: bytes) } catch {
            throw .invalid(path: path, error)
        }
    }

    /// A symbolic link is removed, not what it leads to. One that isn't there is no failure.
    package func remove() throws(SystemFailure) {
        if unsafe unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR { return }
        throw SystemFailure("remove", path)
    }

    /// The sandboxes that it may be of, by its name: `<network>-<sandbox>_<interface>`, of which each may have dashes and
    /// underscores. Nil where nothing tells: a name that was too long is hashed. Empty for a name that no attachment's file
    /// has.
    package var sandboxes: [String]? {
        let name = Array(path.utf8.dropFirst(parent.utf8.count + 1))
        if name.count == 64, name.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) { return nil }
        var found: [String] = []
        for end in name.indices where name[end] == UInt8(ascii: "_") {
            guard (try? InterfaceName(String(decoding: name[(end + 1)...], as: UTF8.self))) != nil else { continue }
            for dash in name[..<end].indices where dash > 0 && name[dash] == UInt8(ascii: "-") {
                let sandbox = String(decoding: name[(dash + 1)..<end], as: UTF8.self)
                if (try? Identifier.validate(sandbox)) != nil { found.append(sandbox) }
            }
        }
        return found
    }

    private var parent: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return String(path[..<slash])
    }

    /// What is there already would be taken for what this attachment's plugins wrote.
    private func requireAbsence() throws(DeviceFileError) {
        var status = stat()
        if unsafe lstat(path, &status) == 0 { throw .isThere(path: path) }
        if errno != ENOENT { throw .system(SystemFailure("look at", path)) }
    }

    private func write(_ bytes: [UInt8]) throws(DeviceFileError) {
        let file: Descriptor
        do throws(SystemFailure) {
            file = try Descriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o444)
        } catch {
            if error.errorNumber == EEXIST { throw .isThere(path: path) }
            throw .system(error)
        }
        do throws(SystemFailure) {
            guard fchmod(file.number, 0o444) == 0 else { throw SystemFailure("set the mode of", path) }
            try file.writeAll(bytes, name: path)
        } catch {
            _ = unsafe unlink(path)
            throw .system(error)
        }
    }

    /// Nil where there is no such file.
    private static func bytes(of path: String) throws(DeviceFileError) -> [UInt8]? {
        do throws(SystemFailure) {
            return try OpenedFile(reading: path, flags: O_NOFOLLOW).whole(limit: Limits.deviceInformation)
        } catch {
            if error.isNotFound { return nil }
            throw .system(error)
        }
    }
}
