import CNI

extension Record {
    /// The lines of those attempts to detach that need not be kept, as indexes into `entries`.
    ///
    /// Of a binary's DELs the first four and the last four stay; room is made for the one that is about to come.
    /// One that succeeded always stays: what is outstanding must not change by leaving out.
    var surplus: Set<Int> {
        let kept = Limits.keptAttemptsAtEachEnd
        guard calls.count >= kept * 2 else { return [] }
        var attempts: [JournalBinary: [JournalCall]] = [:]
        for call in calls where call.start.verb != "ADD" { attempts[call.binary, default: []].append(call) }
        var surplus: Set<Int> = []
        for calls in attempts.values where calls.count >= kept * 2 {
            for call in calls[kept..<(calls.count - kept + 1)] where call.end?.succeeded != true {
                surplus.formUnion(call.entries)
            }
        }
        return surplus
    }
}
