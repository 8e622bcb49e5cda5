import CNI
import ExactJSON
import TartanCore
import TartanStore

/// What became of one record, or in a dry run would become of it.
struct CollectedRecord {
    enum Outcome: Equatable {
        case detached
        case wouldDetach
        case inUse
        /// An ADD or CHECK is at work there.
        case underWay(SandboxHolder)
        /// Somebody else detached it or attached it anew meanwhile.
        case spared
        case failed(CNIError)
    }

    let key: RecordKey
    /// Nil where it can't be read.
    let listed: ListedRecord?
    let verdict: RecordVerdict?
    let outcome: Outcome
    /// What the core had to say beside it.
    private(set) var remarks: [String] = []

    /// `shop/web`, else the sandbox.
    var subject: String {
        guard let listed, !listed.pod.isEmpty else { return "sandbox " + String(key.sandbox.prefix(12)) }
        return listed.pod
    }

    var error: CNIError? { if case .failed(let error) = outcome { error } else { nil } }

    /// - Parameter lines: of the core's log; those that only repeat the error are left out.
    mutating func add(_ lines: [String]) {
        let start = "tartan: gc: "
        let known = error.map { "\($0.message) \($0.details ?? "")" } ?? ""
        remarks += lines.map { $0.hasPrefix(start) ? String($0.dropFirst(start.count)) : $0 }.filter {
            !known.contains($0)
        }
    }

    var row: [String] {
        let networks = listed?.record.attachments.map(\.network).joined(separator: ", ") ?? ""
        return [
            String(key.sandbox.prefix(12)), key.interface, listed?.pod ?? "", networks,
            verdict?.words ?? "it can't be read", outcome.words,
        ]
    }

    var json: JSONValue {
        var object = listed?.json.object ?? JSONObject()
        object["sandbox"] = object["sandbox"] ?? .string(key.sandbox)
        object["interface"] = .string(key.interface)
        object["why"] = verdict.map { .string($0.rawValue) }
        object["outcome"] = .string(outcome.word)
        if case .underWay(let holder) = outcome { object["holder"] = .string(holder.description) }
        if let error { object["error"] = .object(Self.json(error)) }
        if !remarks.isEmpty { object["remarks"] = .array(remarks.map { .string($0) }) }
        return .object(object)
    }

    static func json(_ error: CNIError) -> JSONObject {
        var object: JSONObject = ["code": .integer(error.code.rawValue), "msg": .string(error.message)]
        object["details"] = error.details.map { .string($0) }
        return object
    }
}

extension CollectedRecord.Outcome {
    /// As a person is told.
    var words: String {
        switch self {
        case .detached: "detached"
        case .wouldDetach: "would be detached"
        case .inUse: "left alone"
        case .underWay(let holder): "left alone: \(holder) is at work"
        case .spared: "left alone: it changed meanwhile"
        case .failed: "failed"
        }
    }

    /// For programs.
    var word: String {
        switch self {
        case .detached: "detached"
        case .wouldDetach: "wouldDetach"
        case .inUse: "inUse"
        case .underWay: "underWay"
        case .spared: "spared"
        case .failed: "failed"
        }
    }
}
