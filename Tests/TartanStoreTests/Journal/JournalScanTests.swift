import CNI
import ExactJSON
import LinuxSystem
import TestKit
import Testing

@testable import TartanStore

/// Journals as people are shown them: as far as they can be read.
@Suite struct JournalScanTests {
    private func scan(_ bytes: some Sequence<UInt8>) -> JournalScan {
        var scan = JournalScan()
        scan.add(bytes)
        return scan
    }

    @Test("a sound journal is what the reader of calls makes of it, however it comes", arguments: [1, 7, 100, 100_000])
    func pieces(length: Int) throws {
        for steps in [Fixtures.steps, Fixtures.failed, Fixtures.devices] {
            let bytes = Fixtures.journal(steps)
            var scan = JournalScan()
            for start in stride(from: 0, to: bytes.count, by: length) {
                scan.add(bytes[start..<min(start + length, bytes.count)])
            }
            #expect(try scan.record == JournalReader(file: "/journal", bytes: bytes).record())
            #expect(scan.tornBytes == 0 && scan.damagedLines == 0 && !scan.isUnreadable && scan.newerFormat == nil)
        }
    }

    @Test("behind a damaged line it reads on, and says so")
    func damaged() throws {
        var lines = Fixtures.lines(Fixtures.steps)
        lines[3][5] ^= 1
        let scan = scan(lines.joined())
        let record = try #require(scan.record)
        #expect(scan.damagedLines == 1 && record.isDamaged && record.isAnswered)
        #expect(record.entries.count == Fixtures.steps.count - 1)
    }

    @Test("a torn last line is counted and not read; once it is whole it is")
    func torn() throws {
        let bytes = Fixtures.journal(Fixtures.steps)
        var scan = scan(bytes.dropLast(10))
        #expect(scan.tornBytes > 0 && scan.record?.isAnswered == false && scan.record?.isDamaged == false)
        scan.add(bytes.suffix(10))
        #expect(scan.tornBytes == 0 && scan.record?.isAnswered == true)
    }

    @Test("of a newer format what is known is read; what is framed otherwise at least names its format")
    func newer() throws {
        var opening = Fixtures.opening()
        opening.format = 2
        let news = JournalLine.framed(Array(#"{"step":"hop","t":1}"#.utf8))
        let known = scan(
            Fixtures.journal([.open(opening), .plan(Fixtures.attachments)]) + news + Fixtures.journal([.closed]))
        #expect(known.newerFormat == 2 && known.record?.attachments == Fixtures.attachments)
        #expect(known.record?.isClosed == true && known.record?.isDamaged == false)
        let other = scan(Array(#"{"step":"open","format":3}"#.utf8) + [0x0A])
        #expect(other.isUnreadable && other.newerFormat == 3 && other.record == nil)
    }

    @Test("a first line that can't be believed makes it unreadable, however long it goes on")
    func nonsense() {
        var scan = scan(Array("nonsense\n".utf8))
        #expect(scan.isUnreadable && scan.record == nil && scan.newerFormat == nil)
        scan.add(Fixtures.journal(Fixtures.steps))
        #expect(scan.record == nil && scan.tornBytes == 0)
    }

    @Test("a journal is read on when it has become history, and is known as unlinked when it was replaced")
    func tail() throws {
        let test = try TestStore()
        let sandbox = test.store.sandbox(Fixtures.sandbox)
        try sandbox.lock("ADD", deadline: .after(milliseconds: 100)).unlock()
        var writer = try sandbox.openJournal("eth0", create: true)
        try writer.append(.open(Fixtures.opening()))
        let place = try #require(try test.store.journals().first)
        #expect(!place.isFinished && place.path == writer.path)
        let tail = try JournalTail(place)
        #expect(try tail.read().map(\.step) == [.open(Fixtures.opening())])
        #expect(try tail.read().isEmpty)
        try writer.append(.plan(Fixtures.attachments))
        try sandbox.moveToHistory("eth0")
        try writer.append(.closed)
        #expect(try tail.read().map(\.step) == [.plan(Fixtures.attachments), .closed])
        #expect(!tail.isUnlinked)
        let finished = try test.store.journals()
        #expect(finished.map(\.isFinished) == [true])
        #expect(try JournalTail(finished[0]).identity == tail.identity)
        _ = try test.store.unlinkHistory(sandbox, "eth0")
        #expect(tail.isUnlinked)
        #expect(throws: StoreError.self) { try JournalTail(finished[0]) }
    }
}
