import CLinux
import CNI
import Glibc
import LinuxSystem

/// A route socket to the kernel of the namespace that it was opened in: one request at a time.
struct NetlinkSocket: ~Copyable {
    let descriptor: Descriptor
    private var sequence: UInt32 = 0

    init() throws(NetlinkFailure) {
        descriptor = try Self.opened()
    }

    /// Takes over a socket whose other end plays the kernel.
    init(owning socket: consuming Descriptor) {
        descriptor = socket
    }

    private static func opened() throws(NetlinkFailure) -> Descriptor {
        let number = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), NETLINK_ROUTE)
        guard number >= 0 else { throw .refused(.openSocket, KernelReason()) }
        let descriptor = Descriptor(owning: number)
        // connected to the kernel, so that nobody else in the sandbox can send answers
        var address = sockaddr_nl()
        address.nl_family = sa_family_t(AF_NETLINK)
        let connected = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(number, $0, socklen_t(MemoryLayout<sockaddr_nl>.size))
            }
        }
        guard connected == 0 else { throw .refused(.openSocket, KernelReason()) }
        let wait = timeval(tv_sec: Limits.netlinkAnswer / 1000, tv_usec: 0)
        guard set(descriptor, SOL_SOCKET, SO_RCVTIMEO, wait) else { throw .refused(.openSocket, KernelReason()) }
        // Kernels before 4.12 know neither; then there is a number without a sentence.
        _ = set(descriptor, SOL_NETLINK, NETLINK_EXT_ACK, Int32(1))
        _ = set(descriptor, SOL_NETLINK, NETLINK_CAP_ACK, Int32(1))
        return descriptor
    }

    private static func set<Value: BitwiseCopyable>(
        _ descriptor: borrowing Descriptor, _ level: Int32, _ option: Int32, _ value: Value
    ) -> Bool {
        unsafe withUnsafePointer(to: value) {
            unsafe setsockopt(descriptor.number, level, option, $0, socklen_t(MemoryLayout<Value>.size)) == 0
        }
    }

    /// Asks and returns what the kernel answers with; again from the start if a list changed while it was read.
    /// - Parameter read: nil for a message that is passed over.
    mutating func ask<Item>(
        _ request: NetlinkRequest, for action: NetlinkAction,
        _ read: (NetlinkMessage) throws(MalformedMessage) -> Item?
    ) throws(NetlinkFailure) -> [Item] {
        for _ in 0..<Limits.netlinkAttempts {
            try send(request, action)
            if let items = try receive(action, read) { return items }
        }
        throw .keptChanging(action, attempts: Limits.netlinkAttempts)
    }

    /// Asks for a change and waits until it is made.
    mutating func order(_ request: NetlinkRequest, for action: NetlinkAction) throws(NetlinkFailure) {
        _ = try ask(request, for: action) { (_) throws(MalformedMessage) -> Never? in nil }
    }

    private mutating func send(_ request: NetlinkRequest, _ action: NetlinkAction) throws(NetlinkFailure) {
        sequence &+= 1
        let bytes = request.bytes(sequence: sequence)
        var sent: Int
        repeat {
            sent = unsafe bytes.withUnsafeBytes { unsafe Glibc.send(descriptor.number, $0.baseAddress, $0.count, 0) }
        } while sent < 0 && errno == EINTR
        guard sent == bytes.count else { throw .refused(action, KernelReason()) }
    }

    /// - Returns: nil if the list changed meanwhile and may lack something.
    private func receive<Item>(
        _ action: NetlinkAction, _ read: (NetlinkMessage) throws(MalformedMessage) -> Item?
    ) throws(NetlinkFailure) -> [Item]? {
        let deadline = Deadline.after(milliseconds: Limits.netlinkAnswer)
        var answer = NetlinkAnswer<Item>(sequence: sequence, action: action)
        while !answer.isComplete {
            guard !deadline.isPast else { throw .noAnswer(action, milliseconds: Limits.netlinkAnswer) }
            let (datagram, count) = datagram()
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN { throw .noAnswer(action, milliseconds: Limits.netlinkAnswer) }
                throw .refused(action, KernelReason())
            }
            guard count == datagram.count else {
                throw .malformedAnswer(action, .truncatedDatagram(bytes: count))
            }
            try answer.add(datagram[...], read)
        }
        return answer.isInterrupted ? nil : answer.items
    }

    /// The next one with its whole length, which is more where it didn't fit; negative where there is none, and errno says why.
    private func datagram() -> (bytes: [UInt8], count: Int) {
        var whole = 0
        // Not filled with zeroes before: most answers are short, and every page that is touched costs more than they do.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Limits.netlinkBuffer) { buffer, count in
            whole = unsafe recv(descriptor.number, buffer.baseAddress, buffer.count, Int32(MSG_TRUNC))
            count = min(max(0, whole), buffer.count)
        }
        return (bytes, whole)
    }
}
