import Foundation

/// An agent on a Unix socket, on a thread of its own: reads one line a connection and answers as the test says.
package final class FakeAgent: @unchecked Sendable {
    package enum Reply: Sendable {
        case line(String)
        /// The connection is closed without a word.
        case close
        /// It stays open, and nothing comes.
        case silence
        /// Half an answer, and then nothing.
        case half(String)

        package static let done = Reply.line("{\"ok\": true}")

        package static func refusal(_ code: String) -> Reply {
            .line("{\"ok\": false, \"code\": \"\(code)\", \"message\": \"the agent says \(code)\"}")
        }
    }

    private let socket: Int32
    private let path: String
    private let lock = NSLock()
    private var received: [String] = []
    private var kept: [Int32] = []
    private var isStopped = false
    private let reply: @Sendable (String) -> Reply

    /// What it was asked, line by line.
    package var lines: [String] { lock.withLock { received } }

    /// - Parameter reply: to one line; it may do what a real agent does before it answers.
    package init(_ path: String, reply: @escaping @Sendable (String) -> Reply) throws {
        self.path = path
        self.reply = reply
        socket = try Self.listen(path)
        let number = socket
        Thread { [weak self] in
            // Closed here alone: nobody's accept ever meets the number of another file.
            defer { close(number) }
            while true {
                let connection = accept(number, nil, nil)
                guard connection >= 0, let self else { return }
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                self.serve(connection)
            }
        }.start()
    }

    private static func listen(_ path: String) throws -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw TestFailure("\(path) is too long for a socket")
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let socket = Foundation.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, Foundation.listen(socket, 16) == 0 else { throw TestFailure("\(path): errno \(errno)") }
        return socket
    }

    /// Stops listening and removes the socket's file.
    package func stop() {
        if end() { _ = unsafe unlink(path) }
    }

    /// Stops listening; the socket's file stays, as after a crash.
    package func leaveSocket() { _ = end() }

    /// Wakes the thread, whose accept fails then.
    private func end() -> Bool {
        lock.withLock {
            if isStopped { return false }
            isStopped = true
            shutdown(socket, Int32(SHUT_RDWR))
            for connection in kept { close(connection) }
            kept = []
            return true
        }
    }

    deinit {
        stop()
    }

    private func serve(_ connection: Int32) {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while unsafe read(connection, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
        let question = String(decoding: line, as: UTF8.self)
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
            unsafe Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }
}
