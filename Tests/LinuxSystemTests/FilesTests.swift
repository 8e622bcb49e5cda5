import Glibc
import LinuxSystem
import TestKit
import Testing

@Suite("Whole files") struct FilesTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func path(_ name: String) -> String { folder.path + "/" + name }

    @Test("a file up to the limit is read, one byte more is refused with EFBIG", arguments: [0, 1, 10, 16_384, 40_000])
    func bound(size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        try Files.replace(path("a"), with: bytes, mode: 0o600)
        #expect(try Files.read(path("a"), limit: size) == bytes)
        #expect(try Files.read(path("a"), limit: size + 1) == bytes)
        guard size > 0 else { return }
        #expect(throws: SystemFailure("read", path("a"), errorNumber: EFBIG)) {
            try Files.read(path("a"), limit: size - 1)
        }
    }

    @Test("an endless file is read no further than the limit")
    func endless() {
        #expect(throws: SystemFailure("read", "/dev/zero", errorNumber: EFBIG)) {
            try Files.read("/dev/zero", limit: 100_000)
        }
    }

    @Test("a missing file is told as such")
    func missing() throws {
        let failure = SystemFailure("open", path("none"), errorNumber: ENOENT)
        #expect(throws: failure) { try Files.read(path("none"), limit: 10) }
        #expect(failure.isNotFound)
        #expect(failure.description == "cannot open \(path("none")): No such file or directory")
    }

    @Test("a folder can't be read as a file")
    func folderAsFile() {
        #expect(throws: SystemFailure("read", folder.path, errorNumber: EISDIR)) {
            try Files.read(folder.path, limit: 10)
        }
    }

    @Test(
        "a replaced file has the new text and mode, whatever the umask, and leaves nothing beside it",
        arguments: [0o600, 0o640, 0o666])
    func replaced(mode: UInt32) throws {
        try Files.replace(path("a"), with: Array("old text, longer".utf8), mode: 0o600)
        try Files.replace(path("a"), with: Array("new".utf8), mode: mode, durable: true)
        #expect(try Files.read(path("a"), limit: 100) == Array("new".utf8))
        #expect(try FileFacts(path: path("a")).permissions == mode)
        #expect(try Files.names(in: folder.path, hidden: true) == ["a"])
    }

    @Test("who has the old file open reads the old text to its end")
    func atomic() throws {
        try Files.replace(path("a"), with: Array("old".utf8), mode: 0o600)
        let opened = try Descriptor(opening: path("a"), O_RDONLY)
        let before = FileIdentity(opened)
        try Files.replace(path("a"), with: Array("new".utf8), mode: 0o600)
        #expect(try opened.readAll(limit: 10, name: "a") == Array("old".utf8))
        #expect(FileIdentity(path: path("a")) != before)
    }

    @Test("a symbolic link is replaced, not followed")
    func link() throws {
        try Files.replace(path("target"), with: [1], mode: 0o600)
        #expect(unsafe symlink(path("target"), path("link")) == 0)
        try Files.replace(path("link"), with: [2], mode: 0o600)
        #expect(try Files.read(path("target"), limit: 10) == [1])
        #expect(try Files.read(path("link"), limit: 10) == [2])
    }

    @Test("a file that can't be replaced leaves nothing beside it")
    func leftovers() throws {
        try Files.makeFolders(path("folder/inside"), mode: 0o700)
        #expect(throws: SystemFailure("rename to", path("folder"), errorNumber: EISDIR)) {
            try Files.replace(path("folder"), with: [1], mode: 0o600)
        }
        #expect(try Files.names(in: folder.path, hidden: true) == ["folder"])
    }

    @Test("a missing folder is told with the temporary file's path")
    func missingFolder() throws {
        let failure = try #require(throws: SystemFailure.self) {
            try Files.replace(path("none/a"), with: [1], mode: 0o600)
        }
        #expect(failure.action == "open")
        #expect(failure.path.hasPrefix(path("none/.tmp-")))
        #expect(failure.errorNumber == ENOENT)
    }

    @Test("the group is set before the mode")
    func group() throws {
        try Files.replace(path("a"), with: [1], mode: 0o640, group: 12345)
        let facts = try FileFacts(path: path("a"))
        #expect(facts.group == 12345)
        #expect(facts.permissions == 0o640)
        #expect(facts.owner == getuid())
    }

    @Test("folders are made with those above them, and again without complaint")
    func folders() throws {
        try Files.makeFolders(path("a/b/c"), mode: 0o700)
        try Files.makeFolders(path("a/b/c"), mode: 0o755)
        #expect(try FileFacts(path: path("a/b")).kind == .folder)
        #expect(try FileFacts(path: path("a/b/c")).permissions == 0o700)
        try Files.replace(path("file"), with: [], mode: 0o600)
        #expect(throws: SystemFailure("make the folder", path("file/a"), errorNumber: ENOTDIR)) {
            try Files.makeFolders(path("file/a"), mode: 0o700)
        }
    }

    @Test("names are sorted by byte; those with a dot are listed on demand, . and .. never")
    func names() throws {
        for name in ["b", "B", "a", "é", "a.conf", ".hidden", "10", "9"] {
            try Files.replace(path(name), with: [], mode: 0o600)
        }
        #expect(try Files.names(in: folder.path) == ["10", "9", "B", "a", "a.conf", "b", "é"])
        #expect(try Files.names(in: folder.path, hidden: true).first == ".hidden")
        #expect(try Files.names(in: folder.path, hidden: true).count == 8)
        #expect(try Files.names(in: path("none")) == [])
        #expect(throws: SystemFailure("list", path("a"), errorNumber: ENOTDIR)) { try Files.names(in: path("a")) }
    }
}
