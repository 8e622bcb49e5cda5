import CNI
import Glibc
import LinuxSystem

/// Appends steps to one journal. With the sandbox's lock held.
package struct JournalWriter: ~Copyable, Sendable {
    package let path: String
    /// Bytes.
    package private(set) var size: Int
    private let file: Descriptor
    private let limit: Int

    /// - Parameter file: opened O_APPEND, and cut to its last whole line.
    init(_ file: consuming Descriptor, path: String, size: Int, limit: Int = Limits.journal) {
        self.file = file
        self.path = path
        self.size = size
        self.limit = limit
    }

    /// Writes the step by exactly one write(2). When this returns the step survives a kill -9 at any instruction.
    ///
    /// - Parameter time: microseconds of CLOCK_BOOTTIME.
    /// - Throws: `shortWrite` after taking the part away again, `journalFull`, `system`.
    package mutating func append(
        _ step: JournalStep, at time: UInt64 = Clock.bootMicroseconds
    ) throws(StoreError) {
        let line = JournalLine.encoded(step, time: time)
        // A plan leaves room for what comes of it.
        let limit = if case .plan = step { self.limit / 2 } else { self.limit }
        guard size + line.count <= limit else { throw .journalFull(file: path, limit: limit) }
        var written: Int
        repeat {
            written = unsafe line.withUnsafeBytes { unsafe write(file.number, $0.baseAddress, $0.count) }
        } while written < 0 && errno == EINTR
        guard written >= 0 else { throw .system(SystemFailure("write to", path)) }
        guard written == line.count else {
            let end = lseek(file.number, 0, SEEK_CUR)
            _ = ftruncate(file.number, end - written)
            throw .shortWrite(file: path, written: written, of: line.count)
        }
        size += written
    }

    /// Waits until what was appended is on the disk. Not for the way of an ADD.
    package func flush() throws(StoreError) {
        guard fsync(file.number) == 0 else { throw .system(SystemFailure("write to the disk", path)) }
    }
}
