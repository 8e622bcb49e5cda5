import CNI
import ExactJSON

/// Why a command ends with something else than 0: what a person reads, and the same facts for a program.
///
/// Every command throws this and nothing else. One failure may carry further ones, because who applies a folder wants to
/// see everything that is wrong in it, not the first thing.
struct Failure: Error, Equatable, Sendable {
    enum Status: Int32, Sendable {
        /// The command ran, and the answer is no: not found, findings, a plugin's error.
        case no = 1
        /// The command could not be run: usage, unreadable input, no store.
        case couldNotRun = 2
    }

    let status: Status
    /// A word that stays the same from release to release, for programs: `notFound`, `usage`, `badInput`.
    let code: String
    /// One sentence or two, the most important first, without the word "error" in front.
    let message: String
    /// Where in the input the cause is.
    var place: SourcePlace?
    /// What to do next: commands that can be copied, or sentences.
    var hints: [String]
    /// Everything that the message says, by name, for `-o json`.
    var facts: JSONObject
    /// What else is wrong.
    var others: [Failure] = []
    /// Whatever is to be said was said already, as with a plugin's error that is passed on word for word.
    var isReported = false

    init(
        _ status: Status, code: String, _ message: String, at place: SourcePlace? = nil, hints: [String] = [],
        facts: JSONObject = JSONObject()
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.place = place
        self.hints = hints
        self.facts = facts
    }

    /// All of these at once; the worst status counts.
    init?(_ all: [Failure]) {
        guard let first = all.first else { return nil }
        self = first
        others = first.others + all.dropFirst().flatMap { [$0.alone] + $0.others }
    }

    /// This failure without the others that it carries.
    var alone: Failure {
        var copy = self
        copy.others = []
        return copy
    }

    /// The exit status of the process.
    var exitStatus: Int32 { others.reduce(status.rawValue) { max($0, $1.status.rawValue) } }
}

extension Failure {
    /// Nothing but the exit status: the command has said everything itself.
    static func reported(_ status: Status) -> Failure {
        var failure = Failure(status, code: "reported", "")
        failure.isReported = true
        return failure
    }

    static func usage(_ message: String, hint: String? = nil) -> Failure {
        Failure(.couldNotRun, code: "usage", message, hints: hint.map { [$0] } ?? [])
    }
}

/// A place in a file as compilers print it. Lines and columns count from 1.
struct SourcePlace: Equatable, Sendable, CustomStringConvertible {
    /// The path as it was given, `stdin` for `-`.
    let file: String
    var position: TextPosition?

    init(_ file: String, _ position: TextPosition? = nil) {
        self.file = file
        self.position = position
    }

    var description: String {
        guard let position else { return file.escapingControlCharacters }
        return "\(file.escapingControlCharacters):\(position.line):\(position.column)"
    }
}
