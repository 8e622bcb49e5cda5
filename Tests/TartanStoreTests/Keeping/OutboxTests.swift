import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TartanStore
import Testing

@Suite struct OutboxTests {
    private let test: TestStore
    private var store: Store { test.store }
    private var name: String { Fixtures.podUID + ":" + Fixtures.sandbox }

    init() throws {
        test = try TestStore()
    }

    @Test("a status waits under the pod's uid and the sandbox until it is removed")
    func queue() throws {
        let key = try store.writeOutbox(Fixtures.status)
        #expect(key.fileName == name)
        #expect(try store.outbox() == [key])
        #expect(try store.outboxEntry(key) == Fixtures.status)
        #expect(try OutboxKey(fileName: name) == key)
        #expect(try test.facts("outbox/" + name).permissions == 0o600)
        #expect(try store.removeOutbox(key))
        #expect(try !store.removeOutbox(key))
        #expect(try store.outboxEntry(key) == nil)
        #expect(try store.outbox().isEmpty)
    }

    @Test("a group that shares the outbox may read what is in it", .enabled(if: geteuid() == 0))
    func shared() throws {
        try #require(unsafe chown(test.root + "/outbox", .max, 4343) == 0)
        try #require(unsafe chmod(test.root + "/outbox", 0o770) == 0)
        let key = try Store.open(test.root, create: false).writeOutbox(Fixtures.status)
        #expect(try test.facts("outbox/" + key.fileName).permissions == 0o640)
        #expect(try test.facts("outbox/" + key.fileName).group == 4343)
    }

    @Test(
        "a uid that is none never becomes a path",
        arguments: ["", "..", "a/b", "a:b", "a.b", String(repeating: "a", count: 65)])
    func uid(uid: String) throws {
        let rule = "is not 1 to 64 letters, digits and hyphens"
        #expect(throws: StoreError.invalidName(what: "pod's uid", InvalidName(uid, rule))) {
            try OutboxKey(podUID: uid, containerID: "a")
        }
        var entry = Fixtures.status
        entry.podUID = uid
        #expect(throws: StoreError.invalidName(what: "pod's uid", InvalidName(uid, rule))) {
            try store.writeOutbox(entry)
        }
        #expect(throws: Never.self) {
            try OutboxKey(podUID: String(repeating: "a", count: 64), containerID: "a")
        }
    }

    @Test(
        "a file name that somebody sends is checked before it is a path",
        arguments: ["", "abc", "../x", "a:../x", "a:", "a:b/c", "a:.b", "a:b:c", ":b"])
    func fileName(text: String) {
        #expect {
            try OutboxKey(fileName: text)
        } throws: { error in
            if case .invalidName = error as? StoreError { true } else { false }
        }
    }

    @Test("a long sandbox id is hashed in the name and whole in the file")
    func longID() throws {
        var entry = Fixtures.status
        entry.containerID = String(repeating: "x", count: 300)
        let key = try store.writeOutbox(entry)
        #expect(key.fileName.utf8.count <= 255 && key.sandbox.hasPrefix("="))
        #expect(try store.outbox() == [key])
        #expect(try store.outboxEntry(key) == entry)
    }

    @Test("a file of another pod than its name says, without a format, or of a newer one is refused by name")
    func refused() throws {
        let key = try store.writeOutbox(Fixtures.status)
        let text = String(decoding: try test.read("outbox/" + name), as: UTF8.self)
        let file = test.root + "/outbox/" + name
        let uid = "99999999-0000-0000-0000-000000000000"
        try test.write("outbox/" + name, text.replacing(Fixtures.podUID, with: uid))
        #expect(throws: StoreError.misplaced(file: file, found: "\(uid):\(Fixtures.sandbox)", expected: name)) {
            try store.outboxEntry(key)
        }
        try test.write("outbox/" + name, text.replacing(#""format":1"#, with: #""format":2"#))
        #expect(throws: StoreError.newerFormat(file: file, found: 2, known: 1)) { try store.outboxEntry(key) }
        for (member, expected) in [
            ("format", "a number"), ("wallTime", "a number"), ("status", "a list"), ("podName", "a string"),
        ] {
            try test.write("outbox/" + name, text.replacing("\"\(member)\"", with: "\"x\""))
            #expect(throws: StoreError.malformed(file: file, member: member, expected: expected)) {
                try store.outboxEntry(key)
            }
        }
    }

    @Test("after a vain wait nobody waits for the next 10 s of the same boot")
    func waited() throws {
        #expect(try store.agentWaited() == nil)
        let waited = AgentWaited(bootID: "boot", time: 1_000_000)
        try store.writeAgentWaited(waited)
        #expect(try store.agentWaited() == waited)
        for (boot, time, forbids) in [
            ("boot", 1_000_000, true), ("boot", 10_999_999, true), ("boot", 11_000_000, false),
            ("boot", 999_999, false), ("other", 1_000_001, false),
        ] as [(String, UInt64, Bool)] {
            #expect(waited.forbidsWaiting(now: AgentWaited(bootID: boot, time: time)) == forbids)
        }
        #expect(AgentWaited.now().forbidsWaiting())
    }

    @Test("a note of waiting that can't be read is none, and one of a newer format is an error")
    func unreadable() throws {
        for text in ["", "{", "[]", "{}", #"{"format":1,"bootID":3,"t":4}"#] {
            try test.write("agent-waited", text)
            #expect(try store.agentWaited() == nil)
        }
        try test.write("agent-waited", #"{"format":2,"bootID":"x","t":4}"#)
        #expect(throws: StoreError.newerFormat(file: test.root + "/agent-waited", found: 2, known: 1)) {
            try store.agentWaited()
        }
    }
}
