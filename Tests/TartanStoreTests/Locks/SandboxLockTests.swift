import Glibc
import LinuxSystem
import TestKit
import Testing

@testable import TartanStore

@Suite struct SandboxLockTests {
    private let test: TestStore
    private let sandbox: SandboxFolder
    private var soon: Deadline { .after(milliseconds: 60) }
    private var file: String { "records/\(Fixtures.sandbox)/lock" }

    init() throws {
        test = try TestStore()
        sandbox = test.store.sandbox(Fixtures.sandbox)
    }

    @Test("the lock's file says in one line who holds it, and that is this process")
    func holder() throws {
        let lock = try sandbox.lock("ADD", deadline: soon)
        let text = String(decoding: try test.read(file), as: UTF8.self)
        let fields = text.split(separator: " ")
        #expect(fields.count == 4)
        #expect(fields.first.map(String.init) == String(getpid()))
        #expect(text.hasSuffix(" \(BootID.current()) ADD\n"))
        let holder = try #require(sandbox.holder())
        #expect(holder.isRunning)
        #expect(holder == SandboxHolder.current("ADD"))
        #expect(lock.identity == FileIdentity(path: test.root + "/" + file))
        #expect(try test.facts(file).permissions == 0o600)
        lock.unlock()
    }

    @Test("a longer line of before leaves nothing behind")
    func shorter() throws {
        try test.write(file, String(repeating: "x", count: 300) + "\n")
        let lock = try sandbox.lock("DEL", deadline: soon)
        #expect(try test.read(file) == SandboxHolder.current("DEL").line)
        lock.unlock()
    }

    @Test("who waits in vain is told who holds it")
    func timeout() throws {
        let lock = try sandbox.lock("ADD", deadline: soon)
        let error = StoreError.lockTimeout(test.root + "/" + file, holder: "ADD (process \(getpid()))")
        #expect(throws: error) { try sandbox.lock("DEL", deadline: soon).unlock() }
        #expect(try sandbox.tryLock("DEL") == nil)
        try test.store.sandbox("other").lock("ADD", deadline: soon).unlock()
        lock.unlock()
        #expect(try sandbox.tryLock("DEL") != nil)
    }

    @Test("a process that has ended, or whose number was given anew, is no holder any more")
    func gone() throws {
        let child = try Child("exec sleep 30")
        let start = try #require(ProcessIdentity(process: child.process)).startTime
        let boot = BootID.current()
        #expect(SandboxHolder(process: child.process, startTime: start, bootID: boot, command: "ADD").isRunning)
        #expect(!SandboxHolder(process: child.process, startTime: start + 1, bootID: boot, command: "ADD").isRunning)
        #expect(!SandboxHolder(process: child.process, startTime: start, bootID: "x", command: "ADD").isRunning)
        kill(child.process, SIGKILL)
        let deadline = Deadline.after(milliseconds: 2000)
        while ProcessIdentity(process: child.process) != nil, !deadline.isPast { Clock.sleep(milliseconds: 2) }
        #expect(!SandboxHolder(process: child.process, startTime: start, bootID: boot, command: "ADD").isRunning)
        child.wait()
    }

    @Test(
        "a line that is none of ours names no holder",
        arguments: [
            "", "\n", "1 2 boot ADD", "0 2 boot ADD\n", "-1 2 boot ADD\n", "1 x boot ADD\n", "1 2 boot\n", "1 2  ADD\n",
        ])
    func rubbish(text: String) {
        #expect(SandboxHolder(Array(text.utf8)) == nil)
    }

    @Test("an empty folder goes with its locks, and a record or a running binary keeps it")
    func removal() throws {
        let folder = "records/" + Fixtures.sandbox
        let lock = try sandbox.lock("DEL", deadline: soon)
        let running = try sandbox.lockRunning()
        _ = try sandbox.openJournal("eth0", create: true)
        sandbox.removeIfEmpty()
        #expect(test.exists(folder + "/if:eth0") && test.exists(file))
        #expect(try sandbox.discardJournal("eth0"))
        #expect(try !sandbox.discardJournal("eth0"))
        sandbox.removeIfEmpty()
        #expect(test.exists(file))
        running.unlock()
        try test.write(folder + "/.tmp-1", "")
        sandbox.removeIfEmpty()
        #expect(!test.exists(folder))
        lock.unlock()
    }

    @Test("calls that make, lock and remove a sandbox's folder at the same time never hold it both")
    func contention() throws {
        // Each child takes the lock by flock(1) on the path, as the test does, and removes the folder while it holds it; until
        // it has held it five times.
        let path = sandbox.path
        let marker = test.folder.path + "/marker"
        let script = """
            n=0; while [ $n -lt 5 ]; do
              mkdir -p \(path); ( flock -n 9 || exit 1
                [ "$(stat -c %i \(path)/lock 2>/dev/null)" = "$(stat -L -c %i /proc/self/fd/9)" ] || exit 1
                mkdir \(marker) || touch \(test.folder.path)/clash
                rmdir \(marker); rm -f \(path)/lock; rmdir \(path) 2>/dev/null; exit 0 ) 9>>\(path)/lock && n=$((n+1))
            done 2>/dev/null
            """
        let children = [try Child(script), try Child(script)]
        var rounds = 0
        while rounds < 200 || children.contains(where: \.isRunning) {
            let lock = try sandbox.lock("DEL", deadline: .after(milliseconds: 10_000))
            #expect(unsafe mkdir(marker, 0o700) == 0)
            #expect(unsafe rmdir(marker) == 0)
            sandbox.removeIfEmpty()
            lock.unlock()
            rounds += 1
            try #require(rounds < 100_000, "the children never got the lock")
            if rounds > 200 { usleep(500) }
        }
        #expect(unsafe access(test.folder.path + "/clash", F_OK) != 0)
    }
}
