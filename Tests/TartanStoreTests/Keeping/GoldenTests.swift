import CNI
import LinuxSystem
import Testing

@testable import TartanStore

/// Format 1 of every file of a store, as the first release wrote it. These files never change: what reads them today must
/// read them always, and as long as format 1 is written it is written like this.
@Suite struct GoldenTests {
    private static let long = String(repeating: "0123456789", count: 20)
    private static var golden: String {
        let here = #filePath
        return here.prefix(upTo: here.lastIndex(of: "/") ?? here.endIndex) + "/../Golden/format-1/"
    }

    /// Every kind of file, and how it comes to be from fixed inputs.
    private static let files: [String] = [
        "networks/infra/storage", "pods/shop/web", "records/\(Fixtures.sandbox)/if:eth0",
        "records/\(Fixtures.sandbox)/if:eth2",
        "records/\(SandboxFolder.name(for: long))/if:eth0", "history/\(Fixtures.sandbox):eth1",
        "outbox/\(Fixtures.podUID):\(Fixtures.sandbox)", "agent-waited",
    ]

    private func read(_ file: String) throws -> [UInt8] { try Files.read(Self.golden + file, limit: Limits.journal) }

    @Test("what is written today is what format 1 is, byte for byte")
    func written() throws {
        let test = try TestStore()
        _ = try test.store.putNetwork(Fixtures.storage)
        _ = try test.store.putPod(Fixtures.web)
        try write(Fixtures.steps, test.store.sandbox(Fixtures.sandbox))
        try write([.open(Fixtures.opening(sandbox: Self.long))], test.store.sandbox(Self.long))
        try write(Fixtures.devices, test.store.sandbox(Fixtures.sandbox))
        let failed = test.store.sandbox(Fixtures.sandbox)
        try write(Fixtures.failed, failed)
        try failed.moveToHistory("eth1")
        try test.store.writeOutbox(Fixtures.status)
        try test.store.writeAgentWaited(Fixtures.waited)
        for file in Self.files { #expect(try test.read(file) == (try read(file)), "\(file)") }
    }

    @Test("what format 1 is, is understood in every part")
    func understood() throws {
        let test = try TestStore()
        for file in Self.files { try test.write(file, try read(file)) }
        let store = test.store
        let sandbox = store.sandbox(Fixtures.sandbox)
        #expect(try store.networks().map(\.description) == ["infra/storage"])
        #expect(try store.network("infra", "storage") == Fixtures.storage)
        #expect(try store.pod("shop", "web") == Fixtures.web)
        #expect(try sandbox.readJournal("eth0")?.entries.map(\.step) == Fixtures.steps)
        #expect(try sandbox.readJournal("eth2")?.entries.map(\.step) == Fixtures.devices)
        let long = try store.sandbox(Self.long).readJournal("eth0")
        #expect(long?.opening == Fixtures.opening(sandbox: Self.long))
        #expect(try store.history(sandbox, "eth1")?.entries.map(\.step) == Fixtures.failed)
        #expect(try store.outbox().map { try store.outboxEntry($0) } == [Fixtures.status])
        #expect(try store.agentWaited() == Fixtures.waited)
        #expect(try store.records().count == 3)
    }

    private func write(_ steps: [JournalStep], _ sandbox: SandboxFolder) throws {
        guard case .open(let opening)? = steps.first else { return }
        try sandbox.lock("ADD", deadline: .after(milliseconds: 100)).unlock()
        var writer = try sandbox.openJournal(opening.interface, create: true)
        for (index, step) in steps.enumerated() { try writer.append(step, at: UInt64(1000 + index)) }
    }
}
