import CNI
import CNIExecution
import ExactJSON
import TartanStore

/// What a binary answered, read once.
struct DelegateAnswer {
    let outcome: PluginOutcome
    private let parsed: Parsed

    private enum Parsed {
        case nothing
        case value(JSONValue)
        case broken(JSONError)
    }

    init(_ outcome: PluginOutcome) {
        self.outcome = outcome
        let isBlank = outcome.output.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        if isBlank {
            parsed = .nothing
            return
        }
        do throws(JSONError) {
            parsed = .value(try JSONParser.parse(outcome.output, limit: Limits.pluginOutput))
        } catch {
            parsed = .broken(error)
        }
    }

    /// It didn't come to its own end, so what it had started hasn't either: its IPAM plugin, say.
    var wasKilled: Bool {
        switch outcome.ending {
        case .timedOut, .interrupted, .outputTooLarge, .signalled: true
        case .exited: false
        }
    }

    /// The value of a successful ADD; `failure` has seen to it that there is one.
    var value: JSONValue {
        if case .value(let value) = parsed { value } else { .null }
    }

    func failure(of step: DelegateRunner.Step, milliseconds: Int) -> DelegateFailure? {
        let cause: DelegateFailure.Cause? =
            switch outcome.ending {
            case .exited(0): step.command == .add ? successCause : nil
            case .exited(let status): failureCause(status)
            case .signalled(let signal): .killed(signal: signal)
            case .timedOut: .timedOut(milliseconds: milliseconds)
            case .interrupted(let signal): .interrupted(signal: signal)
            case .outputTooLarge(let limit): .tooMuchOutput(limit: limit)
            }
        return cause.map { step.failure($0, standardError: standardError) }
    }

    /// Only an ADD's answer is looked at: Calico's CHECK prints `OK`.
    private var successCause: DelegateFailure.Cause? {
        switch parsed {
        case .nothing: .noAnswer
        case .broken(let error): .notJSON(error, output: output)
        case .value(let value):
            if let object = value.object, let error = CNIError(value), object["ips"] == nil,
                object["interfaces"] == nil,
                object["ip4"] == nil, object["ip6"] == nil
            {
                .errorWithSuccess(error)
            } else {
                nil
            }
        }
    }

    private func failureCause(_ status: Int32) -> DelegateFailure.Cause {
        if case .value(let value) = parsed, let error = CNIError(value) { return .refused(error, exit: status) }
        return .failed(exit: status, output: output)
    }

    private var output: String { String(decoding: outcome.output, as: UTF8.self) }
    private var standardError: String { String(decoding: outcome.standardError, as: UTF8.self) }

    func journalEnd(of step: DelegateRunner.Step, failure: DelegateFailure?) -> JournalEnd {
        var result: JSONValue?
        var error: JSONValue?
        if case .value(let value) = parsed {
            if failure == nil { result = step.command == .add ? value : nil } else { error = value }
        }
        let kept = failure != nil && error == nil ? output.prefixed(Limits.keptFailedOutput) : nil
        var exit: Int?
        var signal: Int?
        switch outcome.ending {
        case .exited(let status): exit = Int(status)
        case .signalled(let number), .interrupted(let number): signal = Int(number)
        case .timedOut, .outputTooLarge: break
        }
        return JournalEnd(
            attachment: step.attachment, plugin: step.plugin, verb: step.command.rawValue, exit: exit, signal: signal,
            timedOut: outcome.ending == .timedOut, result: result, error: error, output: kept,
            standardError: standardError, microseconds: Int(outcome.microseconds))
    }
}
