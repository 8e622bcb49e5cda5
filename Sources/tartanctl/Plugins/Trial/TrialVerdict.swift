import CNI
import ExactJSON
import TartanCore

/// What two runs have in common: whether the candidate can take the present binary's place.
struct TrialVerdict {
    enum Kind: String {
        case same
        /// It answers more than the present one, and else the same.
        case compatible
        case differs
        case fails
    }

    let kind: Kind
    /// What is different or wrong, a sentence without full stop each.
    let reasons: [String]
    /// Of ADD's results.
    let differences: [JSONDifference]

    /// - Parameters:
    ///   - versions: that the candidate speaks; none where it didn't say.
    ///   - known: names that no plugin has made up.
    init(present: TrialRun, candidate: TrialRun, versions: [String], network: TrialNetwork, known: Set<String>) {
        var failures: [String] = []
        let version = network.configuration.version.description
        if !versions.isEmpty, !versions.contains(version) {
            let spoken = versions.joined(separator: ", ")
            failures.append("it doesn't speak CNI \(version) of \(network.title), but \(spoken)")
        }
        for step in candidate.steps {
            guard let problem = step.problem, present.step(step.command)?.isDone ?? true else { continue }
            failures.append("\(step.command.rawValue) fails: \(problem)")
        }
        let more = Self.more(candidate.left, than: present.left)
        if failures.isEmpty { failures += more.map { "DEL leaves \($0.words)" } }
        let old = present.answer.map { TrialAnswer.comparable($0, known: known) } ?? .null
        let new = candidate.answer.map { TrialAnswer.comparable($0, known: known) } ?? .null
        differences = candidate.answer == nil ? [] : JSONDifference.all(old, new)
        let changed = differences.filter { !Self.isAddition($0) }
        let spared = Self.more(present.left, than: candidate.left)
        if !failures.isEmpty {
            (kind, reasons) = (.fails, failures)
        } else if !changed.isEmpty {
            (kind, reasons) = (.differs, ["its result of ADD is another one"])
        } else {
            kind = differences.isEmpty ? .same : .compatible
            reasons = spared.map { "DEL no longer leaves \($0.words)" }
        }
    }

    /// A key of an interface or address that the present binary's result doesn't have: newer versions say more of them.
    /// A further address, or a whole list of routes, changes what the pod gets.
    private static func isAddition(_ difference: JSONDifference) -> Bool {
        difference.old == nil && difference.path.last.flatMap { Int($0) } == nil && difference.path.count > 1
    }

    private static func more(_ these: [TrialLeftover], than those: [TrialLeftover]) -> [TrialLeftover] {
        var rest = those
        return these.filter { one in
            guard let index = rest.firstIndex(of: one) else { return true }
            rest.remove(at: index)
            return false
        }
    }
}
