import LinuxSystem
import Testing

@testable import TartanStore

@Suite struct CompactionTests {
    private let test: TestStore
    private let sandbox: SandboxFolder

    init() throws {
        test = try TestStore()
        sandbox = test.store.sandbox(Fixtures.sandbox)
        try sandbox.lock("ADD", deadline: .after(milliseconds: 100)).unlock()
        var writer = try sandbox.openJournal("eth0", create: true)
        for step in Fixtures.steps { try writer.append(step, at: 1) }
    }

    /// A DEL that comes again and again: its number is its time.
    private func attempt(_ number: Int, exit: Int = 1) throws {
        var writer = try sandbox.openJournal("eth0", create: false, after: try sandbox.readJournal("eth0"))
        for step in Fixtures.detached(1, 0, exit: exit) { try writer.append(step, at: UInt64(number)) }
    }

    private func record() throws -> Record { try #require(try sandbox.readJournal("eth0")) }

    @Test("of a DEL's attempts the first and the last four are kept, however many there are")
    func bounded() throws {
        let outstanding = try record().outstanding
        var size = 0
        for number in 101...140 {
            try attempt(number)
            if number == 108 { size = try record().wholeLength }
            #expect(try record().outstanding == outstanding)
        }
        let kept = try record()
        #expect(kept.calls.filter { $0.start.verb == "DEL" }.map(\.time) == [101, 102, 103, 104, 137, 138, 139, 140])
        #expect(kept.wholeLength == size)
        #expect(kept.attachments == Fixtures.attachments && kept.isAnswered && !kept.isDamaged)
        #expect(Array(kept.entries.map(\.step).prefix(Fixtures.steps.count)) == Fixtures.steps)
        #expect(try Files.names(in: sandbox.path, hidden: true) == ["if:eth0", "lock"])
        #expect(try FileFacts(path: sandbox.journalPath("eth0")).permissions == 0o600)
    }

    /// As a call that detaches writes it.
    private func visit(_ number: UInt64, _ steps: [JournalStep]) throws {
        var writer = try sandbox.openJournal("eth0", create: false, after: try sandbox.readJournal("eth0"))
        let detach = JournalDetach(caller: "DEL", wallTime: number, bootID: "b", version: "1")
        for step in [.detach(detach)] + steps + [.kept(message: "busy")] { try writer.append(step, at: number) }
    }

    private func visits() throws -> [UInt64] {
        try record().entries.compactMap { if case .detach(let detach) = $0.step { detach.wallTime } else { nil } }
    }

    @Test("what a call says of itself goes with its attempts")
    func visitors() throws {
        for number in 101...140 as ClosedRange<UInt64> { try visit(number, Fixtures.detached(1, 0, exit: 1)) }
        #expect(try visits() == [101, 102, 103, 104, 137, 138, 139, 140])
        let record = try record()
        #expect(record.entries.count { $0.step == .kept(message: "busy") } == 8)
        #expect(record.calls.count { $0.start.verb == "DEL" } == 8 && !record.isDamaged)
    }

    @Test(
        "of calls that found no binary to run the first and the last four are kept, and one that detached something is")
    func idleVisitors() throws {
        for number in 101...140 as ClosedRange<UInt64> {
            try visit(number, number == 110 ? Fixtures.detached(1, 0) : [])
        }
        #expect(try visits() == [101, 102, 103, 104, 110, 137, 138, 139, 140])
        #expect(try record().outstanding.map(\.attachment) == [0, 0])
    }

    @Test("up to eight attempts nothing is dropped, and binaries are counted each for itself")
    func few() throws {
        for number in 101...108 { try attempt(number) }
        var writer = try sandbox.openJournal("eth0", create: false)
        for step in Fixtures.detached(0, 1, exit: 1) { try writer.append(step, at: 200) }
        let record = try record()
        #expect(record.calls.count { $0.binary == JournalBinary(attachment: 1, plugin: 0) } == 1 + 7)
        #expect(record.calls.count { $0.binary == JournalBinary(attachment: 0, plugin: 1) } == 1 + 1)
    }

    @Test("an attempt that succeeded is never dropped: what is outstanding doesn't change")
    func success() throws {
        for number in 101...130 { try attempt(number, exit: number == 110 ? 0 : 1) }
        #expect(try record().calls.contains { $0.time == 110 && $0.end?.succeeded == true })
        #expect(
            try record().outstanding == [
                JournalBinary(attachment: 0, plugin: 0), JournalBinary(attachment: 0, plugin: 1),
            ])
    }

    @Test("an attempt that died half-way, and one that found no binary, go with all their lines")
    func halves() throws {
        let refused = JournalStep.notStarted(attachment: 1, plugin: 0, reason: "gone")
        for number in 0..<30 {
            var writer = try sandbox.openJournal("eth0", create: false)
            let steps = number % 2 == 0 ? [Fixtures.start("DEL", 1, 0)] : [Fixtures.start("DEL", 1, 0), refused]
            for step in steps { try writer.append(step) }
        }
        let record = try record()
        #expect(record.calls.count { $0.start.verb == "DEL" } == 8)
        #expect(record.entries.count == Fixtures.steps.count + 12)
        #expect(!record.isDamaged)
    }
}
