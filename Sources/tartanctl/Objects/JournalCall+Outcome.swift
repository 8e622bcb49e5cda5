import ExactJSON
import TartanCore
import TartanStore

extension JournalCall {
    /// What came of a binary in a few words: `ok`, `failed (100): Link not found`.
    ///
    /// - Parameter secrets: of its attachment; a plugin's words may repeat them.
    func outcome(hiding secrets: QuotedSecrets) -> String {
        if let refusal { return "not started: \(secrets.hidden(in: refusal))" }
        guard let end else { return "no answer" }
        if end.timedOut { return "killed at its deadline" }
        if let signal = end.signal { return "killed by signal \(signal)" }
        // A plugin that says it succeeded and answered with an error has failed all the same.
        if end.succeeded, end.error == nil, end.verb != "ADD" || end.result != nil { return "ok" }
        let message = end.error?["msg"]?.string.map { secrets.hidden(in: $0) }
        guard let message else { return end.exit == 0 ? "failed: no result" : "failed: exit status \(end.exit ?? -1)" }
        return end.error?["code"]?.integer.map { "failed (\($0)): \(message)" } ?? "failed: \(message)"
    }
}
