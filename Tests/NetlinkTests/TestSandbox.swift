import Foundation
import Glibc
import Testing

/// A network namespace of a test's own: that of a helper process, which ends with this object or with the test process.
final class TestSandbox: Sendable {
    struct CommandFailure: Error {
        let command: String
        let output: String
    }

    let pid: pid_t
    var path: String { "/proc/\(pid)/ns/net" }

    /// - Parameter setup: shell commands to run inside.
    init(_ setup: String = "") throws {
        // tail looks for the test process each second and ends without it
        let started = try Self.shell(
            "unshare -n tail --pid=\(getpid()) -f /dev/null >/dev/null 2>&1 </dev/null & echo $!")
        guard let pid = pid_t(started.filter(\.isNumber)) else {
            throw CommandFailure(command: "unshare", output: started)
        }
        self.pid = pid
        let home = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/net")
        var isApart = false
        for _ in 0..<2000 where !isApart {
            isApart = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)).map { $0 != home } ?? false
            usleep(isApart ? 0 : 5000)
        }
        guard isApart else { throw CommandFailure(command: "unshare", output: "the helper stays where it is") }
        if !setup.isEmpty { try run(setup) }
    }

    deinit {
        kill(pid, SIGKILL)
    }

    /// Ends the helper and waits until it is gone.
    func end() {
        kill(pid, SIGKILL)
        while kill(pid, 0) == 0 { usleep(1000) }
    }

    /// Runs shell commands without single quotes in the namespace; the first that fails fails the test.
    @discardableResult
    func run(_ commands: String) throws -> String {
        try Self.shell("nsenter --net=\(path) sh -ec '\(commands)' 2>&1")
    }

    func json<Value: Decodable>(_ command: String, as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(try run(command).utf8))
    }

    @discardableResult
    static func shell(_ command: String) throws -> String {
        guard let stream = unsafe popen(command, "re") else { throw CommandFailure(command: command, output: "") }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe fread(&buffer, 1, buffer.count, stream)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        let output = String(decoding: bytes, as: UTF8.self)
        guard unsafe pclose(stream) == 0 else { throw CommandFailure(command: command, output: output) }
        return output
    }
}

/// Two ends of a veth in one namespace, with an IPv4 and an IPv6 subnet.
let pairSetup = """
    ip link set lo up
    ip link add eth0 type veth peer name far0
    ip link set eth0 up
    ip link set far0 up
    ip addr add 10.88.0.2/24 dev eth0
    ip addr add 2001:db8:88::2/64 dev eth0 nodad

    """

/// Another pair beside it.
let secondPairSetup = """
    ip link add net1 type veth peer name far1
    ip link set net1 up
    ip link set far1 up
    ip addr add 10.89.0.2/24 dev net1
    ip addr add 2001:db8:89::2/64 dev net1 nodad

    """
