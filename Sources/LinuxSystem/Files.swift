import CLinux
import Glibc

/// Whole files: read with a bound, and replaced so that a reader sees the old or the new text, never half of one.
package enum Files {
    /// Never waits for the other end of a pipe that is at the path, unless told to.
    ///
    /// - Parameters:
    ///   - limit: a longer file is refused with EFBIG.
    ///   - waiting: for files that a person named: the other end of a pipe may take its time.
    package static func read(_ path: String, limit: Int, waiting: Bool = false) throws(SystemFailure) -> [UInt8] {
        let file = try Descriptor(opening: path, O_RDONLY | O_NOCTTY | (waiting ? 0 : O_NONBLOCK))
        let bytes = try file.readAll(limit: limit, name: path)
        guard bytes.count <= limit else { throw SystemFailure("read", path, errorNumber: EFBIG) }
        return bytes
    }

    /// Writes a temporary file beside it (`.tmp-` and up to 16 random hex digits), then renames.
    ///
    /// - Parameters:
    ///   - owner: whom the file is given to before it gets its mode; nil leaves it with the caller.
    ///   - group: as `owner`.
    ///   - durable: waits until the content is on the disk, so that a power cut leaves the old text or the new.
    ///   - name: of the temporary file in place of one by chance, for callers that exclude each other: what a killed one has
    ///     left is removed.
    package static func replace(
        _ path: String, with bytes: [UInt8], mode: UInt32, owner: UInt32? = nil, group: UInt32? = nil,
        durable: Bool = false, temporary name: String? = nil
    ) throws(SystemFailure) {
        let temporary = folder(of: path) + "/" + (name ?? ".tmp-" + String(UInt64.random(in: .min ... .max), radix: 16))
        if name != nil { _ = unsafe unlink(temporary) }
        do throws(SystemFailure) {
            let file = try Descriptor(opening: temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
            if owner != nil || group != nil, fchown(file.number, owner ?? .max, group ?? .max) != 0 {
                throw SystemFailure("set the owner of", temporary)
            }
            guard fchmod(file.number, mode) == 0 else { throw SystemFailure("set the mode of", temporary) }
            try file.writeAll(bytes, name: temporary)
            if durable, fsync(file.number) != 0 { throw SystemFailure("write to the disk", temporary) }
            guard unsafe rename(temporary, path) == 0 else { throw SystemFailure("rename to", path) }
        } catch {
            _ = unsafe unlink(temporary)
            throw error
        }
    }

    package static func remove(_ path: String) throws(SystemFailure) {
        guard unsafe unlink(path) == 0 else { throw SystemFailure("remove", path) }
    }

    /// Renames the file within its folder: the prefix before its name.
    package static func setAside(_ path: String, prefix: String) throws(SystemFailure) {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        guard unsafe rename(path, "\(folder(of: path))/\(prefix)\(name)") == 0 else {
            throw SystemFailure("rename", path)
        }
    }

    /// Makes the folder and those above it that are missing.
    package static func makeFolders(_ path: String, mode: UInt32) throws(SystemFailure) {
        if unsafe mkdir(path, mode) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, path.contains("/"), path != "/" else { throw SystemFailure("make the folder", path) }
        try makeFolders(folder(of: path), mode: mode)
        guard unsafe mkdir(path, mode) == 0 || errno == EEXIST else { throw SystemFailure("make the folder", path) }
    }

    /// The names in a folder, sorted by byte, without those that begin with a dot. A missing folder has none.
    ///
    /// - Parameter hidden: the names that begin with a dot too; never `.` and `..`.
    package static func names(in path: String, hidden: Bool = false) throws(SystemFailure) -> [String] {
        guard let stream = unsafe opendir(path) else {
            if errno == ENOENT { return [] }
            throw SystemFailure("list", path)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != "..", hidden || !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
