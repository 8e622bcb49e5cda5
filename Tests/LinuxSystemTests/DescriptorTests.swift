import Glibc
import LinuxSystem
import TestKit
import Testing

@Suite("Descriptors") struct DescriptorTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static func pipePair() throws -> (Int32, Int32) {
        var ends: [Int32] = [-1, -1]
        try #require(unsafe pipe(&ends) == 0)
        return (ends[0], ends[1])
    }

    /// Whether the writing end of a pipe has a reader left: a number alone may have been given to another test meanwhile.
    private static func hasReader(_ end: Int32) -> Bool {
        var entry = pollfd(fd: end, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&entry, 1, 0)
        return entry.revents & Int16(POLLERR) == 0
    }

    @Test("a descriptor is closed when it goes out of scope")
    func closed() throws {
        let (reader, writer) = try Self.pipePair()
        let end = Descriptor(owning: writer)
        do {
            let owned = Descriptor(owning: reader)
            #expect(owned.number == reader)
            #expect(Self.hasReader(end.number))
        }
        #expect(!Self.hasReader(end.number))
    }

    @Test("a released descriptor stays open for its new owner")
    func released() throws {
        let (reader, writer) = try Self.pipePair()
        let end = Descriptor(owning: writer)
        let number = Descriptor(owning: reader).release()
        #expect(number == reader)
        #expect(Self.hasReader(end.number))
        close(number)
        #expect(!Self.hasReader(end.number))
    }

    @Test("an opened descriptor isn't inherited by other programs")
    func closeOnExec() throws {
        let file = try Descriptor(opening: "/dev/null", O_RDONLY)
        #expect(fcntl(file.number, F_GETFD) & FD_CLOEXEC == FD_CLOEXEC)
    }

    @Test("what can't be opened is told with path and reason")
    func failure() {
        let path = folder.path + "/none/a"
        #expect(throws: SystemFailure("open", path, errorNumber: ENOENT)) {
            _ = try Descriptor(opening: path, O_RDONLY)
        }
    }

    @Test("a new file has the mode that was asked for, less the umask")
    func mode() throws {
        let path = folder.path + "/a"
        _ = try Descriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        #expect(try FileFacts(path: path).permissions == 0o600)
        #expect(throws: SystemFailure("open", path, errorNumber: EEXIST)) {
            _ = try Descriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        }
    }

    @Test("reading stops soon after the limit, and short of it only at the end")
    func readAll() throws {
        let endless = try Descriptor(opening: "/dev/zero", O_RDONLY)
        let bytes = try endless.readAll(limit: 20_000, name: "zero")
        #expect(bytes.count > 20_000)
        #expect(bytes.count <= 20_000 + (16 << 10))
        let (reader, writer) = try Self.pipePair()
        let input = Descriptor(owning: reader)
        do {
            let output = Descriptor(owning: writer)
            try output.writeAll(Array("ab".utf8), name: "pipe")
            try output.writeAll(Array("cd".utf8), name: "pipe")
            try output.writeAll([], name: "pipe")
        }
        #expect(try input.readAll(limit: 100, name: "pipe") == Array("abcd".utf8))
    }

    @Test("a failed read and a failed write name the file")
    func directions() throws {
        let path = folder.path + "/a"
        let output = try Descriptor(opening: path, O_WRONLY | O_CREAT, mode: 0o600)
        #expect(throws: SystemFailure("read", "the name", errorNumber: EBADF)) {
            try output.readAll(limit: 1, name: "the name")
        }
        let input = try Descriptor(opening: path, O_RDONLY)
        #expect(throws: SystemFailure("write", "the name", errorNumber: EBADF)) {
            try input.writeAll([1], name: "the name")
        }
        let full = try Descriptor(opening: "/dev/full", O_WRONLY)
        #expect(throws: SystemFailure("write", "full", errorNumber: ENOSPC)) { try full.writeAll([1], name: "full") }
    }
}

@Suite("Opened files") struct OpenedFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("facts and bytes are of the very file that was opened, even if the name is another's by now")
    func sameFile() throws {
        let path = folder.path + "/a"
        try Files.replace(path, with: Array("old".utf8), mode: 0o640)
        let identity = FileIdentity(path: path)
        let file = try OpenedFile(reading: path)
        try Files.replace(path, with: Array("newer".utf8), mode: 0o600)
        #expect(file.facts.identity == identity)
        #expect(file.facts.permissions == 0o640)
        #expect(file.facts.size == 3)
        #expect(file.facts.kind == .file)
        #expect(try file.bytes(limit: 100) == Array("old".utf8))
    }

    @Test("one byte more than the limit tells that there is more", arguments: [(0, 1), (2, 3), (3, 3), (100, 3)])
    func limit(limit: Int, expected: Int) throws {
        let path = folder.path + "/a"
        try Files.replace(path, with: [1, 2, 3], mode: 0o600)
        #expect(try OpenedFile(reading: path).bytes(limit: limit).count == expected)
    }

    @Test("a file that claims to be empty is read to its end")
    func virtual() throws {
        let file = try OpenedFile(reading: "/proc/self/status")
        #expect(file.facts.size == 0)
        #expect(try file.bytes(limit: 1 << 20).count > 100)
    }

    @Test("a file that grew since it was looked at is read to its end")
    func grown() throws {
        let path = folder.path + "/a"
        try Files.replace(path, with: [1], mode: 0o600)
        let file = try OpenedFile(reading: path)
        try Descriptor(opening: path, O_WRONLY | O_APPEND).writeAll([UInt8](repeating: 2, count: 50_000), name: path)
        #expect(try file.bytes(limit: 100_000).count == 50_001)
    }

    @Test("a pipe without a writer is not waited for, and a link is refused on demand")
    func kinds() throws {
        let path = folder.path + "/pipe"
        #expect(unsafe mkfifo(path, 0o600) == 0)
        #expect(try OpenedFile(reading: path).facts.kind == .pipe)
        #expect(try OpenedFile(reading: folder.path).facts.kind == .folder)
        let link = folder.path + "/link"
        #expect(unsafe symlink(path, link) == 0)
        #expect(throws: SystemFailure("open", link, errorNumber: ELOOP)) {
            _ = try OpenedFile(reading: link, flags: O_NOFOLLOW)
        }
    }
}
