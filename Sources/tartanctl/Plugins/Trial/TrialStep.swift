import CNI
import ExactJSON
import TartanCore

/// One call of a trial.
struct TrialStep {
    let command: CNICommand
    let verdict: RunVerdict
    let microseconds: UInt64

    var isDone: Bool { verdict == .done }

    /// Why it failed; nil where it didn't.
    var problem: String? {
        switch verdict {
        case .done: nil
        case .refused(let error): "\(error.message) (code \(error.code.rawValue))"
        case .broken(let ending): "tartan \(ending)"
        }
    }

    var json: JSONValue {
        var object: JSONObject = [
            "command": .string(command.rawValue), "succeeded": .bool(isDone), "microseconds": .integer(microseconds),
        ]
        object["problem"] = problem.map { .string($0) }
        return .object(object)
    }
}
