import ExactJSON
import Testing

@testable import TartanStore

@Suite struct RecordTests {
    private typealias Binary = JournalBinary
    private static let plan: [JournalStep] = [.open(Fixtures.opening()), .plan(Fixtures.attachments)]

    private func record(_ steps: [JournalStep]) throws -> Record {
        try #require(try JournalReader(file: "/journal", bytes: Fixtures.journal(Self.plan + steps)).record())
    }

    @Test("what was started and not detached is outstanding, in the order of the starts")
    func outstanding() throws {
        let added = Fixtures.added(0, 0) + Fixtures.added(0, 1) + [Fixtures.start("ADD", 1, 0)]
        let all = [
            Binary(attachment: 0, plugin: 0), Binary(attachment: 0, plugin: 1), Binary(attachment: 1, plugin: 0),
        ]
        #expect(try record(added).outstanding == all)
        #expect(try record(added + Fixtures.detached(1, 0)).outstanding == Array(all[..<2]))
        #expect(try record(added + Fixtures.detached(0, 0)).outstanding == Array(all[1...]))
        #expect(try record(added + Fixtures.detached(1, 0, exit: 1)).outstanding == all)
        #expect(try record(added + [Fixtures.start("DEL", 1, 0)]).outstanding == all)
        let killed = JournalStep.end(
            JournalEnd(
                attachment: 1, plugin: 0, verb: "DEL", exit: nil, signal: 9, timedOut: true, result: nil, error: nil,
                output: nil, standardError: "", microseconds: 1))
        #expect(try record(added + [Fixtures.start("DEL", 1, 0), killed]).outstanding == all)
        let twice = Fixtures.detached(1, 0, exit: 1) + Fixtures.detached(1, 0)
        #expect(try record(added + twice).outstanding == Array(all[..<2]))
    }

    @Test("a binary that could not be executed was never started, unless it was to detach")
    func notStarted() throws {
        let refused = JournalStep.notStarted(attachment: 0, plugin: 0, reason: "no such file")
        let first = Binary(attachment: 0, plugin: 0)
        let onADD = try record([Fixtures.start("ADD", 0, 0), refused])
        #expect(onADD.outstanding.isEmpty && onADD.isNothingStarted && onADD.touched.isEmpty)
        #expect(onADD.calls.first?.refusal == "no such file")
        let onDEL = try record(Fixtures.added(0, 0) + [Fixtures.start("DEL", 0, 0), refused])
        #expect(onDEL.outstanding == [first] && !onDEL.isNothingStarted && onDEL.touched == [0])
        let taken = try record([refused])
        #expect(taken.outstanding.isEmpty && taken.isNothingStarted && !taken.isDamaged)
    }

    @Test("an ADD that answered without error is finished until it is undone")
    func answered() throws {
        let ok = JournalStep.answered(code: nil, message: nil)
        let bad = JournalStep.answered(code: 7, message: "no")
        for (steps, isAnswered, isUnfinished) in [
            ([], false, true), ([ok], true, false), ([bad], false, true), ([bad, .closed], false, false),
            ([.undo], false, true), ([ok, .undo], false, true), ([.undo, bad, .closed], false, false),
            ([ok, bad], true, false),
        ] as [([JournalStep], Bool, Bool)] {
            let record = try record(steps)
            #expect(record.isAnswered == isAnswered, "\(steps)")
            #expect(record.isUnfinished == isUnfinished, "\(steps)")
        }
        #expect(try record([bad]).answer == Record.Answer(code: 7, message: "no"))
        #expect(try record([.undo]).isUndone)
        #expect(try record(Fixtures.detached(0, 0)).isBeingDetached)
        #expect(try !record(Fixtures.added(0, 0)).isBeingDetached)
    }

    @Test("the last completed result counts; before there is one, the last answer of the chain")
    func results() throws {
        let first = Fixtures.added(0, 0)
        #expect(try record([]).previousResult(of: 0) == nil)
        #expect(try record(first).previousResult(of: 0) == Fixtures.result)
        #expect(try record(first).previousResult(of: 1) == nil)
        let finals: [JournalStep] = [.final(attachment: 0, result: ["a": 1]), .final(attachment: 0, result: ["a": 2])]
        let done = try record(first + finals)
        #expect(done.finals == [0: ["a": 2]])
        #expect(done.previousResult(of: 0) == ["a": 2])
    }

    @Test("an attachment's device, its file and what that held are known; one that has none has no such keys")
    func devices() throws {
        var record = Record(Fixtures.opening())
        for step in Fixtures.devices.dropFirst() { record.append(step, at: 1) }
        #expect(record.attachments.first?.deviceID == "0000:3b:02.4")
        #expect(record.attachments.first?.resourceName == "vendor.example/pool")
        #expect(record.attachments.first?.deviceInfoFile?.hasSuffix("_eth2") == true)
        #expect(record.deviceInfo == [0: Fixtures.deviceInfo])
        #expect(!record.isDamaged)
        record.append(.deviceInfo(attachment: 7, Fixtures.deviceInfo), at: 2)
        #expect(record.deviceInfo.count == 1 && record.isDamaged)
        let plain = String(decoding: JournalLine.encoded(.plan(Fixtures.attachments), time: 1), as: UTF8.self)
        for key in ["deviceID", "resourceName", "deviceInfoFile"] { #expect(!plain.contains("\"\(key)\"")) }
    }

    @Test("a record that is followed in memory says the same as one that was read")
    func inMemory() throws {
        let steps = Fixtures.added(0, 0) + Fixtures.added(1, 0) + [.undo] + Fixtures.detached(1, 0)
        let read = try record(steps)
        var followed = Record(Fixtures.opening())
        for step in Self.plan.dropFirst() + steps { followed.append(step, at: 1) }
        #expect(followed.outstanding == read.outstanding && followed.outstanding.count == 1)
        #expect(followed.attachments == read.attachments && followed.isUndone && !followed.isDamaged)
    }

    @Test("each call has its start, group and end")
    func calls() throws {
        let record = try record(Fixtures.added(0, 0) + Fixtures.detached(0, 0, exit: 1))
        #expect(record.calls.map(\.start.verb) == ["ADD", "DEL"])
        #expect(record.calls.map(\.group) == [4711, 4712])
        #expect(record.calls.map { $0.end?.exit } == [0, 1])
        #expect(record.calls.map(\.time) == [1002, 1005])
    }

    @Test(
        "a line that fits nothing before it is passed over and marks the record as damaged",
        arguments: [
            .start(JournalStart(verb: "ADD", attachment: 2, plugin: 0, path: "")),
            .start(JournalStart(verb: "ADD", attachment: 0, plugin: -1, path: "")),
            .final(attachment: -1, result: .null), .notStarted(attachment: 0, plugin: 9, reason: ""),
            .group(1), Fixtures.end("ADD", 0, 0), .plan([]), .open(Fixtures.opening()),
        ] as [JournalStep])
    func misfits(step: JournalStep) throws {
        let record = try record([step] + Fixtures.added(1, 0))
        #expect(record.isDamaged)
        #expect(record.entries.count == Self.plan.count + 4)
        #expect(record.attachments == Fixtures.attachments)
        #expect(record.outstanding == [Binary(attachment: 1, plugin: 0)])
    }

    @Test(
        "a known step that lacks what it must have is passed over and marks the record as damaged",
        arguments: ["start", "end", "final", "group", "plan"])
    func incomplete(step: String) throws {
        let line = JournalLine.framed(Array(#"{"step":"\#(step)","t":1}"#.utf8))
        let bytes = Fixtures.journal(Self.plan) + line + Fixtures.journal([.closed])
        let record = try #require(try JournalReader(file: "/journal", bytes: bytes).record())
        #expect(record.isDamaged && record.isClosed)
    }
}
