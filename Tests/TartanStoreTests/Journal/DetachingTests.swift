import Testing

@testable import TartanStore

@Suite("What a DEL runs")
struct DetachingTests {
    private static let all = [
        JournalBinary(attachment: 0, plugin: 0), JournalBinary(attachment: 0, plugin: 1),
        JournalBinary(attachment: 1, plugin: 0),
    ]
    private static let otherBoot = "11111111-2222-4333-8444-555555555555"

    private static func bytes(_ steps: [JournalStep]) -> [[UInt8]] {
        steps.enumerated().map { JournalLine.encoded($0.element, time: UInt64($0.offset)) }
    }

    private static func record(_ lines: [[UInt8]]) throws -> Record {
        try #require(try JournalReader(file: "journal", bytes: Array(lines.joined())).record())
    }

    @Test("in the boot of the ADD, exactly the binaries that have a start line")
    func sameBoot() throws {
        let steps = [.open(Fixtures.opening()), .plan(Fixtures.attachments)] + Fixtures.added(0, 0)
        let record = try Self.record(Self.bytes(steps))
        #expect(record.toDetach(bootID: Fixtures.bootID) == [Self.all[0]])
        #expect(!record.mayLackLines(bootID: Fixtures.bootID))
    }

    @Test("after another boot, for an ADD that never answered, the whole plan: its newest lines may be lost")
    func powerCut() throws {
        let steps = [.open(Fixtures.opening()), .plan(Fixtures.attachments)] + Fixtures.added(0, 0)
        #expect(try Self.record(Self.bytes(steps)).toDetach(bootID: Self.otherBoot) == Self.all)
        let nothing = try Self.record(Self.bytes([.open(Fixtures.opening())]))
        #expect(nothing.toDetach(bootID: Self.otherBoot) == [])
        #expect(nothing.mayLackLines(bootID: Self.otherBoot))
    }

    @Test("after another boot, for an ADD that answered, no more than was started")
    func answered() throws {
        let record = try Self.record(Self.bytes(Fixtures.steps))
        #expect(!record.mayLackLines(bootID: Self.otherBoot))
        #expect(record.toDetach(bootID: Self.otherBoot) == record.outstanding)
    }

    @Test("where a line in the middle is damaged, the whole plan less what is known to be detached")
    func damaged() throws {
        let steps =
            [.open(Fixtures.opening()), .plan(Fixtures.attachments)] + Fixtures.added(0, 0) + Fixtures.detached(0, 0)
        var lines = Self.bytes(steps + Fixtures.added(1, 0))
        lines[8][3] ^= 1
        let record = try Self.record(lines)
        #expect(record.isDamaged)
        #expect(record.toDetach(bootID: Fixtures.bootID) == [Self.all[1], Self.all[2]])
    }

    @Test("a binary that could not be executed is not detached, whatever else may be lost")
    func refused() throws {
        let steps =
            [.open(Fixtures.opening()), .plan(Fixtures.attachments), Fixtures.start("ADD", 0, 0)]
            + [.notStarted(attachment: 0, plugin: 0, reason: "not found")]
        #expect(try Self.record(Self.bytes(steps)).toDetach(bootID: Self.otherBoot) == [Self.all[1], Self.all[2]])
    }

    @Test("a closed journal lacks nothing")
    func closed() throws {
        let record = try Self.record(Self.bytes([.open(Fixtures.opening()), .plan(Fixtures.attachments), .closed]))
        #expect(!record.mayLackLines(bootID: Self.otherBoot))
        #expect(record.toDetach(bootID: Self.otherBoot) == [])
    }
}
