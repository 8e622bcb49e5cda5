import CNI

/// What can follow on a command line, in the form that kubectl asks its plugins for: a line for each candidate, behind a tab
/// what it is, and at last `:` and a number that says what the shell is to do beside it.
struct CompletionAnswer: Equatable {
    /// The first word of a line that asks for it, as in kubectl's own.
    static let request = "__complete"

    struct Candidate: Equatable {
        let word: String
        var note = ""
    }

    /// kubectl's numbers.
    enum Others: Int {
        /// The shell may propose files.
        case files = 0
        case none = 4
        case folders = 16
    }

    var candidates: [Candidate] = []
    var others = Others.none

    var text: String {
        // What a shell would read as something else than a word is no candidate, whoever has named something so.
        let plain = candidates.filter { $0.word.shellWord == $0.word }
        let lines =
            plain.map { $0.note.isEmpty ? $0.word : "\($0.word)\t\($0.note.escapingControlCharacters)" }
            + [":\(others.rawValue)"]
        return lines.map { $0 + "\n" }.joined()
    }
}
