import CNIExecution
import Glibc
import LinuxSystem
import TestKit
import Testing

/// Each on a thread of its own: a signal that is sent to a thread waits for that thread alone.
@Suite struct SignalsTests {
    @Test("a signal kills the running group and is named", arguments: [SIGTERM, SIGINT])
    func interrupted(signal: Int32) throws {
        let outcome = try OwnThread.run {
            let signals = try Signals.prepare()
            let process = try PluginProcess.start(.shell("sleep 1000 & echo $!; wait"))
            // It comes while the loop waits.
            let sender = Sender(thread: pthread_self(), signal: signal)
            defer { sender.join() }
            return process.finish(
                input: [], deadline: .after(milliseconds: 20_000), interruption: signals.number)
        }
        #expect(outcome.ending == .interrupted(signal: signal))
        let grandchild = try #require(outcome.number)
        #expect(eventually { !isRunning(grandchild) })
    }

    @Test("a signal that came before the input kills a binary that has got nothing")
    func beforeInput() throws {
        let folder = try TemporaryFolder()
        let ending = try OwnThread.run {
            let signals = try Signals.prepare()
            let process = try PluginProcess.start(.shell("read line; echo \"$line\" >\(folder.path)/read"))
            pthread_kill(pthread_self(), SIGTERM)
            return process.finish(
                input: Array("configuration\n".utf8), deadline: .after(milliseconds: 20_000),
                interruption: signals.number
            ).ending
        }
        #expect(ending == .interrupted(signal: SIGTERM))
        #expect(FileIdentity(path: folder.path + "/read") == nil)
    }

    @Test("a signal that is relayed reaches the binary, which ends in its own way", arguments: [SIGTERM, SIGINT])
    func relayed(signal: Int32) throws {
        let outcome = try OwnThread.run {
            let signals = try Signals.prepare()
            let script = "trap 'echo undone; exit 7' \(signal); while :; do sleep 0.01; done"
            let process = try PluginProcess.start(.shell(script))
            let sender = Sender(thread: pthread_self(), signal: signal)
            defer { sender.join() }
            return process.finish(
                input: [], deadline: .after(milliseconds: 20_000), interruption: signals.number, relaysSignals: true)
        }
        #expect(outcome.ending == .exited(7))
        #expect(outcome.text == "undone\n")
        #expect(outcome.relayedSignal == signal)
    }

    @Test("an exit wins over a signal, which then waits for who asks next")
    func exitFirst() throws {
        try OwnThread.run {
            let signals = try Signals.prepare()
            let process = try PluginProcess.start(.shell("echo done"))
            let group = process.group
            #expect(eventually { !isRunning(group) })
            pthread_kill(pthread_self(), SIGINT)
            let outcome = process.finish(
                input: [], deadline: .after(milliseconds: 20_000), interruption: signals.number)
            #expect(outcome.ending == .exited(0))
            #expect(outcome.text == "done\n")
            #expect(Signals.next(signals.number) == SIGINT)
            #expect(Signals.next(signals.number) == nil)
        }
    }

    @Test("without the descriptor signals wait")
    func ignored() throws {
        try OwnThread.run {
            let signals = try Signals.prepare()
            pthread_kill(pthread_self(), SIGTERM)
            #expect(try PluginCommand.shell("exit 4").run().ending == .exited(4))
            #expect(Signals.next(signals.number) == SIGTERM)
        }
    }
}

/// Sends a signal to a thread after a while, from another thread.
private final class Sender {
    private let thread: pthread_t
    private let signal: Int32
    private var own = pthread_t()

    init(thread: pthread_t, signal: Int32) {
        self.thread = thread
        self.signal = signal
        let argument = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe pthread_create(
            &own, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let sender = unsafe Unmanaged<Sender>.fromOpaque(argument).takeUnretainedValue()
                Clock.sleep(milliseconds: 300)
                pthread_kill(sender.thread, sender.signal)
                return nil
            }, argument)
    }

    func join() {
        pthread_join(own, nil)
    }
}
