import CNI
import Glibc
package import LinuxSystem

/// A flock on a file of its own, held as long as this value lives or until `unlock()`.
///
/// The descriptor is closed on exec; a child that is given it deliberately shares the lock with its parent.
package struct FileLock: ~Copyable, Sendable {
    package enum Mode: Sendable { case shared, exclusive }

    package let path: String
    package let identity: FileIdentity
    /// Where the file could only be opened for reading, the lock holds all the same, but nothing can be written into it.
    package let isWritable: Bool
    /// The size of the file when it was locked.
    let size: Int
    private let file: Descriptor

    /// For handing the lock to a child.
    package var descriptorNumber: Int32 { file.number }

    /// Waits for the lock: every 5 ms, rising to 50 ms. Tries once even if the deadline is past.
    ///
    /// - Parameter create: makes the file if it is missing, for its owner alone.
    /// - Throws: `lockTimeout`; `system` if the file can't be opened, neither for writing nor for reading.
    package static func acquire(
        _ path: String, _ mode: Mode, deadline: Deadline, create: Bool
    ) throws(StoreError) -> FileLock {
        var pause = LockPause(deadline)
        while true {
            if let lock = try tryAcquire(path, mode, create: create) { return lock }
            guard pause.sleep() else { throw .lockTimeout(path, holder: nil) }
        }
    }

    /// The lock, or nil if another has it.
    package static func tryAcquire(_ path: String, _ mode: Mode, create: Bool) throws(StoreError) -> FileLock? {
        while true {
            var isWritable = true
            let file = try open(path, create: create, &isWritable)
            guard flock(file.number, (mode == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 else {
                if errno == EWOULDBLOCK { return nil }
                if errno == EINTR { continue }
                throw .system(SystemFailure("lock", path))
            }
            let facts: FileFacts
            do { facts = try FileFacts(file, name: path) } catch { throw .system(error) }
            // Whoever held it before may have unlinked it: then this is a lock on nothing that others will look at.
            guard facts.links > 0, FileIdentity(path: path) == facts.identity else { continue }
            return FileLock(path: path, identity: facts.identity, isWritable: isWritable, size: facts.size, file: file)
        }
    }

    /// Frees the lock for all who share it, children included, and not only for this process.
    package borrowing func unlock() {
        _ = flock(file.number, LOCK_UN)
    }

    private static func open(_ path: String, create: Bool, _ isWritable: inout Bool) throws(StoreError) -> Descriptor {
        do throws(SystemFailure) {
            return try Descriptor(opening: path, O_RDWR | O_NOFOLLOW | (create ? O_CREAT : 0), mode: 0o600)
        } catch {
            guard StoreError.system(error).isNotWritable else { throw .system(error) }
            isWritable = false
            // The first failure is the one that explains: without it the file would be there.
            do { return try Descriptor(opening: path, O_RDONLY | O_NOFOLLOW) } catch _ { throw .system(error) }
        }
    }
}
