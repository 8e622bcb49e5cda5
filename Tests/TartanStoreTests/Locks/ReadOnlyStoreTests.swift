import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TartanStore
import Testing

/// On a small file system of the test's own, which can be filled and made read-only.
@Suite(.enabled(if: geteuid() == 0, "mounting takes root")) struct ReadOnlyStoreTests {
    private let disk: SmallDisk
    private let store: Store
    private let sandbox: SandboxFolder

    init() throws {
        disk = try SmallDisk()
        store = try Store.open(disk.path + "/store", create: true)
        sandbox = store.sandbox(Fixtures.sandbox)
    }

    @Test("a line that the disk has no room for is taken away whole, and what was there stays")
    func full() throws {
        var writer = try sandbox.openLocked("eth0")
        for step in Fixtures.steps { try writer.append(step) }
        let before = writer.size
        var seen: StoreError?
        for _ in 0..<100 where seen == nil {
            let last = writer.size
            do {
                try writer.append(.final(attachment: 0, result: .string(String(repeating: "x", count: 5000))))
            } catch {
                seen = error
                #expect(try FileFacts(path: sandbox.journalPath("eth0")).size == last)
            }
        }
        let error = try #require(seen)
        #expect(error.isNotWritable)
        let record = try #require(try sandbox.readJournal("eth0"))
        #expect(!record.isDamaged && record.isAnswered && record.wholeLength > before)
    }

    @Test("a short write is an error and leaves no torn line")
    func short() throws {
        var writer = try sandbox.openLocked("eth0")
        try writer.append(.open(Fixtures.opening()))
        let size = writer.size
        let line = String(repeating: "x", count: 600 << 10)
        #expect {
            try writer.append(.unknown(line))
        } throws: { error in
            guard case .shortWrite(let file, let written, let whole) = error as? StoreError else { return false }
            return file == writer.path && written > 0 && written < whole && whole > line.utf8.count
        }
        #expect(try FileFacts(path: writer.path).size == size)
        try writer.append(.undo)
        #expect(try sandbox.readJournal("eth0")?.isUndone == true)
    }

    @Test("on a read-only store locks are taken on what is there, and records are read")
    func readOnly() throws {
        try sandbox.lock("ADD", deadline: .after(milliseconds: 100)).unlock()
        var writer = try sandbox.openJournal("eth0", create: true)
        for step in Fixtures.steps { try writer.append(step) }
        try StoreLock.shared(store, deadline: .after(milliseconds: 100)).unlock()
        try disk.makeReadOnly(after: consume writer)

        let store = try Store.open(store.root, create: false)
        try StoreLock.shared(store, deadline: .after(milliseconds: 100)).unlock()
        try sandbox.lock("DEL", deadline: .after(milliseconds: 100)).unlock()
        let record = try #require(try sandbox.readJournal("eth0"))
        #expect(record.isAnswered)
        #expect { try sandbox.openNoJournal("eth0") } throws: { ($0 as? StoreError)?.isNotWritable == true }
        #expect { try sandbox.moveToHistory("eth0") } throws: { ($0 as? StoreError)?.isNotWritable == true }
        #expect { try store.putPod(Fixtures.web) } throws: { ($0 as? StoreError)?.isNotWritable == true }
        #expect { try sandbox.lockRunning().unlock() } throws: { ($0 as? StoreError)?.isNotWritable == true }
        let other = store.sandbox("other")
        #expect {
            try other.lock("DEL", deadline: .after(milliseconds: 10)).unlock()
        } throws: { ($0 as? StoreError)?.isNotWritable == true }
    }
}

extension SandboxFolder {
    fileprivate func openLocked(_ interface: String) throws -> JournalWriter {
        try lock("ADD", deadline: .after(milliseconds: 100)).unlock()
        return try openJournal(interface, create: true)
    }

    fileprivate func openNoJournal(_ interface: String) throws {
        _ = try openJournal(interface, create: false)
    }
}
