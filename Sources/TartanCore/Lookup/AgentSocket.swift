import CLinux
import CNI
import ExactJSON
import Glibc
import LinuxSystem

/// The agent's Unix socket: one connection a question, one JSON line each way, within a deadline.
package struct AgentSocket {
    let path: String

    enum Failure: Error, Equatable {
        /// No socket, or nobody listens: there is no agent.
        case absent
        case noAnswer
        case badAnswer(String)
        case system(SystemFailure)

        var text: String {
            switch self {
            case .absent: "no agent listens there"
            case .noAnswer: "the agent did not answer in time"
            case .badAnswer(let text): "the agent's answer can't be read: \(text)"
            case .system(let failure): failure.description
            }
        }
    }

    /// Asks and waits for the answer's object.
    func ask(_ question: JSONObject, deadline: Deadline) throws(Failure) -> JSONObject {
        let socket = try connect(deadline)
        var line = JSONValue.object(question).bytes
        line.append(UInt8(ascii: "\n"))
        try send(line, socket, deadline)
        let answer = try receive(socket, deadline)
        do throws(JSONError) {
            if let object = try JSONParser.parse(answer, limit: Limits.socketLine).object { return object }
        } catch {
            throw .badAnswer(error.description)
        }
        throw .badAnswer("it is not an object")
    }

    /// Why nobody can be asked there, as a sentence without full stop; nil where somebody listens.
    package static func silence(at path: String) -> String? {
        do throws(Failure) {
            _ = try AgentSocket(path: path).connect(.after(milliseconds: Limits.socketProbe))
            return nil
        } catch {
            return error.text
        }
    }

    /// Nobody listens there. False where that can't be told.
    static func isAbsent(at path: String) -> Bool {
        do throws(Failure) {
            _ = try AgentSocket(path: path).connect(.after(milliseconds: Limits.socketProbe))
            return false
        } catch {
            return error == .absent
        }
    }

    private func connect(_ deadline: Deadline) throws(Failure) -> Descriptor {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        let bytes = Array(path.utf8)
        guard bytes.count < capacity else { throw .absent }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let number = Glibc.socket(AF_UNIX, type, 0)
        guard number >= 0 else { throw .system(SystemFailure("open a socket for", path)) }
        let socket = Descriptor(owning: number)
        while true {
            let result = unsafe withUnsafePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe Glibc.connect(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            if result == 0 { return socket }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                // A Unix socket's queue is full: it can't be waited for with poll.
                if deadline.isPast { throw .noAnswer }
                Clock.sleep(milliseconds: Limits.lockPollFirst)
            case ENOENT, ENOTDIR, ECONNREFUSED, ENOTSOCK: throw .absent
            default: throw .system(SystemFailure("connect to", path))
            }
        }
    }

    private func send(_ bytes: [UInt8], _ socket: borrowing Descriptor, _ deadline: Deadline) throws(Failure) {
        var sent = 0
        while sent < bytes.count {
            let number = socket.number
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(number, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN {
                try wait(socket, POLLOUT, deadline)
            } else if errno != EINTR {
                throw .system(SystemFailure("write to", path))
            }
        }
    }

    private func receive(_ socket: borrowing Descriptor, _ deadline: Deadline) throws(Failure) -> [UInt8] {
        var line: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4 << 10)
        while line.count <= Limits.socketLine {
            let number = socket.number
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(number, $0.baseAddress, $0.count) }
            if count > 0 {
                line += buffer[..<count]
                if let end = line.firstIndex(of: UInt8(ascii: "\n")) { return Array(line[..<end]) }
            } else if count == 0 {
                if line.isEmpty { throw .noAnswer }
                return line
            } else if errno == EAGAIN {
                try wait(socket, POLLIN, deadline)
            } else if errno != EINTR {
                throw .system(SystemFailure("read from", path))
            }
        }
        throw .badAnswer("it is longer than \(Limits.socketLine) bytes")
    }

    private func wait(_ socket: borrowing Descriptor, _ event: Int32, _ deadline: Deadline) throws(Failure) {
        var entry = pollfd(fd: socket.number, events: Int16(event), revents: 0)
        let ready = unsafe poll(&entry, 1, Int32(deadline.remainingMilliseconds))
        if ready == 0 || deadline.isPast { throw .noAnswer }
    }
}
