import CNI
import Glibc

/// As much of HTTP/1.0 as the daemons' plugins speak: one request a connection, bodies by length.
enum SmallHTTP {
    enum Place {
        case tcp(String)
        case unix(String)
    }

    struct Response {
        let status: Int
        let body: String
    }

    struct Request {
        let method: String
        let path: String
    }

    /// - Throws: the reason, as Go's library words it.
    static func ask(_ method: String, _ path: String, _ place: Place) throws(Refusal) -> Response {
        let socket = try connect(place)
        defer { close(socket) }
        Output.write(Array("\(method) \(path) HTTP/1.0\r\nHost: localhost\r\n\r\n".utf8), to: socket)
        let text = String(decoding: Input.read(socket), as: UTF8.self)
        guard let status = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Refusal(100, "EOF")
        }
        // A carriage return with its line feed is one character.
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        let body = lines.drop { !$0.isEmpty }.dropFirst().joined(separator: "\n")
        return Response(status: status, body: body)
    }

    private static func connect(_ place: Place) throws(Refusal) -> Int32 {
        let number: Int32
        let result: Int32
        let name: String
        switch place {
        case .tcp(let end):
            name = "tcp \(end)"
            number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            result = unsafe withAddress(end) { (end, size) in unsafe Glibc.connect(number, end, size) }
        case .unix(let path):
            name = "unix \(path)"
            number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            result = unsafe withPath(path) { (end, size) in unsafe Glibc.connect(number, end, size) }
        }
        if result == 0 { return number }
        let reason = errno == ENOENT ? "no such file or directory" : "connection refused"
        close(number)
        throw Refusal(100, "dial \(name): connect: \(reason)")
    }

    /// Listens for ever. A nil response leaves the connection open without an answer.
    static func serve(_ place: Place, _ answer: (Request) -> Response?) {
        let number: Int32
        let result: Int32
        switch place {
        case .tcp(let end):
            number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            var on: Int32 = 1
            unsafe setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &on, 4)
            result = unsafe withAddress(end) { (end, size) in unsafe bind(number, end, size) }
        case .unix(let path):
            number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            _ = unsafe unlink(path)
            result = unsafe withPath(path) { (end, size) in unsafe bind(number, end, size) }
        }
        guard result == 0, listen(number, 128) == 0 else {
            Output.error("can't listen: \(unsafe String(cString: strerror(errno)))")
            exit(1)
        }
        signal(SIGPIPE, SIG_IGN)
        // From now on nobody is refused.
        StateFile.write("", to: StateFile.path("listening"))
        while true {
            let connection = accept(number, nil, nil)
            guard connection >= 0 else { continue }
            guard let response = answer(request(connection)) else { continue }
            let text = "HTTP/1.0 \(response.status) Status\r\nContent-Length: \(response.body.utf8.count)\r\n\r\n"
            Output.write(Array((text + response.body).utf8), to: connection)
            close(connection)
        }
    }

    private static func request(_ connection: Int32) -> Request {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(connection, $0.baseAddress, $0.count) }
        let words = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self).split(separator: " ").map(String.init)
        return Request(method: words.first ?? "", path: words.dropFirst().first ?? "")
    }

    private static func withAddress(
        _ end: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        let parts = end.split(separator: ":")
        address.sin_port = UInt16(parts.last ?? "0").map(\.bigEndian) ?? 0
        let bytes = parts.first.flatMap { IPAddress($0) }?.bytes ?? [127, 0, 0, 1]
        unsafe withUnsafeMutableBytes(of: &address.sin_addr) { unsafe $0.copyBytes(from: bytes) }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private static func withPath(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: Array(path.utf8.prefix(107))) }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
