import CNI

extension Record {
    /// The lines of those attempts to detach that need not be kept, as indexes into `entries`.
    ///
    /// Of a binary's DELs the first four and the last four stay; room is made for the one that is about to come.
    /// One that succeeded always stays: what is outstanding must not change by leaving out.
    var surplus: Set<Int> {
        let calls = surplusOfCalls
        return calls.union(surplusOfVisits(without: calls))
    }

    private var surplusOfCalls: Set<Int> {
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

    /// What the calls that detached say of themselves: of those whose binaries are all left out, and of those that found
    /// no binary to run, again but for the first and the last four.
    private func surplusOfVisits(without dropped: Set<Int>) -> Set<Int> {
        let kept = Limits.keptAttemptsAtEachEnd
        let begins = entries.indices.filter { if case .detach = entries[$0].step { true } else { false } }
        guard begins.count >= kept * 2 else { return [] }
        var surplus: Set<Int> = []
        var idle: [[Int]] = []
        for (number, begin) in begins.enumerated() {
            let visit = begin..<(number + 1 < begins.count ? begins[number + 1] : entries.count)
            let lines = visit.filter { entries[$0].step.isOfVisit }
            let starts = visit.filter { if case .start = entries[$0].step { true } else { false } }
            if starts.isEmpty { idle.append(lines) } else if dropped.isSuperset(of: starts) { surplus.formUnion(lines) }
        }
        if idle.count >= kept * 2 { surplus.formUnion(idle[kept..<(idle.count - kept + 1)].joined()) }
        return surplus
    }
}

extension JournalStep {
    fileprivate var isOfVisit: Bool {
        switch self {
        case .detach, .kept: true
        default: false
        }
    }
}
