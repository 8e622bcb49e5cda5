import LinuxSystem
package import TartanStore
import TestKit

/// Journals as another time or another boot would have left them.
extension Node {
    /// Writes a pod's journal anew, each step changed.
    ///
    /// - Parameters:
    ///   - lines: how many stay, from the first.
    ///   - age: seconds by which all of it is older than it was.
    package func rewriteJournal(
        _ pod: TestPod, lines: Int = .max, age: UInt64 = 0, _ change: (inout JournalOpening) -> Void = { _ in }
    ) throws {
        let folder = store.sandbox(pod.containerID)
        guard let record = try folder.readJournal(pod.interface) else { throw TestFailure("there is no record") }
        TestFile.remove(folder.journalPath(pod.interface))
        var writer = try folder.openJournal(pod.interface, create: true)
        for entry in record.entries.prefix(lines) {
            var step = entry.step
            if case .open(var opening) = step {
                change(&opening)
                step = .open(opening)
            }
            try writer.append(step, at: entry.time - age * 1_000_000)
        }
    }

    /// As if the machine had been started anew after that call.
    ///
    /// - Parameter lines: those that the machine didn't lose.
    package func pretendReboot(_ pod: TestPod, lines: Int = .max) throws {
        try rewriteJournal(pod, lines: lines) { $0.bootID = "0f3d2a7e-93d5-4a8e-8d7f-1f0a7c0e5b42" }
    }

    /// A small file system below /run of the host, seen from outside.
    package func smallDisk() throws -> (path: String, outside: Store) {
        let path = "/run/small"
        try host.shell("mkdir \(path); mount -t tmpfs -o size=256k,mode=0700 none \(path)")
        let outside = "/proc/\(host.processID)/root" + path
        return (path, try Store.open(outside, create: true))
    }
}
