import CNI
import Glibc
import LinuxSystem

/// Who holds a sandbox's lock, as its file says it: `pid starttime bootid command`.
package struct SandboxHolder: Sendable, Equatable, CustomStringConvertible {
    package let process: Int32
    /// Clock ticks after the boot: with it a process id that was given anew is noticed.
    package let startTime: UInt64
    package let bootID: String
    /// `ADD`, `DEL`, …
    package let command: String

    package init(process: Int32, startTime: UInt64, bootID: String, command: String) {
        self.process = process
        self.startTime = startTime
        self.bootID = bootID
        self.command = command
    }

    /// This process.
    package static func current(_ command: String) -> SandboxHolder {
        let process = getpid()
        return SandboxHolder(
            process: process, startTime: Self.startTime(of: process) ?? 0, bootID: BootID.current(), command: command)
    }

    /// The first line of a lock's file; nil for anything that is no such line.
    package init?(_ bytes: some Collection<UInt8>) {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let line = String(decoding: bytes[..<end], as: UTF8.self)
        let fields = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        guard fields.count == 4, let process = Int32(fields[0]), process > 0, let startTime = UInt64(fields[1]),
            !fields[2].isEmpty, !fields[3].isEmpty
        else { return nil }
        self.init(process: process, startTime: startTime, bootID: String(fields[2]), command: String(fields[3]))
    }

    var line: [UInt8] { Array("\(process) \(startTime) \(bootID) \(command)\n".utf8) }

    /// It still is the process that wrote the line.
    package var isRunning: Bool {
        bootID == BootID.current() && startTime > 0 && Self.startTime(of: process) == startTime
    }

    package var description: String { "\(command.escapingControlCharacters) (process \(process))" }

    /// Field 22 of /proc/<process>/stat. The second field is a name that may hold anything, so counting begins after it.
    static func startTime(of process: Int32) -> UInt64? {
        guard let bytes = try? Files.read("/proc/\(process)/stat", limit: 4096),
            let name = bytes.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = bytes[(name + 1)...].split(separator: UInt8(ascii: " "))
        // A zombie holds nothing any more; its state is the third field.
        guard fields.count > 19, fields[0].first != UInt8(ascii: "Z") else { return nil }
        return UInt64(String(decoding: fields[19], as: UTF8.self))
    }
}
