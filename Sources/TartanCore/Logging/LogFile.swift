import CNI
import Glibc
import LinuxSystem

/// The file of `logFile`: lines are appended to it; when it is full it becomes a backup and a new one begins.
///
/// Many processes write at once. A line is one write to a file that is open for appending, so none is torn. A process that
/// still has the file open that another has just made a backup writes its line there, so none is lost.
struct LogFile {
    let path: String
    let rotation: LogRotation

    func append(_ line: [UInt8], now: UInt64 = Clock.wallMicroseconds) throws(SystemFailure) {
        for _ in 0..<Limits.logAttempts {
            let file = try open()
            if try isFull(file, line.count), makesWay(file, for: line.count, now) { continue }
            return try file.writeAll(line, name: path)
        }
        // Others rotate faster than this process gets to write: better too long a file than no line.
        try open().writeAll(line, name: path)
    }

    /// - Throws: if nothing can be written.
    func require() throws(SystemFailure) { _ = try open() }

    private func open() throws(SystemFailure) -> Descriptor {
        try Descriptor(opening: path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK, mode: 0o600)
    }

    private func isFull(_ file: borrowing Descriptor, _ bytes: Int) throws(SystemFailure) -> Bool {
        let facts = try FileFacts(file, name: path)
        return facts.kind == .file && facts.size > 0 && facts.size + bytes > rotation.size
    }

    /// True where another file is at the path now, or none. Never waits: whoever holds the lock is making way.
    private func makesWay(_ file: borrowing Descriptor, for bytes: Int, _ now: UInt64) -> Bool {
        guard flock(file.number, LOCK_EX | LOCK_NB) == 0, let own = FileIdentity(file) else { return false }
        guard FileIdentity(path: path) == own else { return true }
        // It may have been emptied meanwhile, as logrotate's copytruncate does.
        guard (try? isFull(file, bytes)) == true else { return false }
        let backups = LogBackups(path: path, rotation: rotation)
        guard unsafe rename(path, backups.free(at: now)) == 0 else { return false }
        backups.prune(now)
        return true
    }
}
