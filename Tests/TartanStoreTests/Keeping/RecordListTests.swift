import ExactJSON
import LinuxSystem
import Testing

@testable import TartanStore

@Suite struct RecordListTests {
    private let test: TestStore

    init() throws {
        test = try TestStore()
    }

    @Test("a sandbox's folder is named after its id, up to 128 bytes")
    func plain() {
        let longest = String(repeating: "a", count: 128)
        #expect(test.store.sandbox(longest).name == longest)
        #expect(test.store.sandbox("aB_.-9").path == test.root + "/records/aB_.-9")
    }

    @Test("a longer id, or one that is none, is named by its hash")
    func hashed() {
        let hash = "=" + SHA256.hex(String(repeating: "a", count: 129))
        #expect(test.store.sandbox(String(repeating: "a", count: 129)).name == hash)
        for strange in ["", ".", "..", "../x", "a/b", "=", "a:b", ".hidden"] {
            #expect(test.store.sandbox(strange).name == "=" + SHA256.hex(strange))
        }
    }

    @Test("a long id stands in the journal in full, and is compared")
    func compared() throws {
        let long = String(repeating: "a", count: 200)
        let sandbox = test.store.sandbox(long)
        try write(sandbox, Fixtures.opening(sandbox: long))
        #expect(try sandbox.readJournal("eth0")?.opening.containerID == long)
        let listed = try #require(try test.store.sandboxes().first)
        #expect(listed.containerID == nil && listed.name == sandbox.name)
        #expect(try listed.readJournal("eth0")?.opening.containerID == long)

        try write(sandbox, Fixtures.opening(sandbox: "b" + long))
        for folder in [sandbox, listed] {
            #expect {
                try folder.readJournal("eth0")
            } throws: { error in
                guard case .otherSandbox(_, let found, _) = error as? StoreError else { return false }
                return found == "b\(long) eth0"
            }
        }
    }

    @Test("open records are listed by sandbox and interface; locks and strangers aren't")
    func listed() throws {
        for (id, interface) in [("b", "eth1"), ("b", "eth0"), ("a", "net1")] {
            let sandbox = test.store.sandbox(id)
            try sandbox.lock("ADD", deadline: .after(milliseconds: 100)).unlock()
            try sandbox.lockRunning().unlock()
            _ = try sandbox.openJournal(interface, create: true)
        }
        try test.write("records/=short/if:eth0", "")
        try test.write("records/stray", "")
        #expect(try test.store.records().map(\.description) == ["a/net1", "b/eth0", "b/eth1"])
        #expect(try test.store.sandbox("b").interfaces() == ["eth0", "eth1"])
        #expect(try test.store.sandbox("none").interfaces().isEmpty)
        #expect(try test.store.sandboxes().map(\.name) == ["a", "b", "stray"])
        #expect(test.store.sandbox(folder: "../x") == nil)
    }

    private func write(_ sandbox: SandboxFolder, _ opening: JournalOpening) throws {
        try test.write("records/\(sandbox.name)/if:eth0", Fixtures.journal([.open(opening)]))
    }
}
