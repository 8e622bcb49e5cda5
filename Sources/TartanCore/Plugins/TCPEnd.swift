import CNI
import Glibc
import LinuxSystem

/// An address and a TCP port, `127.0.0.1:6784` or `[::1]:6784`.
struct TCPEnd: CustomStringConvertible {
    private let address: IPAddress
    private let port: UInt16

    /// Nil for names, which nobody here resolves.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard let address = IPAddress(host) else { return nil }
        self.address = address
        self.port = port
    }

    var description: String { address.family == .v4 ? "\(address):\(port)" : "[\(address)]:\(port)" }

    /// Nobody listens there. False where that can't be told in time.
    var isRefused: Bool {
        let isV4 = address.family == .v4
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let number = socket(isV4 ? AF_INET : AF_INET6, type, 0)
        guard number >= 0 else { return false }
        let descriptor = Descriptor(owning: number)
        let result = isV4 ? connectV4(descriptor) : connectV6(descriptor)
        if result == 0 { return false }
        if errno == ECONNREFUSED { return true }
        guard errno == EINPROGRESS else { return false }
        var entry = pollfd(fd: descriptor.number, events: Int16(POLLOUT), revents: 0)
        guard unsafe poll(&entry, 1, Int32(Limits.socketProbe)) == 1 else { return false }
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        let asked = unsafe getsockopt(descriptor.number, SOL_SOCKET, SO_ERROR, &code, &size)
        return asked == 0 && code == ECONNREFUSED
    }

    private func connectV4(_ descriptor: borrowing Descriptor) -> Int32 {
        var end = sockaddr_in()
        end.sin_family = sa_family_t(AF_INET)
        end.sin_port = port.bigEndian
        unsafe withUnsafeMutableBytes(of: &end.sin_addr) { unsafe $0.copyBytes(from: address.bytes) }
        let number = descriptor.number
        return unsafe withUnsafePointer(to: &end) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private func connectV6(_ descriptor: borrowing Descriptor) -> Int32 {
        var end = sockaddr_in6()
        end.sin6_family = sa_family_t(AF_INET6)
        end.sin6_port = port.bigEndian
        unsafe withUnsafeMutableBytes(of: &end.sin6_addr) { unsafe $0.copyBytes(from: address.bytes) }
        let number = descriptor.number
        return unsafe withUnsafePointer(to: &end) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(number, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
            }
        }
    }
}
