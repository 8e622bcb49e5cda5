import Glibc
import LinuxSystem
import TartanStore
import TestKit
import Testing

@Suite struct RunningTests {
    private let test: TestStore
    private let sandbox: SandboxFolder

    init() throws {
        test = try TestStore()
        sandbox = test.store.sandbox(Fixtures.sandbox)
        try sandbox.lock("ADD", deadline: .after(milliseconds: 100)).unlock()
    }

    @Test("nobody runs where no binary was ever started")
    func never() throws {
        #expect(try sandbox.runningIsHeld() == nil)
        #expect(try test.store.sandbox("other").runningIsHeld() == nil)
        #expect(!test.exists("records/\(Fixtures.sandbox)/running"))
    }

    @Test("a binary holds the lock after Tartan is gone, and until all that it started is gone")
    func inherited() throws {
        let grandchild = test.folder.path + "/grandchild"
        let child: Child
        do {
            let running = try sandbox.lockRunning()
            child = try Child(
                "sleep 30 & echo $! > \(grandchild).new; mv \(grandchild).new \(grandchild); exec sleep 0",
                inheriting: running.descriptorNumber)
        }
        while unsafe access(grandchild, F_OK) != 0 { Clock.sleep(milliseconds: 2) }
        let identity = FileIdentity(path: sandbox.path + "/running")
        #expect(try sandbox.runningIsHeld() == identity)
        child.wait()
        #expect(try sandbox.runningIsHeld() == identity)
        #expect(throws: StoreError.lockTimeout(sandbox.path + "/running", holder: nil)) {
            try sandbox.lockRunning().unlock()
        }
        let text = String(decoding: try Files.read(grandchild, limit: 20), as: UTF8.self)
        let process = try #require(Int32(text.filter(\.isNumber)))
        kill(process, SIGKILL)
        let deadline = Deadline.after(milliseconds: 2000)
        while try sandbox.runningIsHeld() != nil, !deadline.isPast { Clock.sleep(milliseconds: 2) }
        #expect(try sandbox.runningIsHeld() == nil)
        try sandbox.lockRunning().unlock()
    }

    @Test("unlocking frees it for the binary's daemon too, which may live on")
    func released() throws {
        let running = try sandbox.lockRunning()
        let child = try Child("exec sleep 30", inheriting: running.descriptorNumber)
        #expect(try sandbox.runningIsHeld() == running.identity)
        running.unlock()
        #expect(try sandbox.runningIsHeld() == nil)
        child.end()
    }
}
