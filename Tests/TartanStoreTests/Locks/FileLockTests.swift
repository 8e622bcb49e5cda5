import Glibc
import LinuxSystem
import TartanStore
import TestKit
import Testing

@Suite struct FileLockTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/lock" }
    private var soon: Deadline { .after(milliseconds: 60) }
    private var later: Deadline { .after(milliseconds: 5000) }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("an exclusive lock keeps everyone else out until it is given back")
    func exclusive() throws {
        let first = try FileLock.acquire(path, .exclusive, deadline: soon, create: true)
        let isFree = try isFree(.exclusive)
        let isShareable = try self.isFree(.shared)
        first.unlock()
        #expect(!isFree && !isShareable)
        #expect(try self.isFree(.exclusive))
    }

    @Test("shared locks live beside each other and keep an exclusive one out")
    func shared() throws {
        let first = try FileLock.acquire(path, .shared, deadline: soon, create: true)
        let second = try FileLock.acquire(path, .shared, deadline: soon, create: true)
        #expect(first.identity == second.identity)
        #expect(try !isFree(.exclusive))
        first.unlock()
        #expect(try !isFree(.exclusive))
        second.unlock()
        #expect(try isFree(.exclusive))
    }

    @Test("a lock ends with the value that holds it")
    func scope() throws {
        do { _ = try FileLock.acquire(path, .exclusive, deadline: soon, create: true) }
        try take(.exclusive, later)
    }

    @Test("waiting ends at the deadline, with the path")
    func timeout() throws {
        let first = try FileLock.acquire(path, .exclusive, deadline: soon, create: true)
        let start = Clock.monotonicNanoseconds
        #expect(throws: StoreError.lockTimeout(path, holder: nil)) { try take(.exclusive, soon) }
        let waited = (Clock.monotonicNanoseconds - start) / 1_000_000
        #expect(waited >= 59)
        #expect(throws: StoreError.lockTimeout(path, holder: nil)) { try take(.exclusive, Deadline(moment: 0)) }
        first.unlock()
        try take(.exclusive, Deadline(moment: 0))
    }

    @Test("a lock that another process gives back is taken within a poll")
    func handover() throws {
        try Files.replace(path, with: [], mode: 0o600)
        let child = try Child("exec flock \(path) sh -c 'touch \(folder.path)/held; sleep 0.2'")
        while unsafe access(folder.path + "/held", F_OK) != 0 { Clock.sleep(milliseconds: 2) }
        #expect(try !isFree(.exclusive))
        try take(.exclusive, later)
        child.wait()
    }

    @Test("a lock on a file that was unlinked meanwhile is taken anew on the file that is there now")
    func unlinked() throws {
        let old = try FileLock.acquire(path, .exclusive, deadline: soon, create: true)
        try #require(unsafe unlink(path) == 0)
        let new = try FileLock.acquire(path, .exclusive, deadline: soon, create: true)
        #expect(old.identity != new.identity)
        #expect(FileIdentity(path: path) == new.identity)
        #expect(try !isFree(.exclusive))
        old.unlock()
        #expect(try !isFree(.exclusive))
        new.unlock()
    }

    @Test("a file that isn't there is made only if asked")
    func creation() throws {
        let failure = SystemFailure("open", path, errorNumber: ENOENT)
        #expect(throws: StoreError.system(failure)) { try FileLock.tryAcquire(path, .shared, create: false) != nil }
        try take(.shared, soon)
        #expect(try FileFacts(path: path).permissions == 0o600)
    }

    @Test("a symbolic link is not followed")
    func link() throws {
        try #require(unsafe symlink("/etc/passwd", path) == 0)
        let failure = SystemFailure("open", path, errorNumber: ELOOP)
        #expect(throws: StoreError.system(failure)) { try take(.exclusive, soon) }
    }

    @Test("the descriptor is not inherited by accident")
    func closedOnExec() throws {
        // Not by unlock(), which would take the lock away from a child too.
        func startChild() throws -> Child {
            let lock = try FileLock.acquire(path, .exclusive, deadline: soon, create: true)
            let child = try Child("sleep 30")
            #expect(try !isFree(.exclusive))
            _ = consume lock
            return child
        }
        let child = try startChild()
        // Another test's child may have it for the moment between its fork and its exec.
        try take(.exclusive, later)
        child.end()
    }

    private func isFree(_ mode: FileLock.Mode) throws -> Bool {
        try FileLock.tryAcquire(path, mode, create: false) != nil
    }

    private func take(_ mode: FileLock.Mode, _ deadline: Deadline) throws {
        try FileLock.acquire(path, mode, deadline: deadline, create: true).unlock()
    }
}
