import ExactJSON
import TartanCore
import TartanStore

/// What became of one record.
struct CollectedRecord {
    enum Fate {
        case kept
        case detached
        /// A dry run.
        case due
        case skipped(String)
        case failed(Failure)
        /// Closed without running anything; what that leaves.
        case forgotten(left: [String])
    }

    let sandbox: String
    let interface: String
    let pod: String
    let networks: [String]
    let reason: String?
    let fate: Fate

    /// `shop/web (44e651a67558/eth0)`.
    var name: String {
        let place = "\(sandbox.prefix(12))/\(interface)"
        return pod.isEmpty ? place : "\(pod) (\(place))"
    }

    var line: String? {
        let because = reason.map { ": \($0)" } ?? ""
        let attached = networks.isEmpty ? "" : " [\(networks.joined(separator: ", "))]"
        switch fate {
        case .kept: return nil
        case .detached: return "detached  \(name)\(because)\(attached)"
        case .due: return "due       \(name)\(because)\(attached)"
        case .skipped(let holder): return "busy      \(name): \(holder) is at work on it"
        case .failed(let failure): return "FAILED    \(name)\(because): \(failure.message)"
        case .forgotten(let left):
            return
                "forgotten \(name), which leaves: \(left.isEmpty ? "nothing that is known" : left.joined(separator: "; "))"
        }
    }

    var json: JSONValue {
        var object: JSONObject = ["sandbox": .string(sandbox), "interface": .string(interface)]
        if !pod.isEmpty { object["pod"] = .string(pod) }
        if !networks.isEmpty { object["networks"] = .array(networks.map { .string($0) }) }
        object["reason"] = reason.map { .string($0) }
        switch fate {
        case .kept: object["fate"] = "kept"
        case .detached: object["fate"] = "detached"
        case .due: object["fate"] = "due"
        case .skipped(let holder):
            object["fate"] = "busy"
            object["holder"] = .string(holder)
        case .failed(let failure):
            object["fate"] = "failed"
            object["error"] = FailureReport.document(failure)["error"]
        case .forgotten(let left):
            object["fate"] = "forgotten"
            object["left"] = .array(left.map { .string($0) })
        }
        return .object(object)
    }

    var isFailure: Bool { if case .failed = fate { true } else { false } }
}
