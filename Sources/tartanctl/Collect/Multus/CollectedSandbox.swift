import CNI
import ExactJSON
import TartanCore
import TartanStore

/// What became of one sandbox that Multus attached, or in a dry run would become of it.
struct CollectedSandbox {
    let trace: MultusTrace
    let verdict: MultusVerdict
    let outcome: CollectedRecord.Outcome
    /// What the core had to say beside it.
    private(set) var remarks: [String] = []

    init(_ trace: MultusTrace, _ verdict: MultusVerdict, _ outcome: CollectedRecord.Outcome, remarks: [String] = []) {
        self.trace = trace
        self.verdict = verdict
        self.outcome = outcome
        let known = error.map { "\($0.message) \($0.details ?? "")" } ?? ""
        self.remarks = remarks.filter { !known.contains($0) }
    }

    var shortSandbox: String { String(trace.containerID.prefix(12)) }

    var subject: String { trace.pod.isEmpty ? "sandbox \(shortSandbox)" : trace.pod }

    var error: CNIError? { if case .failed(let error) = outcome { error } else { nil } }

    var row: [String] {
        [
            shortSandbox, trace.interface, trace.pod, trace.networks.joined(separator: ", "), verdict.words,
            outcome.words,
        ]
    }

    var json: JSONValue {
        var object: JSONObject = [
            "sandbox": .string(trace.containerID), "interface": .string(trace.interface),
            "networks": .array(trace.networks.map { .string($0) }), "why": .string(verdict.rawValue),
            "outcome": .string(outcome.word),
        ]
        if !trace.pod.isEmpty { object["pod"] = .string(trace.pod) }
        if case .underWay(let holder) = outcome { object["holder"] = .string(holder.description) }
        if let error { object["error"] = .object(CollectedRecord.json(error)) }
        if !trace.problems.isEmpty { object["problems"] = .array(trace.problems.map { .string($0) }) }
        if !remarks.isEmpty { object["remarks"] = .array(remarks.map { .string($0) }) }
        return .object(object)
    }
}
