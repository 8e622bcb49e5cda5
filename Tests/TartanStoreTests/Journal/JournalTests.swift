import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TestKit
import Testing

@testable import TartanStore

@Suite struct JournalTests {
    private let test: TestStore
    private let sandbox: SandboxFolder
    private var file: String { "records/\(Fixtures.sandbox)/if:eth0" }

    init() throws {
        test = try TestStore()
        sandbox = test.store.sandbox(Fixtures.sandbox)
        try sandbox.lock("ADD", deadline: .after(milliseconds: 100)).unlock()
    }

    @Test(
        "what was appended is read back, step by step", arguments: [Fixtures.steps, Fixtures.failed, Fixtures.devices])
    func roundTrip(steps: [JournalStep]) throws {
        guard case .open(let opening)? = steps.first, case .plan(let attachments)? = steps.dropFirst().first else {
            throw CancellationError()
        }
        var writer = try sandbox.openJournal(opening.interface, create: true)
        for (index, step) in steps.enumerated() { try writer.append(step, at: UInt64(1000 + index)) }
        let record = try #require(try sandbox.readJournal(opening.interface))
        #expect(record.entries.map(\.step) == steps)
        #expect(record.entries.map(\.time) == steps.indices.map { UInt64(1000 + $0) })
        #expect(record.opening == opening)
        #expect(record.attachments == attachments)
        #expect(!record.isDamaged)
        #expect(record.wholeLength == writer.size)
        #expect(try FileFacts(path: writer.path).permissions == 0o600)
        #expect(try FileFacts(path: sandbox.path).permissions == 0o700)
    }

    @Test("who detaches, and what is kept, is read back; a Tartan that doesn't know such a line passes over it")
    func detaching() throws {
        let detach = JournalDetach(
            caller: "tartanctl gc", wallTime: 1_767_225_600_000_001, bootID: "b", version: "0.2.0")
        let steps: [JournalStep] = [.detach(detach), .kept(message: "busy")]
        var writer = try sandbox.openJournal("eth0", create: true)
        for step in Fixtures.steps + steps { try writer.append(step) }
        let record = try #require(try sandbox.readJournal("eth0"))
        #expect(record.entries.suffix(2).map(\.step) == steps && !record.isDamaged)
        // As every step that isn't known is; a broken one of these says nothing that counts.
        let broken = JournalLine.framed(Array(#"{"step":"detach","t":1}"#.utf8))
        let read = try JournalReader(file: "/journal", bytes: Fixtures.journal(Fixtures.steps) + broken).record()
        #expect(read?.isDamaged == false && read?.outstanding == record.outstanding)
    }

    @Test("what an attachment has of its own is read back: arguments and the result before its first plugin")
    func ownValues() throws {
        var attachments = Fixtures.attachments
        attachments[1].arguments = "IgnoreUnknown=1;MAC=02:00:00:00:00:07"
        attachments[1].initialResult = ["cniVersion": "0.4.0", "dns": [:]]
        var writer = try sandbox.openJournal("eth0", create: true)
        for step in [JournalStep.open(Fixtures.opening()), .plan(attachments)] { try writer.append(step) }
        #expect(try sandbox.readJournal("eth0")?.attachments == attachments)
    }

    @Test("a step without a time of its own has the boot clock's")
    func time() throws {
        let before = Clock.bootMicroseconds
        var writer = try sandbox.openJournal("eth0", create: true)
        try writer.append(.open(Fixtures.opening()))
        let entry = try #require(try sandbox.readJournal("eth0")?.entries.first)
        #expect((before...Clock.bootMicroseconds).contains(entry.time))
    }

    @Test("a line is a JSON object, a tab, its CRC-32C in hex and a newline")
    func line() throws {
        let line = String(decoding: JournalLine.encoded(.undo, time: 7), as: UTF8.self)
        let parts = line.split(separator: "\t")
        #expect(parts.first == #"{"step":"undo","t":7}"#)
        let sum = String(CRC32C.checksum(Array(#"{"step":"undo","t":7}"#.utf8)), radix: 16)
        #expect(parts.last.map(String.init) == String(repeating: "0", count: 8 - sum.count) + sum + "\n")
    }

    @Test("wherever the writer died, the whole lines before count and the next writer goes on behind them")
    func tornAtEveryByte() throws {
        let steps = Array(Fixtures.steps.prefix(7)) + [.undo]
        let lines = Fixtures.lines(steps)
        let bytes = Array(lines.joined())
        var ends: [Int] = []
        for line in lines { ends.append((ends.last ?? 0) + line.count) }
        for length in 0...bytes.count {
            try test.write(file, Array(bytes[..<length]))
            let whole = ends.count { $0 <= length }
            let record = try sandbox.readJournal("eth0")
            #expect(record?.entries.map(\.step) == (whole == 0 ? nil : Array(steps[..<whole])))
            #expect(record?.isDamaged != true)

            var writer = try sandbox.openJournal("eth0", create: false, after: length % 2 == 0 ? record : nil)
            try writer.append(whole == 0 ? steps[0] : .closed)
            let after = try #require(try sandbox.readJournal("eth0"))
            #expect(after.entries.map(\.step) == (whole == 0 ? [steps[0]] : steps[..<whole] + [.closed]))
            #expect(!after.isDamaged)
        }
    }

    @Test("a last line that is whole and yet not what was written is ignored")
    func corruptLast() throws {
        var lines = Fixtures.lines(Fixtures.steps)
        lines[lines.count - 1][3] ^= 1
        try test.write(file, Array(lines.joined()))
        let record = try #require(try sandbox.readJournal("eth0"))
        #expect(record.entries.map(\.step) == Array(Fixtures.steps.dropLast()))
        #expect(!record.isDamaged)
    }

    @Test("at a bad line in the middle reading stops, and that is known ever after")
    func corruptMiddle() throws {
        var lines = Fixtures.lines(Fixtures.steps)
        lines[4][10] ^= 1
        try test.write(file, Array(lines.joined()))
        let record = try #require(try sandbox.readJournal("eth0"))
        #expect(record.entries.map(\.step) == Array(Fixtures.steps[..<4]))
        #expect(record.isDamaged)
        #expect(record.outstanding == [JournalBinary(attachment: 0, plugin: 0)])

        var writer = try sandbox.openJournal("eth0", create: false)
        try writer.append(.closed)
        let after = try #require(try sandbox.readJournal("eth0"))
        #expect(after.entries.map(\.step) == Fixtures.steps[..<4] + [.unknown("damaged"), .closed])
        #expect(after.isDamaged && after.isClosed)
    }

    @Test("a first line that can't be believed, with more behind it, is an error and stays as it is")
    func corruptFirst() throws {
        var lines = Fixtures.lines(Fixtures.steps)
        lines[0][10] ^= 1
        let bytes = Array(lines.joined())
        try test.write(file, bytes)
        let error = StoreError.damagedJournal(
            file: sandbox.journalPath("eth0"), why: "its first line is not what was written")
        #expect(throws: error) { try sandbox.readJournal("eth0") }
        #expect(throws: error) { try open("eth0") }
        #expect(try test.read(file) == bytes)
    }

    @Test("a journal that begins with anything but its opening is an error")
    func noOpening() throws {
        try test.write(file, Fixtures.journal([.undo, .closed]))
        let error = StoreError.damagedJournal(
            file: sandbox.journalPath("eth0"), why: "its first line says not what it is a journal of")
        #expect(throws: error) { try sandbox.readJournal("eth0") }
    }

    @Test("a newer format is an error that names both, whatever its lines end with, and the file is not touched")
    func newerFormat() throws {
        var opening = Fixtures.opening()
        opening.format = 2
        let line = JournalLine.encoded(.open(opening), time: 1)
        let otherEnds: [[UInt8]] = [
            Array(line.dropLast(9)) + Array("sha256:00\n".utf8), Array(line.dropLast(10)) + [10],
        ]
        for bytes in [line, line + line] + otherEnds {
            try test.write(file, bytes)
            let error = StoreError.newerFormat(file: sandbox.journalPath("eth0"), found: 2, known: 1)
            #expect(throws: error) { try sandbox.readJournal("eth0") }
            #expect(throws: error) { try open("eth0") }
            #expect(try test.read(file) == bytes)
        }
    }

    @Test("unknown steps and unknown members are passed over")
    func unknown() throws {
        let future = Array(#"{"step":"teleported","t":9,"to":"mars"}"#.utf8)
        let undo = Array(#"{"step":"undo","t":9,"why":{"a":1}}"#.utf8)
        let more = JournalLine.framed(future) + JournalLine.framed(undo)
        try test.write(file, Fixtures.journal(Fixtures.steps) + more)
        let record = try #require(try sandbox.readJournal("eth0"))
        #expect(record.entries.map(\.step) == Fixtures.steps + [.unknown("teleported"), .undo])
        #expect(!record.isDamaged && record.isUndone)
    }

    @Test("a journal of another sandbox or interface is refused by name")
    func other() throws {
        try test.write(file, Fixtures.journal([.open(Fixtures.opening(interface: "eth9"))]))
        let expected = Fixtures.sandbox + " eth0"
        let path = sandbox.journalPath("eth0")
        let other = StoreError.otherSandbox(file: path, found: Fixtures.sandbox + " eth9", expected: expected)
        #expect(throws: other) { try sandbox.readJournal("eth0") }
        try test.write(file, Fixtures.journal([.open(Fixtures.opening(sandbox: "foreign"))]))
        #expect(throws: StoreError.otherSandbox(file: path, found: "foreign eth0", expected: expected)) {
            try sandbox.readJournal("eth0")
        }
    }

    @Test(
        "an interface's name that Linux doesn't take never becomes a path",
        arguments: ["", "..", "a/b", "../../x", "a:b", "sixteen-letters!"])
    func interfaceNames(name: String) throws {
        for attempt in [open, sandbox.moveToHistory, { _ = try sandbox.readJournal($0) }] {
            #expect {
                try attempt(name)
            } throws: { error in
                guard case .invalidName("interface", let invalid) = error as? StoreError else { return false }
                return invalid.name == name
            }
        }
    }

    @Test("a result so deep that its line could not be read is kept all the same")
    func deep() throws {
        var result: JSONValue = 1
        for _ in 0..<JSONParser.deepest - 1 { result = ["a": result] }
        var writer = try sandbox.openJournal("eth0", create: true)
        let steps: [JournalStep] = [
            .open(Fixtures.opening()), .plan(Fixtures.attachments), .final(attachment: 0, result: result),
        ]
        for step in steps { try writer.append(step) }
        #expect(try sandbox.readJournal("eth0")?.finals == [0: result])
    }

    @Test("stdout of a failed call is kept to 64 KiB and stderr to 16, head and tail")
    func bounded() throws {
        let long = "head" + String(repeating: "é€", count: 100_000) + "tail"
        var writer = try sandbox.openJournal("eth0", create: true)
        let end = JournalEnd(
            attachment: 0, plugin: 0, verb: "ADD", exit: 1, signal: nil, timedOut: false, result: nil, error: nil,
            output: long, standardError: long, microseconds: 1)
        let start = Fixtures.start("ADD", 0, 0)
        for step in [.open(Fixtures.opening()), .plan(Fixtures.attachments), start, .end(end)] as [JournalStep] {
            try writer.append(step)
        }
        let kept = try #require(try sandbox.readJournal("eth0")?.calls.first?.end)
        for (text, limit) in [(try #require(kept.output), 64 << 10), (kept.standardError, 16 << 10)] {
            #expect(text.utf8.count <= limit && text.utf8.count > limit - 10)
            #expect(text.hasPrefix("headé€") && text.hasSuffix("é€tail"))
            #expect(text.contains("[… \(long.utf8.count) bytes in all …]"))
        }
    }

    @Test("a journal is read up to its limit, and what lies behind is known to be missing")
    func readLimit() throws {
        let lines = Fixtures.lines(Fixtures.steps)
        let bytes = Array(lines.joined())
        let reader = JournalReader(file: "/journal", bytes: bytes, limit: bytes.count - 1)
        let record = try #require(try reader.record())
        #expect(record.entries.count == Fixtures.steps.count - 1 && record.isDamaged)
        let whole = try #require(try JournalReader(file: "/journal", bytes: bytes, limit: bytes.count).record())
        #expect(whole.entries.count == Fixtures.steps.count && !whole.isDamaged)
    }

    @Test("nothing is written over the limit, and a plan takes no more than half of it")
    func writeLimit() throws {
        let path = test.folder.path + "/journal"
        let file = try Descriptor(opening: path, O_WRONLY | O_CREAT | O_APPEND, mode: 0o600)
        let lines = Fixtures.lines(Fixtures.steps)
        let limit = lines[0].count + lines[1].count + 100
        var writer = JournalWriter(file, path: path, size: 0, limit: limit)
        try writer.append(.open(Fixtures.opening()), at: 1000)
        #expect(throws: StoreError.journalFull(file: path, limit: limit / 2)) {
            try writer.append(.plan(Fixtures.attachments))
        }
        #expect(throws: StoreError.journalFull(file: path, limit: limit)) {
            try writer.append(.unknown(String(repeating: "x", count: limit)))
        }
        try writer.append(.closed)
        #expect(try FileFacts(path: path).size == writer.size)
    }

    @Test("each step is exactly one write(2)")
    func oneWrite() throws {
        var writer = try sandbox.openJournal("eth0", create: true)
        let first = try Self.writes()
        for step in Fixtures.steps { try writer.append(step) }
        #expect(try Self.writes() - first == Fixtures.steps.count)
    }

    /// How many writes this thread has made.
    private static func writes() throws -> Int {
        let text = String(decoding: try Files.read("/proc/thread-self/io", limit: 4096), as: UTF8.self)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("syscw: ") })
        return try #require(Int(line.dropFirst(7)))
    }

    @Test("a journal that is to be opened and isn't there is an error")
    func missing() throws {
        let failure = SystemFailure("open", sandbox.journalPath("eth0"), errorNumber: ENOENT)
        #expect(throws: StoreError.system(failure)) { try open("eth0") }
    }

    private func open(_ interface: String) throws {
        _ = try sandbox.openJournal(interface, create: false)
    }
}
