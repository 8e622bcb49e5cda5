import Glibc
import LinuxSystem
import TestKit
import Testing

@Suite("Deadlines and clocks") struct DeadlineTests {
    @Test("a deadline that lies behind has nothing left", arguments: [0, 1])
    func past(moment: UInt64) {
        #expect(Deadline(moment: moment).isPast)
        #expect(Deadline(moment: moment).remainingMilliseconds == 0)
    }

    @Test("no time and negative time are over at once", arguments: [0, -1, Int.min])
    func none(milliseconds: Int) {
        #expect(Deadline.after(milliseconds: milliseconds).isPast)
    }

    @Test("what is left is rounded up, so that a wait for it doesn't spin")
    func rounded() {
        let now = Clock.monotonicNanoseconds
        let soon = Deadline(moment: now + 60_000_000_500)
        #expect((59_000...60_001).contains(soon.remainingMilliseconds))
        #expect(!soon.isPast)
        let left = Deadline(moment: Clock.monotonicNanoseconds + 2_000_500_000).remainingMilliseconds
        #expect((1001...2001).contains(left))
    }

    @Test(
        "a reserve is taken off, never below zero",
        arguments: [(5_000_000, 2, 3_000_000), (5_000_000, 5, 0), (5_000_000, 6, 0), (5_000_000, -1, 5_000_000)])
    func earlier(moment: UInt64, milliseconds: Int, expected: UInt64) {
        #expect(Deadline(moment: moment).earlier(byMilliseconds: milliseconds).moment == expected)
    }

    @Test("deadlines are ordered by their moment")
    func order() {
        #expect(Deadline(moment: 1) < Deadline(moment: 2))
        #expect(min(Deadline(moment: 9), Deadline(moment: 3)) == Deadline(moment: 3))
    }

    @Test("a sleep takes at least its time, and none for nothing")
    func sleep() {
        let start = Clock.monotonicNanoseconds
        Clock.sleep(milliseconds: 0)
        Clock.sleep(milliseconds: -5)
        Clock.sleep(milliseconds: 20)
        #expect(Clock.monotonicNanoseconds - start >= 20_000_000)
    }

    @Test("the wall clock counts from 1970, the boot clock from the boot, both in microseconds")
    func clocks() throws {
        let text = String(decoding: try Files.read("/proc/uptime", limit: 100), as: UTF8.self)
        let uptime = try #require(Double(text.prefix { $0 != " " }))
        #expect(abs(Double(Clock.bootMicroseconds) / 1_000_000 - uptime) < 5)
        let seconds = time(nil)
        #expect(abs(Int(Clock.wallMicroseconds / 1_000_000) - seconds) < 5)
    }

    @Test("the boot id is the kernel's, without the newline")
    func bootID() throws {
        let text = String(decoding: try Files.read("/proc/sys/kernel/random/boot_id", limit: 100), as: UTF8.self)
        #expect(BootID.current() + "\n" == text)
        #expect(BootID.current().utf8.count == 36)
    }
}

@Suite("File identities") struct FileIdentityTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("two names of one file are the same, two files are not")
    func same() throws {
        let path = folder.path
        try Files.replace(path + "/a", with: [1], mode: 0o600)
        try Files.replace(path + "/b", with: [1], mode: 0o600)
        #expect(unsafe link(path + "/a", path + "/hard") == 0)
        #expect(unsafe symlink("a", path + "/soft") == 0)
        let identity = try #require(FileIdentity(path: path + "/a"))
        #expect(FileIdentity(path: path + "/hard") == identity)
        #expect(FileIdentity(path: path + "/soft") == identity)
        #expect(FileIdentity(path: path + "/b") != identity)
        #expect(FileIdentity(try Descriptor(opening: path + "/a", O_RDONLY)) == identity)
        #expect(try FileFacts(path: path + "/a").identity == identity)
        #expect(try FileFacts(path: path + "/a").links == 2)
        #expect(identity.description == "\(identity.device):\(identity.inode)")
    }

    @Test("nothing has no identity, and no facts")
    func missing() throws {
        let path = folder.path + "/none"
        #expect(FileIdentity(path: path) == nil)
        #expect(throws: SystemFailure("look at", path, errorNumber: ENOENT)) { try FileFacts(path: path) }
        #expect(unsafe symlink("none", folder.path + "/dangling") == 0)
        #expect(FileIdentity(path: folder.path + "/dangling") == nil)
    }
}
