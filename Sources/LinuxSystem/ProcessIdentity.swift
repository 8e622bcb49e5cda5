import CLinux
import Glibc

/// What tells a process from a later one that has got its number: the number and the time of its start.
package struct ProcessIdentity: Sendable, Hashable {
    package let process: Int32
    /// In clock ticks after the boot (proc(5), field 22 of /proc/PID/stat).
    package let startTime: UInt64

    /// A line of some 300 bytes.
    private static let largestStatus = 4 << 10

    /// As it was written down; there need not be such a process.
    package init(process: Int32, startTime: UInt64) {
        self.process = process
        self.startTime = startTime
    }

    /// Nil where no such process runs; one that has exited and only waits to be reaped doesn't run.
    package init?(process: Int32) {
        // The second field is the program's name, which may have spaces and brackets in it; the last bracket ends it.
        guard process > 0, let line = try? Files.read("/proc/\(process)/stat", limit: Self.largestStatus),
            let bracket = line.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = line[bracket...].split(separator: UInt8(ascii: " "), maxSplits: 21)
        // The bracket is the end of field 2.
        guard fields.count > 20, let startTime = UInt64(String(decoding: fields[20], as: UTF8.self)),
            !fields[1].elementsEqual("Z".utf8), !fields[1].elementsEqual("X".utf8)
        else { return nil }
        self.init(process: process, startTime: startTime)
    }

    /// This process. Without /proc its start time is 0, which no other process takes for its own.
    package static var current: ProcessIdentity {
        ProcessIdentity(process: getpid()) ?? ProcessIdentity(process: getpid(), startTime: 0)
    }

    package var isAlive: Bool { ProcessIdentity(process: process) == self }

    /// Kills the process if it is still this one; no other can be hit. Doesn't wait for its end.
    /// - Returns: whether it was still there.
    @discardableResult
    package func kill() -> Bool {
        guard process > 1, process != getpid() else { return false }
        let number = clinux_pidfd_open(process)
        guard number >= 0 else {
            // Kernels before 5.3 have no pidfd: there the number could be given anew between the look and the kill.
            return errno == ENOSYS && isAlive && Glibc.kill(process, SIGKILL) == 0
        }
        // The descriptor stays with its process. If that is the right one now, it is the one that gets the signal.
        let pidfd = Descriptor(owning: number)
        return isAlive && clinux_pidfd_send_signal(pidfd.number, SIGKILL) == 0
    }
}
