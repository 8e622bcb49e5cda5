import CNI
import LinuxSystem
import TestKit
import Testing

@testable import TartanCore

/// Multus' state as a whole: whose files they are, and what of the damaged ones is kept.
@Suite struct MultusIndexTests {
    private let temporary: TemporaryFolder
    private let state: MultusState

    init() throws {
        temporary = try TemporaryFolder()
        state = MultusState(folder: temporary.path + "/multus")
        try Files.makeFolders(state.folder + "/results", mode: 0o700)
    }

    private func write(_ name: String, _ text: String = "") throws {
        try Files.replace(state.folder + "/" + name, with: Array(text.utf8), mode: 0o600)
    }

    @Test("a result is of the sandbox that it names; one that can't be read of the one that its file's name tells")
    func owners() throws {
        let id = String(repeating: "5e", count: 32)
        try write("results/x", #"{"containerId":"a","ifName":"eth0"}"#)
        try write("results/hostile", #"{"containerId":"../b","ifName":"eth0"}"#)
        try write("results/my-net-c-1-net-1", "{")
        try write("results/net-\(id)-eth0", "{")
        try write("results/net-unknown-eth0", "{")
        try write("c-1", "[]")
        try write(".hidden", "[]")
        let index = try state.index()
        #expect(index.containers == [id, "a", "c-1"])
        #expect(index.results["a"] == ["x"])
        #expect(index.results["c-1"] == ["my-net-c-1-net-1"])
        #expect(index.results[id] == ["net-\(id)-eth0"])
        #expect(index.strays == [state.folder + "/results/net-unknown-eth0"])
    }

    @Test("a folder that isn't there is no state; one that is no folder is an error")
    func folders() throws {
        let none = MultusState(folder: temporary.path + "/none")
        #expect(!none.isThere)
        #expect(try none.index().containers.isEmpty)
        try Files.replace(temporary.path + "/file", with: [], mode: 0o600)
        let file = MultusState(folder: temporary.path + "/file")
        #expect(file.isThere)
        #expect(throws: CallFailure.foreignState(path: file.folder, reason: "it is no folder")) { try file.index() }
        #expect(throws: CallFailure.foreignState(path: file.folder, reason: "it is no folder")) {
            try file.attachments()
        }
    }

    @Test("what was set aside is kept for a week, whatever age the file itself has; everything else stays")
    func outdated() throws {
        for name in ["c", "results/r", ".damaged-a", "results/.damaged-b", ".other"] { try write(name) }
        let now = Clock.wallMicroseconds
        #expect(state.outdated(now: now).isEmpty)
        let week = UInt64(Limits.damagedAge) * 1000
        #expect(state.outdated(now: now + week - 60_000_000).isEmpty)
        let due = state.outdated(now: now + week + 60_000_000)
        #expect(due.sorted() == [state.folder + "/.damaged-a", state.folder + "/results/.damaged-b"])
    }
}
