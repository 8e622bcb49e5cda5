import ExactJSON
import Foundation
import Glibc
import TartanTestSupport

/// An agent on a Unix socket: reads one line a connection and answers as the test says.
final class FakeAgent: @unchecked Sendable {
    enum Reply: Sendable {
        case line(String)
        /// The connection is closed without a word.
        case close
        /// It stays open, and nothing comes.
        case silence
        /// Half an answer, and then nothing.
        case half(String)

        static let done = Reply.line("{\"ok\": true}")

        static func refusal(_ code: String) -> Reply {
            .line("{\"ok\": false, \"code\": \"\(code)\", \"message\": \"the agent says \(code)\"}")
        }
    }

    private let socket: Int32
    private let path: String
    private let lock = NSLock()
    private var received: [JSONValue] = []
    private var kept: [Int32] = []
    private var leavesSocket = false
    private let reply: @Sendable (JSONValue) -> Reply

    /// What it was asked, in order.
    var questions: [JSONValue] { lock.withLock { received } }

    init(_ path: String, reply: @escaping @Sendable (JSONValue) -> Reply) throws {
        self.path = path
        self.reply = reply
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, listen(socket, 16) == 0 else { throw TestFailure("\(path): errno \(errno)") }
        let number = socket
        Thread { [weak self] in
            while true {
                let connection = accept(number, nil, nil)
                guard connection >= 0, let self else { return }
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                self.serve(connection)
            }
        }.start()
    }

    /// Stops listening; the socket's file stays, as after a crash.
    func leaveSocket() {
        shutdown(socket, Int32(SHUT_RDWR))
        leavesSocket = true
    }

    /// Wakes the thread, whose accept fails then.
    func stop() {
        shutdown(socket, Int32(SHUT_RDWR))
        lock.withLock {
            for connection in kept { close(connection) }
            kept = []
        }
        if !leavesSocket { _ = unsafe unlink(path) }
    }

    deinit {
        stop()
        close(socket)
    }

    private func serve(_ connection: Int32) {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while unsafe read(connection, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
        let question = (try? JSONParser.parse(line, limit: 64 << 10)) ?? .null
        lock.withLock { received.append(question) }
        switch reply(question) {
        case .line(let text): send(text + "\n", connection)
        case .half(let text):
            send(text, connection)
            lock.withLock { kept.append(connection) }
            return
        case .silence:
            lock.withLock { kept.append(connection) }
            return
        case .close: break
        }
        // Also where a child of another test has just inherited it.
        shutdown(connection, Int32(SHUT_RDWR))
        close(connection)
    }

    private func send(_ text: String, _ connection: Int32) {
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }
}

extension Node {
    func agent(_ reply: @escaping @Sendable (JSONValue) -> FakeAgent.Reply) throws -> FakeAgent {
        try FakeAgent(folder + "/agent.sock", reply: reply)
    }
}
