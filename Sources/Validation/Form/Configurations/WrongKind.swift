import ExactJSON
import Findings

/// A value of one of CNI's own keys that is of another kind than it has to be.
struct WrongKind {
    /// As a message names it: `"name" of network infra/storage`.
    let subject: String
    let expected: String
    var advice: String?

    func report(_ cursor: JSONCursor, _ sink: inout FindingSink) {
        sink.report(
            .cniValueOfWrongKind, at: cursor.spot, "\(subject) is \(cursor.value.kindName)",
            label: "\(expected) is expected" + (advice.map { ": \($0)" } ?? ""),
            notes: ["Runtimes refuse the whole configuration."])
    }
}
