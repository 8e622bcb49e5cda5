import CNI
import Glibc
package import LinuxSystem

/// A journal that is read while it may grow. The file is held open: it is read to its end even if it is moved to the history
/// or replaced meanwhile.
package final class JournalTail {
    package let place: JournalPlace
    package private(set) var scan = JournalScan()
    /// Which file it is: a journal that is moved to the history stays the same.
    package let identity: FileIdentity
    private let file: Descriptor

    /// - Throws: `system` where it can't be opened, with ENOENT if it isn't there any more; `unsafe` if it is no file.
    package init(_ place: JournalPlace) throws(StoreError) {
        self.place = place
        do throws(SystemFailure) {
            file = try Descriptor(opening: place.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
            let facts = try FileFacts(file, name: place.path)
            identity = facts.identity
            guard facts.kind == .file else { throw SystemFailure("read", place.path, errorNumber: EINVAL) }
        } catch {
            throw .system(error)
        }
    }

    /// Reads what has come since the last time.
    ///
    /// - Returns: the steps that are new.
    @discardableResult
    package func read() throws(StoreError) -> ArraySlice<JournalEntry> {
        let known = scan.record?.entries.count ?? 0
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while !scan.isCut, !scan.isUnreadable {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe Glibc.read(file.number, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(SystemFailure("read", place.path)) }
            if count == 0 { break }
            scan.add(buffer[..<count])
        }
        return scan.record?.entries[known...] ?? []
    }

    /// When the last line was written: microseconds since 1970-01-01T00:00Z.
    package var modified: UInt64? { try? FileFacts(file, name: place.path).modified }

    /// No name leads to the file any more: it was replaced or pruned.
    package var isUnlinked: Bool { (try? FileFacts(file, name: place.path).links) == 0 }
}
