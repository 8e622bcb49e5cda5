import Glibc

/// A file opened for reading whose facts are those of the very file that is read: asked after opening, not before.
package struct OpenedFile: ~Copyable, Sendable {
    package let facts: FileFacts
    private let file: Descriptor
    private let path: String

    /// Never waits: a pipe or device at the path is opened without blocking, and its facts tell what it is.
    ///
    /// - Parameter flags: further flags of open(2), for example O_NOFOLLOW.
    package init(reading path: String, flags: Int32 = 0) throws(SystemFailure) {
        let opened = try Self.opened(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | flags)
        facts = try FileFacts(opened, name: path)
        file = opened
        self.path = path
    }

    private static func opened(_ path: String, _ flags: Int32) throws(SystemFailure) -> Descriptor {
        do throws(SystemFailure) { return try Descriptor(opening: path, flags) } catch {
            // A socket can't be opened, and "No such device or address" tells nobody so.
            if error.errorNumber == ENXIO, let facts = try? FileFacts(path: path), facts.kind != .file {
                throw SystemFailure("read", path, found: facts.kind)
            }
            throw error
        }
    }

    /// The whole of a regular file.
    ///
    /// - Parameter limit: in bytes; a larger file is an error, as is what is no file.
    package func whole(limit: Int) throws(SystemFailure) -> [UInt8] {
        guard facts.kind == .file else { throw SystemFailure("read", path, found: facts.kind) }
        let bytes = try bytes(limit: limit)
        guard bytes.count <= limit else { throw SystemFailure("read", path, largerThan: limit) }
        return bytes
    }

    /// The whole file, or its first bytes up to the limit and one more, which tells that there is more.
    package func bytes(limit: Int) throws(SystemFailure) -> [UInt8] {
        var failure: SystemFailure?
        let wanted = min(max(facts.size, 0), limit) + 1
        var bytes = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
            while count < wanted {
                let got = unsafe read(file.number, buffer.baseAddress?.advanced(by: count), wanted - count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = SystemFailure("read", path) }
                if got <= 0 { break }
                count += got
            }
        }
        if let failure { throw failure }
        // The file grew between the look and the reading.
        if bytes.count == wanted, wanted <= limit { bytes += try file.readAll(limit: limit - wanted, name: path) }
        return bytes
    }
}
