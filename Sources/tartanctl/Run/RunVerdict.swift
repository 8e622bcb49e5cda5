import CNI
import ExactJSON
import TartanCore

/// What came of a call, as a runtime sees it.
enum RunVerdict: Equatable {
    case done
    /// The plugin answered with an error.
    case refused(CNIError)
    /// It gave no answer that can be used; how it ended.
    case broken(String)

    init(_ outcome: PluginCall.Outcome, of command: CNICommand) {
        let answer: JSONValue?
        var flaw: String
        do throws(JSONError) {
            answer = try JSONParser.parse(outcome.output, limit: Limits.pluginOutput)
            flaw = ""
        } catch {
            answer = nil
            flaw = outcome.output.isEmpty ? "printed no result" : "printed something that is not JSON: \(error)"
        }
        if let error = answer.flatMap({ CNIError($0) }) {
            self = .refused(error)
            return
        }
        guard outcome.exitStatus == 0 else {
            self = .broken("\(outcome.ending) and gave no error")
            return
        }
        if command == .add, let answer {
            do throws(ResultError) { _ = try CNIResult(answer, assuming: .newest) } catch {
                flaw = "printed a result that can't be used: \(error)"
            }
        }
        // The other commands answer nothing, and what is printed nevertheless is no reason to fail.
        let hasAnswer = command == .add || command == .version
        self = hasAnswer && !flaw.isEmpty ? .broken("reported success but \(flaw)") : .done
    }
}
