import CLinux
import CNI
import Glibc
import LinuxSystem
import Testing

@testable import Netlink

/// The socket against a kernel that a test plays: its answers lie ready before the request is sent.
@Suite struct SocketTests {
    private static let request = NetlinkRequest(
        RTM_GETLINK, flags: NLM_F_DUMP, fixedPart: [UInt8](repeating: 0, count: 16))

    @Test("a list that changed while it was read is read again from the start")
    func again() throws {
        var ends = try Ends()
        for (sequence, flags) in [(1, NLM_F_DUMP_INTR), (2, NLM_F_DUMP_INTR), (3, 0)] as [(UInt32, Int32)] {
            try ends.kernel.writeAll(
                message(sequence, type: 40) + message(sequence, flags: flags, type: 40 + Int32(sequence)), name: "list")
            try ends.kernel.writeAll(message(sequence, type: NLMSG_DONE), name: "end")
        }
        #expect(try ends.socket.ask(Self.request, for: .listLinks, type) == [40, 43])
    }

    @Test("a list that changes each time is given up after the limit")
    func keptChanging() throws {
        var ends = try Ends()
        for sequence in 1...UInt32(Limits.netlinkAttempts) {
            try ends.kernel.writeAll(message(sequence, flags: NLM_F_DUMP_INTR, type: NLMSG_DONE), name: "end")
        }
        #expect(throws: NetlinkFailure.keptChanging(.listLinks, attempts: Limits.netlinkAttempts)) {
            try ends.socket.ask(Self.request, for: .listLinks, type)
        }
    }

    @Test("what is left of an answer that was given up is passed over by the next request")
    func stale() throws {
        var ends = try Ends()
        try ends.kernel.writeAll(Array(message(1, type: 40).dropLast(1)), name: "broken")
        #expect(throws: NetlinkFailure.self) { try ends.socket.ask(Self.request, for: .listLinks, type) }
        try ends.kernel.writeAll(message(1, type: 41), name: "rest")
        try ends.kernel.writeAll(message(1, type: NLMSG_DONE), name: "end")
        try ends.kernel.writeAll(message(2, type: 42) + message(2, type: NLMSG_DONE), name: "list")
        #expect(try ends.socket.ask(Self.request, for: .listLinks, type) == [42])
    }

    @Test("a datagram longer than the buffer is refused with its length")
    func truncated() throws {
        var ends = try Ends()
        try ends.kernel.writeAll([UInt8](repeating: 0, count: Limits.netlinkBuffer + 1), name: "list")
        let fault = MalformedMessage.truncatedDatagram(bytes: Limits.netlinkBuffer + 1)
        #expect(throws: NetlinkFailure.malformedAnswer(.listLinks, fault)) {
            try ends.socket.ask(Self.request, for: .listLinks, type)
        }
    }

    @Test("a kernel that doesn't answer is waited for until the time is up")
    func silence() throws {
        var ends = try Ends()
        var wait = timeval(tv_sec: 0, tv_usec: 20_000)
        unsafe setsockopt(
            ends.socket.descriptor.number, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        #expect(throws: NetlinkFailure.noAnswer(.listLinks, milliseconds: Limits.netlinkAnswer)) {
            try ends.socket.ask(Self.request, for: .listLinks, type)
        }
        // the request did go out, whole
        #expect(try ends.kernel.readAll(limit: 1, name: "request") == Self.request.bytes(sequence: 1))
    }

    @Test("nobody but the kernel can send to the socket")
    func stranger() throws {
        let netlink = try NetlinkSocket()
        var address = sockaddr_nl()
        var size = socklen_t(MemoryLayout<sockaddr_nl>.size)
        let stranger = Descriptor(owning: socket(AF_NETLINK, Int32(SOCK_RAW.rawValue), NETLINK_ROUTE))
        let message = Self.request.bytes(sequence: 1)
        let sent = unsafe withUnsafeMutablePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(netlink.descriptor.number, $0, &size)
                return unsafe sendto(stranger.number, message, message.count, 0, $0, size)
            }
        }
        let reason = errno
        #expect(address.nl_pid != 0)
        #expect(sent == -1 && reason == ECONNREFUSED)
    }

    private func type(_ message: NetlinkMessage) throws(MalformedMessage) -> Int? { Int(message.type) }

    private func message(_ sequence: UInt32, flags: Int32 = 0, type: Int32) -> [UInt8] {
        UInt32(NetlinkMessage.headerSize).netlinkBytes + UInt16(type).netlinkBytes + UInt16(flags).netlinkBytes
            + sequence.netlinkBytes + [0, 0, 0, 0]
    }

    private struct Ends: ~Copyable {
        var socket: NetlinkSocket
        let kernel: Descriptor

        init() throws {
            var numbers: [Int32] = [-1, -1]
            let kind = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
            try #require(unsafe socketpair(AF_UNIX, kind, 0, &numbers) == 0)
            socket = NetlinkSocket(owning: Descriptor(owning: numbers[0]))
            kernel = Descriptor(owning: numbers[1])
        }
    }
}
