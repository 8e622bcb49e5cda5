import Glibc
import LinuxSystem
import TartanStore
import TestKit
import Testing

@Suite struct StoreOpeningTests {
    private let folder: TemporaryFolder
    private let root: String

    init() throws {
        folder = try TemporaryFolder()
        root = folder.path + "/a/b/store"
    }

    @Test("a store that isn't there is made on demand, for its owner alone")
    func made() throws {
        _ = try Store.open(root, create: true)
        for path in ["", "/networks", "/pods", "/records", "/history", "/outbox"] {
            let facts = try FileFacts(path: root + path)
            #expect(facts.kind == .folder)
            #expect(facts.permissions == 0o700)
        }
        #expect(try Files.names(in: root) == ["history", "networks", "outbox", "pods", "records"])
    }

    @Test("a store that isn't there is an error that names the path, and nothing is made")
    func missing() throws {
        #expect(throws: StoreError.noStore(root)) { try Store.open(root, create: false) }
        #expect(throws: StoreError.noStore("")) { try Store.open("", create: true) }
        #expect(try Files.names(in: folder.path).isEmpty)
    }

    @Test("opening without making leaves a missing folder missing, and it is empty")
    func incomplete() throws {
        try Files.makeFolders(root, mode: 0o700)
        let store = try Store.open(root, create: false)
        #expect(try store.networks().isEmpty)
        #expect(try store.records().isEmpty)
        #expect(try store.network("infra", "storage") == nil)
        #expect(try store.sandbox("abc").readJournal("eth0") == nil)
        #expect(try Files.names(in: root).isEmpty)
    }

    @Test(
        "a folder that others may write is refused by name",
        arguments: ["", "/networks", "/pods", "/records", "/history", "/outbox"])
    func writableByEveryone(folder: String) throws {
        _ = try Store.open(root, create: true)
        try change(mode: 0o707, folder)
        #expect(throws: StoreError.unsafe(root + folder, .writableByEveryone)) { try Store.open(root, create: true) }
        #expect(throws: StoreError.unsafe(root + folder, .writableByEveryone)) { try Store.open(root, create: false) }
    }

    @Test(
        "a folder that belongs to someone else is refused by name",
        .enabled(if: geteuid() == 0), arguments: ["", "/networks", "/pods", "/records", "/history", "/outbox"])
    func foreign(folder: String) throws {
        _ = try Store.open(root, create: true)
        try #require(unsafe chown(root + folder, 4242, .max) == 0)
        #expect(throws: StoreError.unsafe(root + folder, .ownedBy(user: 4242))) { try Store.open(root, create: false) }
    }

    @Test("networks, pods and outbox may be shared with a group", .enabled(if: geteuid() == 0))
    func shared() throws {
        _ = try Store.open(root, create: true)
        for (folder, mode) in [("", 0o750), ("/networks", 0o750), ("/pods", 0o770), ("/outbox", 0o770)] {
            try #require(unsafe chown(root + folder, .max, 4343) == 0)
            try change(mode: UInt32(mode), folder)
        }
        _ = try Store.open(root, create: true)
        #expect(try FileFacts(path: root + "/outbox").permissions == 0o770)
    }

    @Test(
        "the root, records and history are nobody's to write but root's", .enabled(if: geteuid() == 0),
        arguments: ["", "/records", "/history"])
    func ownerAlone(folder: String) throws {
        _ = try Store.open(root, create: true)
        try #require(unsafe chown(root + folder, .max, 4343) == 0)
        try change(mode: 0o770, folder)
        #expect(throws: StoreError.unsafe(root + folder, .writableByGroup(4343))) {
            try Store.open(root, create: false)
        }
    }

    @Test("records and history that others may look into are closed again", arguments: ["/records", "/history"])
    func closedAgain(folder: String) throws {
        _ = try Store.open(root, create: true)
        try change(mode: 0o755, folder)
        _ = try Store.open(root, create: true)
        #expect(try FileFacts(path: root + folder).permissions == 0o700)
    }

    @Test("a file where a folder should be is refused by name")
    func file() throws {
        try Files.makeFolders(root, mode: 0o700)
        try Files.replace(root + "/pods", with: [], mode: 0o600)
        #expect(throws: StoreError.unsafe(root + "/pods", .notAFolder)) { try Store.open(root, create: true) }
    }

    private func change(mode: UInt32, _ folder: String) throws {
        try #require(unsafe chmod(root + folder, mode) == 0)
    }
}
