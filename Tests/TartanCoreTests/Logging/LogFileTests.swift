import Dispatch
import Glibc
import LinuxSystem
import TartanStore
import TestKit
import Testing

@testable import TartanCore

@Suite("The log file") struct LogFileTests {
    private let folder: TemporaryFolder
    /// 2026-03-01T12:00:00.250Z
    private let now: UInt64 = 1_772_366_400_250_000
    private let day: UInt64 = 86_400_000_000

    init() throws {
        folder = try TemporaryFolder()
    }

    private var path: String { folder.path + "/tartan.log" }

    private func file(size: Int = 100, days: Int = 5, backups: Int = 5) -> LogFile {
        LogFile(path: path, rotation: LogRotation(size: size, days: days, backups: backups))
    }

    private func line(_ letter: String, _ bytes: Int) -> [UInt8] {
        Array((String(repeating: letter, count: bytes - 1) + "\n").utf8)
    }

    private func names() throws -> [String] { try Files.names(in: folder.path) }

    private func text(_ name: String) throws -> String {
        String(decoding: try Files.read(folder.path + "/" + name, limit: 1 << 20), as: UTF8.self)
    }

    @Test("is made for its owner alone, and grows up to its size")
    func grows() throws {
        try file().append(line("a", 40), now: now)
        try file().append(line("b", 60), now: now)
        #expect(try names() == ["tartan.log"])
        let facts = try FileFacts(path: path)
        #expect(facts.size == 100)
        #expect(facts.permissions == 0o600)
    }

    @Test("the line that would be too much begins a new one; the old one is named with the time in UTC")
    func rotates() throws {
        try file().append(line("a", 100), now: now)
        try file().append(line("b", 1), now: now)
        #expect(try names() == ["tartan-2026-03-01T12-00-00.250.log", "tartan.log"])
        #expect(try text("tartan-2026-03-01T12-00-00.250.log") == String(decoding: line("a", 100), as: UTF8.self))
        #expect(try text("tartan.log") == "\n")
        #expect(try FileFacts(path: path).permissions == 0o600)
    }

    @Test("a line that is longer than the size is written all the same, and whole")
    func longLine() throws {
        try file(size: 10).append(line("a", 50), now: now)
        try file(size: 10).append(line("b", 50), now: now)
        #expect(try names().count == 2)
        #expect(try text("tartan.log") == String(decoding: line("b", 50), as: UTF8.self))
    }

    @Test("two files that are full within a millisecond have two names")
    func sameTime() throws {
        for letter in ["a", "b", "c"] { try file(size: 10).append(line(letter, 10), now: now) }
        #expect(
            try names() == [
                "tartan-2026-03-01T12-00-00.250.log", "tartan-2026-03-01T12-00-00.251.log", "tartan.log",
            ])
    }

    @Test("of the backups the newest stay, and none that is too old; other files are left alone")
    func prunes() throws {
        let others = [
            "tartan-2026-02-28T12-00-00.250.txt", "tartan-2026-02-28T12-00-00.250.log.bak", "tartan-notes.log",
            "other-2026-02-01T12-00-00.250.log", "tartan-2026-02-28T12:00:00.250.log",
        ]
        let backups = [
            "tartan-2026-02-28T12-00-00.250.log", "tartan-2026-02-27T12-00-00.250.log.gz",
            "tartan-2026-02-27T11-00-00.250.log", "tartan-2026-02-24T12-00-00.249.log",
        ]
        for name in others + backups { try Files.replace(folder.path + "/" + name, with: [], mode: 0o600) }
        try Files.replace(path, with: line("a", 100), mode: 0o600)
        try file(backups: 3).append(line("b", 10), now: now)
        #expect(
            try names() == (others + backups.prefix(2) + ["tartan-2026-03-01T12-00-00.250.log", "tartan.log"]).sorted())
        // Each within five days, the first by a millisecond.
        try Files.replace(folder.path + "/" + backups[3], with: [], mode: 0o600)
        try Files.replace(folder.path + "/tartan-2026-02-24T12-00-00.250.log", with: [], mode: 0o600)
        try Files.replace(path, with: line("a", 100), mode: 0o600)
        try file(backups: 0).append(line("b", 10), now: now)
        #expect(!(try names().contains(backups[3])))
        #expect(try names().contains("tartan-2026-02-24T12-00-00.250.log"))
    }

    @Test("0 days: none goes by its age; 0 backups: none by their number")
    func unlimited() throws {
        for year in 1990...1999 {
            try Files.replace(folder.path + "/tartan-\(year)-01-01T00-00-00.000.log", with: [], mode: 0o600)
        }
        try Files.replace(path, with: line("a", 100), mode: 0o600)
        try file(days: 0, backups: 0).append(line("b", 10), now: now)
        #expect(try names().count == 12)
    }

    @Test("whoever holds the lock makes way: others don't wait and write where they are")
    func locked() throws {
        try Files.replace(path, with: line("a", 100), mode: 0o600)
        guard let holder = try FileLock.tryAcquire(path, .exclusive, create: false) else {
            Issue.record("the lock is free")
            return
        }
        try file().append(line("b", 10), now: now)
        #expect(try names() == ["tartan.log"])
        #expect(try FileFacts(path: path).size == 110)
        holder.unlock()
        try file().append(line("c", 10), now: now)
        #expect(try names().count == 2)
    }

    @Test("what is no file is never renamed", arguments: ["folder", "link"])
    func noFile(kind: String) throws {
        if kind == "folder" {
            try Files.makeFolders(path, mode: 0o700)
        } else {
            try Files.replace(folder.path + "/target", with: line("a", 200), mode: 0o600)
            #expect(unsafe symlink(folder.path + "/target", path) == 0)
        }
        #expect(throws: SystemFailure.self) { try file().append(line("b", 10), now: now) }
        #expect(try names() == (kind == "folder" ? ["tartan.log"] : ["target", "tartan.log"]))
    }

    @Test("many writers at once lose no line and tear none")
    func manyWriters() throws {
        let writers = 8
        let lines = 400
        let log = file(size: 2000, backups: 0)
        DispatchQueue.concurrentPerform(iterations: writers) { writer in
            for number in 0..<lines { try? log.append(Array("\(writer) \(number) abcdefghijklmnopqrstuvwxyz\n".utf8)) }
        }
        let names = try names()
        #expect(names.count > 20)
        var found: [String] = []
        for name in names { found += try text(name).split(separator: "\n").map(String.init) }
        let expected = (0..<writers).flatMap { writer in
            (0..<lines).map { "\(writer) \($0) abcdefghijklmnopqrstuvwxyz" }
        }
        #expect(found.sorted() == expected.sorted())
    }
}
