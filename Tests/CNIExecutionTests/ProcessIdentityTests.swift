import CNIExecution
import Glibc
import LinuxSystem
import TestKit
import Testing

@Suite struct ProcessIdentityTests {
    @Test("this process is alive, with the start time that the kernel gives it")
    func current() throws {
        let own = ProcessIdentity.current
        #expect(own.process == getpid())
        #expect(own.startTime > 0)
        #expect(own.isAlive)
        #expect(ProcessIdentity(process: getpid()) == own)
    }

    @Test("a later process with the same number is another one and is not killed")
    func otherStart() throws {
        let process = try PluginProcess.start(.shell("read line; exit 6"))
        let identity = try #require(ProcessIdentity(process: process.group))
        let earlier = ProcessIdentity(process: identity.process, startTime: identity.startTime - 1)
        #expect(!earlier.isAlive)
        #expect(!earlier.kill())
        #expect(identity.isAlive)
        let outcome = process.finish(input: Array("\n".utf8), deadline: .after(milliseconds: 20_000))
        #expect(outcome.ending == .exited(6))
    }

    @Test("the same process is killed")
    func kill() throws {
        let process = try PluginProcess.start(.shell("read line"))
        let identity = try #require(ProcessIdentity(process: process.group))
        #expect(identity.kill())
        // Exited but not reaped: it runs no more.
        #expect(eventually { !identity.isAlive })
        #expect(!identity.kill())
        let outcome = process.finish(input: [], deadline: .after(milliseconds: 20_000))
        #expect(outcome.ending == .signalled(SIGKILL))
        #expect(!identity.kill())
    }

    @Test("brackets and spaces in a program's name don't shift the fields", arguments: ["a) R 1 2", "((", "x y) Z ("])
    func name(name: String) throws {
        let folder = try TemporaryFolder()
        let program = folder.path + "/" + name
        try Files.replace(program, with: try Files.read("/bin/cat", limit: 4 << 20), mode: 0o755)
        let process = try PluginProcess.start(PluginCommand(executable: program, environment: []))
        let identity = try #require(ProcessIdentity(process: process.group))
        // Within this boot, and not before this process.
        #expect(identity.startTime >= ProcessIdentity.current.startTime)
        #expect(identity.startTime <= Clock.bootMicroseconds / 10_000 + 1)
        #expect(process.finish(input: [], deadline: .after(milliseconds: 20_000)).ending == .exited(0))
    }

    @Test("no process, and numbers that mean groups or everybody, are nobody", arguments: [0, -1, Int32.max, .min])
    func nobody(process: Int32) {
        #expect(ProcessIdentity(process: process) == nil)
        #expect(!ProcessIdentity(process: process, startTime: 0).isAlive)
        #expect(!ProcessIdentity(process: process, startTime: 0).kill())
    }

    @Test("a process doesn't kill itself")
    func itself() {
        #expect(!ProcessIdentity.current.kill())
    }
}
