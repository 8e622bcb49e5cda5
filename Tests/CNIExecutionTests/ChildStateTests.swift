import CNIExecution
import Glibc
import LinuxSystem
import TestKit
import Testing

@Suite struct ChildStateTests {
    @Test("the environment is exactly what was given, in order and unchanged")
    func environment() throws {
        let given = ["B=2", "A=1=1", "CNI_ARGS=K8S_POD_NAME=x;IgnoreUnknown=1", "EMPTY=", "A=again", "SPACE= a\tb "]
        let outcome = try PluginCommand(executable: "/usr/bin/env", environment: given).run()
        #expect(outcome.lines == given)
    }

    @Test("no environment is none")
    func noEnvironment() throws {
        #expect(try PluginCommand(executable: "/usr/bin/env", environment: []).run().output.isEmpty)
    }

    @Test("the arguments follow the path of the binary")
    func arguments() throws {
        let command = PluginCommand(
            executable: "/bin/sh", arguments: ["-c", "printf '%s|' \"$0\" \"$@\"", "pod", "a b", "", "*"],
            environment: [])
        #expect(try command.run().text == "pod|a b||*|")
        let name = PluginCommand(executable: "/bin/cat", arguments: ["/proc/self/cmdline"], environment: [])
        #expect(try name.run().text == "/bin/cat\0/proc/self/cmdline\0")
    }

    @Test("the working folder is /")
    func folder() throws {
        #expect(try PluginCommand(executable: "/bin/pwd", environment: []).run().text == "/\n")
    }

    @Test("it leads a process group of its own")
    func group() throws {
        let process = try PluginProcess.start(.shell("ps -o pgid= -p $$ || cut -d' ' -f5 /proc/$$/stat"))
        let group = process.group
        let outcome = process.finish(input: [], deadline: .after(milliseconds: 20_000))
        #expect(outcome.text.filter { $0 != " " } == "\(group)\n")
        #expect(group != getpgrp())
    }

    // The list of a folder has the folder's own descriptor in it, which is gone by the time it is looked at.
    private static let descriptors =
        "for f in /proc/$$/fd/*; do if [ -e $f ] || [ -L $f ]; then echo ${f##*/}; fi; done"

    @Test("only the three streams are open, whatever Tartan has open")
    func descriptors() throws {
        // Not closed on exec, as a careless library leaves them.
        let leaked = Descriptor(owning: dup(STDIN_FILENO))
        #expect(leaked.number > 2)
        #expect(try PluginCommand.shell(Self.descriptors).run().lines == ["0", "1", "2"])
    }

    @Test("the lock is descriptor 3, and nothing else is added")
    func lock() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("running", "", mode: 0o755)
        let running = try Descriptor(opening: path, O_RDWR)
        let outcome = try PluginCommand.shell(Self.descriptors + "; readlink /proc/$$/fd/3").run(
            running: running.number)
        #expect(outcome.lines == ["0", "1", "2", "3", path])
    }

    @Test("a lock that is among Tartan's standard descriptors is not overwritten by a pipe")
    func lowLock() throws {
        let outcome = try PluginCommand.shell("readlink /proc/$$/fd/3").run(running: STDIN_FILENO)
        let own = try PluginCommand.shell("readlink /proc/\(getpid())/fd/0").run()
        #expect(outcome.text == own.text)
        #expect(!own.text.isEmpty)
    }

    @Test("all signals have their defaults and none is blocked, whatever Tartan ignores and blocks")
    func signals() throws {
        let outcome = try OwnThread.run {
            var all = sigset_t()
            unsafe sigfillset(&all)
            unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
            return try PluginCommand(
                executable: "/bin/grep", arguments: ["-E", "^Sig(Blk|Ign):", "/proc/self/status"], environment: []
            ).run()
        }
        let none = "0000000000000000"
        #expect(outcome.lines == ["SigBlk:\t\(none)", "SigIgn:\t\(none)"])
    }
}
