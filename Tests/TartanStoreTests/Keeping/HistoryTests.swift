import CNI
import Glibc
import LinuxSystem
import Testing

@testable import TartanStore

@Suite struct HistoryTests {
    private let test: TestStore
    private let sandbox: SandboxFolder
    private var store: Store { test.store }

    init() throws {
        test = try TestStore()
        sandbox = test.store.sandbox(Fixtures.sandbox)
    }

    private func finish(_ steps: [JournalStep], _ interface: String = "eth0") throws {
        let opening = JournalStep.open(Fixtures.opening(interface: interface))
        try test.write("records/\(sandbox.name)/if:\(interface)", Fixtures.journal([opening] + steps))
        try sandbox.moveToHistory(interface)
    }

    @Test("a finished journal is history, in the place of an older one")
    func moved() throws {
        try finish([.undo, .closed])
        try finish([.closed])
        #expect(try sandbox.interfaces().isEmpty)
        let record = try #require(try store.history(sandbox, "eth0"))
        #expect(record.isClosed && !record.isUndone)
        #expect(try store.histories() == [RecordKey(sandbox: sandbox.name, interface: "eth0")])
        #expect(test.exists("history/\(sandbox.name):eth0"))
        #expect(try store.history(sandbox, "eth1") == nil)
    }

    @Test("a journal that isn't there can't become history")
    func missing() throws {
        let failure = SystemFailure("move to the history", sandbox.journalPath("eth0"), errorNumber: ENOENT)
        #expect(throws: StoreError.system(failure)) { try sandbox.moveToHistory("eth0") }
    }

    @Test("history answers a DEL for the same sandbox, interface and boot only")
    func answers() throws {
        try finish([.closed])
        #expect(store.historyAnswersDelete(sandbox, "eth0", bootID: Fixtures.bootID))
        #expect(!store.historyAnswersDelete(sandbox, "eth1", bootID: Fixtures.bootID))
        #expect(!store.historyAnswersDelete(store.sandbox("other"), "eth0", bootID: Fixtures.bootID))
        #expect(!store.historyAnswersDelete(sandbox, "eth0", bootID: "another"))
        #expect(!store.historyAnswersDelete(sandbox, "eth0"))
        #expect(!store.historyAnswersDelete(sandbox, "eth0", bootID: ""))
        #expect(try store.unlinkHistory(sandbox, "eth0"))
        #expect(try !store.unlinkHistory(sandbox, "eth0"))
        #expect(!store.historyAnswersDelete(sandbox, "eth0", bootID: Fixtures.bootID))
    }

    @Test("history answers no DEL if something was left, or if it can't be read")
    func leftovers() throws {
        try finish([.plan(Fixtures.attachments)] + Fixtures.added(0, 0))
        #expect(!store.historyAnswersDelete(sandbox, "eth0", bootID: Fixtures.bootID))
        try finish([.plan(Fixtures.attachments)] + Fixtures.added(0, 0) + Fixtures.detached(0, 0))
        #expect(store.historyAnswersDelete(sandbox, "eth0", bootID: Fixtures.bootID))
        try finish([])
        #expect(store.historyAnswersDelete(sandbox, "eth0", bootID: Fixtures.bootID))
        try test.write("history/\(sandbox.name):eth0", "rubbish\nrubbish\n")
        #expect(!store.historyAnswersDelete(sandbox, "eth0", bootID: Fixtures.bootID))
    }

    @Test("a history that was copied to another sandbox's name is refused")
    func copied() throws {
        try test.write("history/other:eth0", Fixtures.journal([.open(Fixtures.opening()), .closed]))
        #expect(!store.historyAnswersDelete(store.sandbox("other"), "eth0", bootID: Fixtures.bootID))
    }

    /// Pain 17: #1488.
    @Test("what ended more than 24 hours ago is pruned")
    func age() throws {
        try write(["old": 25 * 3600, "young": 23 * 3600])
        try store.pruneHistory()
        #expect(try store.histories().map(\.sandbox) == ["young"])
    }

    /// Pain 17: #1488.
    @Test("of more than 512 the oldest are pruned")
    func count() throws {
        try write(Dictionary(uniqueKeysWithValues: (0..<520).map { ("s\($0)", $0 + 1) }))
        try store.pruneHistory()
        #expect(Set(try store.histories().map(\.sandbox)) == Set((0..<512).map { "s\($0)" }))
    }

    @Test("of more than 64 MiB the oldest are pruned")
    func size() throws {
        try write(["a": 300, "b": 200, "c": 100])
        for name in ["a", "b", "c"] {
            try #require(unsafe truncate("\(test.root)/history/\(name):eth0", 24 << 20) == 0)
        }
        try setAge("a", 300)
        try setAge("b", 200)
        try setAge("c", 100)
        try store.pruneHistory()
        #expect(try store.histories().map(\.sandbox) == ["b", "c"])
    }

    @Test("about one DEL in 32 prunes")
    func nowAndThen() throws {
        var pruned = 0
        for _ in 0..<1600 {
            try write(["old": 25 * 3600])
            try store.pruneHistoryNowAndThen()
            if !test.exists("history/old:eth0") { pruned += 1 }
        }
        #expect((20...90).contains(pruned))
    }

    /// Names and ages in seconds.
    private func write(_ ages: [String: Int]) throws {
        for (name, age) in ages {
            try test.write("history/\(name):eth0", "x")
            try setAge(name, age)
        }
    }

    private func setAge(_ name: String, _ seconds: Int) throws {
        let moment = timespec(tv_sec: Int(Clock.wallMicroseconds / 1_000_000) - seconds, tv_nsec: 0)
        let status = unsafe utimensat(AT_FDCWD, "\(test.root)/history/\(name):eth0", [moment, moment], 0)
        try #require(status == 0)
    }
}
