import CNI
package import LinuxSystem

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
        let process = ProcessIdentity.current
        return SandboxHolder(
            process: process.process, startTime: process.startTime, bootID: BootID.current(), command: command)
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

    /// To recognise it, and to end it.
    package var identity: ProcessIdentity { ProcessIdentity(process: process, startTime: startTime) }

    /// It still is the process that wrote the line.
    package var isRunning: Bool {
        bootID == BootID.current() && startTime > 0 && identity.isAlive
    }

    package var description: String { "\(command.escapingControlCharacters) (process \(process))" }
}
