import CNIExecution
import Glibc
import LinuxSystem
import TestKit
import Testing

@Suite struct LockHoldersTests {
    private let folder: TemporaryFolder
    private let path: String
    private let identity: FileIdentity

    init() throws {
        folder = try TemporaryFolder()
        path = try folder.write("running", "", mode: 0o755)
        identity = try #require(FileIdentity(path: path))
    }

    /// A description of its own, so it is refused wherever another one holds the lock.
    private func isHeld() -> Bool {
        guard let file = try? Descriptor(opening: path, O_RDWR) else { return true }
        return flock(file.number, LOCK_EX | LOCK_NB) != 0
    }

    /// Runs a script that inherits the lock, then gives up this process' own share of it.
    private func runLocked(_ script: String) throws -> PluginOutcome {
        let running = try Descriptor(opening: path, O_RDWR)
        #expect(flock(running.number, LOCK_EX | LOCK_NB) == 0)
        return try PluginCommand.shell(script).run(running: running.number)
    }

    @Test("who inherited the lock is found after its parent's death, though the file is unlinked, and is killed")
    func descendant() throws {
        // It has left the group, so that killing the group would miss it.
        let outcome = try runLocked("setsid sleep 1000 >/dev/null 2>&1 & echo $!")
        let descendant = try #require(outcome.number)
        #expect(isHeld())
        unsafe unlink(path)
        #expect(eventually { LockHolders.find(identity).map(\.command) == ["sleep"] })
        let holders = LockHolders.find(identity)
        #expect(holders.map(\.identity.process) == [descendant])
        #expect(holders.map(\.description) == ["sleep (process \(descendant))"])
        let watch = try Descriptor(opening: "/proc/\(descendant)/fd/3", O_RDWR)
        let free = LockHolders.end(identity, deadline: .after(milliseconds: 10_000)) {
            flock(watch.number, LOCK_EX | LOCK_NB) != 0
        }
        #expect(free)
        #expect(!isRunning(descendant))
    }

    @Test("all of them are killed, children of children too")
    func several() throws {
        let outcome = try runLocked(
            "for i in 1 2 3; do sh -c 'sleep 1000; :' >/dev/null 2>&1 & done; echo $!")
        #expect(outcome.ending == .exited(0))
        #expect(eventually { LockHolders.find(identity).count == 6 })
        #expect(LockHolders.end(identity, deadline: .after(milliseconds: 10_000), isHeld: isHeld))
        #expect(LockHolders.find(identity).isEmpty)
    }

    @Test("who merely has the file open is no holder, and this process is none")
    func bystanders() throws {
        let reader = try PluginProcess.start(.shell("exec 5<\(path); : >\(folder.path)/ready; read line"))
        #expect(eventually { FileIdentity(path: folder.path + "/ready") != nil })
        let own = try Descriptor(opening: path, O_RDWR)
        #expect(flock(own.number, LOCK_EX | LOCK_NB) == 0)
        #expect(LockHolders.find(identity).isEmpty)
        let free = LockHolders.end(identity, deadline: .after(milliseconds: 100), isHeld: isHeld)
        #expect(!free)
        let outcome = reader.finish(input: Array("\n".utf8), deadline: .after(milliseconds: 5000))
        #expect(outcome.ending == .exited(0))
    }

    @Test("a lock that is free kills nobody")
    func free() throws {
        let outcome = try runLocked("sleep 1000 >/dev/null 2>&1 & echo $!")
        let process = try #require(outcome.number)
        #expect(LockHolders.end(identity, deadline: .after(milliseconds: 1000)) { false })
        #expect(isRunning(process))
        #expect(LockHolders.end(identity, deadline: .after(milliseconds: 10_000), isHeld: isHeld))
    }

    @Test("a name with control characters is escaped")
    func names() throws {
        let program = folder.path + "/\u{1B}[31m"
        try Files.replace(program, with: try Files.read("/bin/sleep", limit: 4 << 20), mode: 0o755)
        _ = try runLocked("'\(program)' 1000 >/dev/null 2>&1 &")
        #expect(eventually { LockHolders.find(identity).map(\.command) == ["\\u{1b}[31m"] })
        #expect(LockHolders.end(identity, deadline: .after(milliseconds: 10_000), isHeld: isHeld))
    }
}
