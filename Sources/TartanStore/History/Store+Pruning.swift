import CNI
import Glibc
import LinuxSystem

extension Store {
    /// Prunes in about one call of 32; DEL calls it, ADD never.
    package func pruneHistoryNowAndThen() throws(StoreError) {
        if Int.random(in: 0..<Limits.historyPruneOneIn) == 0 { try pruneHistory() }
    }

    /// Keeps the newest finished journals: at most 512, 64 MiB together, none that ended more than 24 hours ago.
    ///
    /// - Parameter now: microseconds of the wall clock.
    package func pruneHistory(now: UInt64 = Clock.wallMicroseconds) throws(StoreError) {
        let folder = path(.history)
        var finished: [(path: String, facts: FileFacts)] = []
        for name in try names(in: folder) {
            let path = folder + "/" + name
            // Another DEL may prune at the same time.
            if let facts = try? FileFacts(path: path), facts.kind == .file { finished.append((path, facts)) }
        }
        finished.sort { $0.facts.modified > $1.facts.modified }
        let oldest = UInt64(Limits.historyAge) * 1000
        var bytes = 0
        for (index, (path, facts)) in finished.enumerated() {
            bytes += facts.size
            let age = now > facts.modified ? now - facts.modified : 0
            if index < Limits.historyFiles, bytes <= Limits.historyBytes, age <= oldest { continue }
            _ = try Self.unlinkIfThere(path)
        }
    }
}
