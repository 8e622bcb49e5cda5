import Glibc
import TestKit

/// A private host of one test: network, mount and process namespaces of its own and a temporary folder, in which Tartan runs as a
/// container runtime would run it.
///
/// All of it ends with this object, or with the test process however that ends: process 1 inside reads a socket whose other end
/// is the test process', and the kernel ends everything with process 1.
package final class TestHost: Sendable {
    /// Temporary; the same path inside and outside.
    package let folder: String
    /// Process 1 of the host, as it is seen from outside.
    package let processID: Int32
    private let keeper: Int32
    private let socket: Int32

    package init() throws {
        folder = try TemporaryFolder.make()
        for name in ["bin", "conf", "leases"] { try TestFile.makeFolder("\(folder)/\(name)") }
        var ends: [Int32] = [0, 0]
        guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw TestFailure("socketpair: errno \(errno)")
        }
        socket = ends[0]
        keeper = try Spawn.start(["sh", "-c", Self.keeperScript, folder], environment: nil, streams: .both(ends[1]))
        close(ends[1])
        processID = try Self.readProcessID(socket)
    }

    deinit {
        close(socket)
        // The keeper removes the folder, and has ended when that is done.
        var status: Int32 = 0
        while unsafe waitpid(keeper, &status, 0) < 0 && errno == EINTR {}
    }

    /// SIGCHLD is ignored so that orphans leave no zombies behind.
    private static let keeperScript = """
        unshare --net --mount --pid --fork --kill-child sh -ec '
          read pid rest </proc/self/stat
          mount -t proc proc /proc
          mount -t tmpfs tmpfs /run
          mount -t sysfs sysfs /sys
          mkdir /run/netns
          mount -t tmpfs tmpfs /var/lib
          ip link set lo up
          echo "$pid"
          trap "" CHLD
          exec cat >/dev/null
        '
        rm -rf "$0"
        """

    private static func readProcessID(_ socket: Int32) throws -> Int32 {
        var text = ""
        var byte: UInt8 = 0
        while unsafe read(socket, &byte, 1) == 1, byte != UInt8(ascii: "\n") {
            text.unicodeScalars.append(Unicode.Scalar(byte))
        }
        guard let processID = Int32(text) else { throw TestFailure("no private host: root is needed. \(text)") }
        return processID
    }
}

// Running commands inside
extension TestHost {
    /// Starts a command inside; the test goes on.
    package func start(_ command: TestCommand) throws -> RunningCommand {
        var inside = command
        let enter = ["nsenter", "-t", "\(processID)", "-n", "-m", "-p", "--"]
        // The environment is the command's alone, nsenter's is the same.
        inside.arguments = enter + command.arguments
        return try RunningCommand(inside, folder: folder)
    }

    package func run(_ command: TestCommand) throws -> CommandOutcome { try start(command).wait() }

    /// Runs shell commands; the first that fails fails the test.
    @discardableResult
    package func shell(_ script: String) throws -> String {
        let outcome = try run(TestCommand(["sh", "-ec", script]))
        guard outcome.succeeded else { throw TestFailure("\(script): \(outcome)") }
        return outcome.text
    }

    /// The process that was started inside by `start`: nsenter's only child.
    package func inner(_ running: RunningCommand) throws -> Int32 {
        var found: Int32?
        try Waiting.until("the process inside") {
            found = running.children.first
            return found != nil
        }
        return found ?? 0
    }
}
