import ExactJSON
import Foundation
import LinuxSystem
import TartanStore
import TestKit
import Testing

/// Journals that are damaged, old, of a newer format, or made to do harm.
@Suite struct TraceJournalTests {
    let folder: TemporaryFolder
    let tartanctl: TartanctlProcess
    private static let sandbox = "3ca646fd8aeb0123456789"
    private var file: String { "\(folder.path)/store/records/\(Self.sandbox)/if:eth0" }

    init() throws {
        folder = try TemporaryFolder()
        tartanctl = TartanctlProcess(folder: folder)
        try SampleRecord().write(to: folder.path + "/store")
    }

    private func change(_ change: (inout [String]) -> Void) throws {
        var lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
        change(&lines)
        try (lines.joined(separator: "\n")).write(toFile: file, atomically: false, encoding: .utf8)
    }

    /// Appends steps as a call that is made later does.
    private func append(_ steps: [(JournalStep, UInt64)]) throws {
        let store = try Store.open(folder.path + "/store", create: false)
        var journal = try store.sandbox(Self.sandbox).openJournal("eth0", create: false)
        for (step, time) in steps { try journal.append(step, at: time) }
    }

    private func deleted(_ attachment: Int, exit: Int, at time: UInt64) -> [(JournalStep, UInt64)] {
        let end = JournalEnd(
            attachment: attachment, plugin: 0, verb: "DEL", exit: exit, signal: nil, timedOut: false, result: nil,
            error: nil, output: nil, standardError: "", microseconds: 1000)
        return [
            (.start(JournalStart(verb: "DEL", attachment: attachment, plugin: 0, path: "/x")), time),
            (.end(end), time + 1000),
        ]
    }

    @Test("a damaged line in the middle hides no other, and is told")
    func damaged() throws {
        try change { $0[3] = $0[3].replacing("ADD", with: "DDA") }
        let outcome = try tartanctl("trace", "shop/web")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("\nnote: 1 line is not what was written, so something is missing here\n"))
        #expect(outcome.output.contains("eth0  cluster (cluster network)") && outcome.output.contains("lan0"))
        #expect(outcome.output.contains("no answer") && outcome.output.contains("answered"))
    }

    @Test("keys that a catalogue marks are hidden, those of the user's own plugins too")
    func secrets() throws {
        var record = SampleRecord()
        record.configuration =
            #"{"type": "acme", "pin": "4711-4712", "door": {"code": ["0815-0816"]}, "colour": "green"}"#
        try FileManager.default.removeItem(atPath: folder.path + "/store")
        try record.write(to: folder.path + "/store")
        try folder.write(
            "own/acme.yaml",
            """
            type: acme
            title: A door
            project: example/acme
            release: {version: v1, commit: "0", date: "2026-01-01"}
            roles: [interface]
            position: first
            addresses: optional
            versions: [1.0.0]
            keys:
              pin: {type: string, secret: true, description: What opens it.}
              door:
                type: object
                description: Which door.
                keys:
                  code: {type: array, secret: true, description: What opens it.}
              colour: {type: string, description: Its colour.}

            """)
        let plain = try tartanctl("trace", "shop/web", "--full").output
        #expect(plain.contains("4711-4712") && plain.contains("green"))
        for (option, format) in [("--full", "--output=text"), ("--all", "--output=json")] {
            let outcome = try tartanctl("trace", "shop/web", "--plugin-catalogue", "own", option, format)
            #expect(outcome.status == 0, "\(outcome)")
            #expect(!outcome.output.contains("4711") && !outcome.output.contains("0815"), "\(outcome.output)")
            #expect(outcome.output.contains("green") && outcome.output.contains("(hidden)"))
        }
    }

    @Test("a torn end is told, and what is before it shown")
    func torn() throws {
        try change { lines in lines[lines.count - 1].removeLast(20) }
        let outcome = try tartanctl("trace", "shop/web")
        #expect(outcome.status == 0 && outcome.output.contains("\nnote: the last line is torn ("), "\(outcome)")
        #expect(outcome.output.hasPrefix("ADD of shop/web was cut off after"))
    }

    @Test("of a newer format what is known is shown, with a note; one that can't be read at all is named")
    func newer() throws {
        let store = try Store.open(folder.path + "/store", create: false)
        var opening = try #require(try store.sandbox(Self.sandbox).readJournal("eth0")).opening
        opening.format = 7
        opening.version = "9.0.0"
        opening.podName = "new"
        opening.containerID = "feed0001"
        opening.wallTime -= 1_000_000
        let other = store.sandbox("feed0001")
        try FileManager.default.createDirectory(atPath: other.path, withIntermediateDirectories: true)
        var journal = try other.openJournal("eth0", create: true)
        try journal.append(.open(opening))
        let outcome = try tartanctl("trace", "shop/new")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(
            outcome.output.contains("\nnote: the journal has format 7, written by tartan 9.0.0; this tartanctl knows 1")
        )

        try folder.write("store/history/beef0001:eth0", "{\"step\":\"open\",\"format\":8}\nmore\n")
        try folder.write("store/history/beef0002:eth0", "nonsense\nmore\n")
        let whole = try tartanctl("trace", "shop/new").output
        #expect(whole.contains("beef0001:eth0 has format 8, which this tartanctl can't read"), "\(whole)")
        #expect(whole.contains("beef0002:eth0 can't be read: its first line is not what was written"))
        let alone = try tartanctl("trace", "beef0002")
        #expect(alone.status == 1 && alone.errors.contains("its first line is not what was written"), "\(alone)")
        // Whose it is by its path isn't asked for here.
        #expect(!(try tartanctl("trace", "feed0001").output.contains("beef")))
    }

    @Test("a journal of a Tartan that didn't write who detaches has its DELs told apart all the same")
    func older() throws {
        try append(
            deleted(1, exit: 1, at: 9_000_000) + deleted(0, exit: 0, at: 9_002_000)
                + deleted(1, exit: 0, at: 19_000_000)
                + [(.closed, 19_002_000)])
        let json = try tartanctl("trace", "shop/web", "-o", "json").output
        let calls = try #require(
            try JSONParser.parse(json, limit: 100_000)["traces"]?.array?.first?["calls"]?.array)
        #expect(calls.map { $0["caller"] } == ["ADD", "DEL", "DEL"])
        #expect(calls.map { $0["steps"]?.array?.count } == [3, 2, 1])
        #expect(calls.map { $0["outcome"] } == ["success", "cutOff", "success"])
    }

    @Test("what was detached after a reboot has the wall clock's time, though the lines' clock began anew")
    func otherBoot() throws {
        let now = Clock.wallMicroseconds
        let detach = JournalDetach(caller: "tartanctl gc", wallTime: now, bootID: BootID.current(), version: "0.1.0")
        try append([(.detach(detach), 1000)] + deleted(0, exit: 0, at: 2000) + [(.kept(message: "busy"), 4000)])
        let outcome = try tartanctl("trace", "shop/web", "-o", "otlp").output
        let spans = try #require(
            try JSONParser.parse(outcome, limit: 100_000)["resourceSpans"]?.array?.first?["scopeSpans"]?.array?.first?[
                "spans"]?.array)
        let last = try #require(spans.last { $0["parentSpanId"] == nil })
        #expect(last["name"] == "tartanctl gc shop/web")
        #expect(last["startTimeUnixNano"] == .string(String(now * 1000)))
        #expect(last["endTimeUnixNano"] == .string(String((now + 3000) * 1000)))
        #expect(last["status"] == ["code": 2, "message": "busy"])
    }

    @Test("a record that was closed by hand is told as given up, with what it left")
    func forgotten() throws {
        #expect(try tartanctl("gc", "--forget", Self.sandbox).status == 0)
        let output = try tartanctl("trace", "shop/web").output
        let headline = "ADD of shop/web took 7.0 ms: 2 networks attached; then the record was closed without detaching "
        #expect(output.hasPrefix(headline), "\(output)")
        #expect(output.contains("\ntartanctl gc --forget, ") && !output.contains("nothing left"))
        #expect(output.contains("\nLeft: bridge of eth0, macvlan of lan0. Nothing detaches it any more"), "\(output)")
    }

    @Test(
        "numbers that make no sense, control characters and long names crash nothing",
        arguments: [[], ["--full"], ["-o", "otlp"]])
    func hostile(_ arguments: [String]) throws {
        let end = JournalEnd(
            attachment: 0, plugin: 0, verb: "DEL", exit: .min, signal: .max, timedOut: false, result: nil,
            error: ["code": 99_999_999_999_999_999, "msg": "\u{1B}[31mred\u{202E}"], output: "\u{7}",
            standardError: "a\rb\u{1B}[2J\n", microseconds: .min)
        let detach = JournalDetach(caller: "\u{1B}[5m", wallTime: .max, bootID: "", version: "")
        try append([
            (.detach(detach), .max), (.start(JournalStart(verb: "DEL", attachment: 0, plugin: 0, path: "\n")), 0),
            (.group(-1), .max), (.end(end), .max), (.answered(code: .min, message: "\u{1B}]0;x"), 1),
            (.detach(detach), 0), (.kept(message: "\u{1B}[1m"), .max),
        ])
        let outcome = try tartanctl.run(["trace", "shop/web"] + arguments + ["--store", folder.path + "/store"])
        #expect(outcome.status == 0, "\(outcome)")
        let isClean = outcome.output.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x202E }
        #expect(isClean, "\(outcome.output)")
    }
}
