package import CNI
package import CNIExecution
package import ExactJSON
package import TartanStore

/// What went wrong with one binary of one attachment, with everything that an operator needs to find it.
package struct DelegateFailure: Error, Equatable, Sendable {
    package enum Cause: Equatable, Sendable {
        /// It could not be started, so nothing of it was executed.
        case launch(LaunchFailure)
        /// It answered with an error object.
        case refused(CNIError, exit: Int32)
        /// It failed and said nothing that can be read as an error object.
        case failed(exit: Int32, output: String)
        /// It reported success and printed an error object.
        case errorWithSuccess(CNIError)
        case noAnswer
        case notJSON(JSONError, output: String)
        case badResult(ResultError)
        case killed(signal: Int32)
        case timedOut(milliseconds: Int)
        case interrupted(signal: Int32)
        case tooMuchOutput(limit: Int)
        /// Another process holds the lock that every binary inherits.
        case stillRunning(String)
        /// Lock or journal were not to be had before the start.
        case store(StoreError)
        /// It was started, but what came of it could not be journalled.
        case unrecorded(StoreError)
    }

    package let label: AttachmentLabel
    /// By the indexes of plan and journal.
    package let binary: JournalBinary
    package let command: CNICommand
    package let type: String
    package let path: String
    package let cause: Cause
    /// What it printed on stderr, as it is.
    package let standardError: String
    /// Of its attachment's configuration: what it printed may repeat them.
    package var secrets = QuotedSecrets.none
    /// Of CNI, in which it was spoken to; nil where that isn't known.
    package var version: String?
    /// It passes by itself, as is known of the plugin's messages, whatever code it gave.
    package var isTransient = false

    /// Nothing was executed: no DEL is due for it.
    package var neverStarted: Bool {
        switch cause {
        case .launch, .stillRunning, .store: true
        default: false
        }
    }
}

extension DelegateFailure {
    var code: CNIError.Code {
        switch cause {
        case .launch(let failure): failure.code
        case .refused where isTransient: .tryAgainLater
        // Code 0 is what libcni gives errors of its own; a runtime takes it for no error.
        case .refused(let error, _), .errorWithSuccess(let error): error.code.rawValue == 0 ? .other : error.code
        case .failed, .killed: .other
        case .noAnswer, .notJSON, .tooMuchOutput: .undecodable
        case .badResult(.unknownVersion): .incompatibleVersion
        case .badResult: .undecodable
        case .timedOut, .interrupted, .stillRunning: .tryAgainLater
        case .store(let error), .unrecorded(let error): error.code
        }
    }

    /// The end of the sentence `network infra/storage (lan0): macvlan …`, the plugin's own words first.
    private var words: String {
        switch cause {
        case .launch(let failure): "could not be started: \(failure)"
        case .refused(let error, _) where error.message.isEmpty:
            "failed with code \(error.code.rawValue) and gave no reason"
        case .refused(let error, _):
            refusedVersion(error).map { "refuses CNI \($0)" } ?? "failed: \(quoted(error.message))"
        case .failed(let exit, _): "failed with exit status \(exit) and no error message"
        case .errorWithSuccess(let error):
            "reported success but answered with an error: \(quoted(error.message))"
        case .noAnswer: "reported success but printed no result"
        case .notJSON(let error, _): "printed something that is not JSON: \(quoted(error.description))"
        case .badResult(let error): "printed a result that can't be used: \(quoted(error.description))"
        case .killed(let signal): "was killed by signal \(signal)"
        case .timedOut(let milliseconds): "did not end within \(milliseconds) ms and was killed"
        case .interrupted(let signal): "was ended because Tartan got signal \(signal)"
        case .tooMuchOutput(let limit): "printed more than \(limit) bytes and was killed"
        case .stillRunning(let holders): "can't be started while another binary of this sandbox runs: \(holders)"
        case .store(let error): "can't be started safely: \(error)"
        case .unrecorded(let error): "was run, but that could not be recorded: \(error)"
        }
    }

    /// What was asked of it and what it speaks, where it says that it doesn't speak that: the reference plugins name
    /// theirs in the details alone.
    private func refusedVersion(_ error: CNIError) -> String? {
        guard error.code == .incompatibleVersion, let version else { return nil }
        let details = error.details.map { quoted($0.prefixed(Limits.shownDetails)) } ?? ""
        return "\(version.escapingControlCharacters): \(quoted(error.message))"
            + (details.isEmpty ? "" : " (\(details))")
    }

    package var sentence: String { "\(label): \(type.escapingControlCharacters) \(words)" }

    /// A plugin's own words, as they may be shown.
    private func quoted(_ text: String) -> String { secrets.hidden(in: text).escapingControlCharacters }

    /// The same with a full stop, so that what follows can be told from them; at most so many bytes of them.
    private func ended(_ text: String?, after introduction: String = "", atMost bytes: Int = .max) -> [String] {
        guard let text, !text.isEmpty else { return [] }
        // Before it is cut: half of a secret would not be known any more.
        let hidden = secrets.hidden(in: text)
        let words = introduction + hidden.prefixed(bytes).escapingControlCharacters
        let isEnded = words.last.map { [".", "!", "?"].contains($0) } == true
        return [isEnded ? words : words + "."]
    }

    /// The plugin's own details, its path and what it printed.
    package var facts: [String] {
        var facts: [String] = []
        switch cause {
        case .refused(let error, let exit):
            facts += ended(error.details)
            facts.append("\(command.rawValue) by \(path), exit status \(exit).")
        case .errorWithSuccess(let error):
            facts += ended(error.details)
            facts.append("\(command.rawValue) by \(path), exit status 0.")
        case .failed(_, let output), .notJSON(_, let output):
            facts.append("\(command.rawValue) by \(path).")
            facts += ended(output, after: "It printed: ", atMost: 1000)
        default: facts.append("\(command.rawValue) by \(path).")
        }
        return facts + ended(standardError, after: "On stderr: ", atMost: 2000)
    }
}

extension LaunchFailure {
    var code: CNIError.Code {
        switch self {
        case .notFound, .invalidType, .isTartan: .invalidConfiguration
        case .notExecutable, .system: .inputOutput
        case .busy: .tryAgainLater
        }
    }
}

extension PluginOutcome.Ending {
    /// The end of a sentence that begins with the binary's name.
    var words: String {
        switch self {
        case .exited(let status): "exited with status \(status)"
        case .signalled(let signal): "was killed by signal \(signal)"
        case .timedOut: "did not end in time and was killed"
        case .interrupted(let signal): "was ended because Tartan got signal \(signal)"
        case .outputTooLarge(let limit): "printed more than \(limit) bytes and was killed"
        }
    }
}

extension String {
    /// At most so many bytes, cut between characters, with a mark where something is missing.
    func prefixed(_ bytes: Int) -> String {
        guard utf8.count > bytes else { return self }
        return String(decoding: utf8.prefix(bytes), as: UTF8.self) + "…"
    }
}
