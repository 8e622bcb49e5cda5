import Glibc
import NIOPosix
import Synchronization

/// The client's end of a Unix socket.
public enum UnixSocket {
    struct Failure: Error { let number: Int32 }

    /// Sends all, then reads to the end; on a thread of its own, for it blocks.
    public static func exchange(_ text: String, at path: String) async throws -> [UInt8] {
        try await threads.runIfActive { try exchanged(text, at: path) }
    }

    /// As many as plugins that ask at once.
    private static let threads: NIOThreadPool = {
        let threads = NIOThreadPool(numberOfThreads: 64)
        threads.start()
        return threads
    }()

    private static func exchanged(_ text: String, at path: String) throws -> [UInt8] {
        let descriptor = try connected(path, Glibc.connect)
        defer { close(descriptor) }
        var time = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            // An agent that has read enough answers and closes.
            if count <= 0 { break }
            sent += count
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count <= 0 { return answer }
            answer += buffer[..<count]
        }
    }

    /// A socket's file at which nobody listens, as a killed agent leaves it.
    public static func leaveDead(at path: String) -> Bool {
        guard let descriptor = try? connected(path, Glibc.bind) else { return false }
        return close(descriptor) == 0
    }

    private static func connected(
        _ path: String, _ call: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
    ) throws -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard descriptor >= 0, result == 0 else { throw Failure(number: errno) }
        return descriptor
    }
}

/// True the first time.
public final class Once: Sendable {
    private let used = Mutex(false)

    public init() {}

    public func take() -> Bool {
        used.withLock { used in
            defer { used = true }
            return !used
        }
    }
}
