import Glibc
import LinuxSystem

/// Processes that a trial's binaries have left running.
enum TrialProcesses {
    /// Ends them.
    static func end() -> [TrialLeftover] {
        guard let own = FileIdentity(path: "/proc/self/ns/mnt") else { return [] }
        var found: [TrialLeftover] = []
        for name in (try? Files.names(in: "/proc")) ?? [] {
            // Nobody else is in these mounts.
            guard let process = Int32(name), process != getpid(), FileIdentity(path: "/proc/\(name)/ns/mnt") == own
            else { continue }
            let command = (try? Files.read("/proc/\(name)/comm", limit: 64)) ?? []
            if kill(process, SIGKILL) == 0 {
                let text = String(decoding: command.prefix { $0 >= 0x20 }, as: UTF8.self)
                found.append(TrialLeftover(kind: .process, name: text))
            }
        }
        return found.sorted()
    }
}
