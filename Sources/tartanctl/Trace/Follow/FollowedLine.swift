import CNI
import ExactJSON
import PluginCatalogue
import TartanCore
import TartanStore

/// A step of a journal as `--follow` prints it.
struct FollowedLine {
    /// Index of the step in its journal.
    let entry: Int
    /// Microseconds since 1970-01-01T00:00Z.
    let wallTime: UInt64
    let sandbox: String
    let interface: String
    let step: String
    let words: String
    let facts: JSONObject

    /// `2026-11-24T00:15:07.042Z  3ca646fd8aeb  eth0  ADD flannel: ok, 16 ms`
    var text: String {
        "\(Moment.preciseText(wallTime))  \(sandbox.prefix(12))  \(words)".escapingControlCharacters + "\n"
    }

    var json: JSONValue {
        var object: JSONObject = [
            "time": .string(Moment.preciseText(wallTime)), "sandbox": .string(sandbox),
            "interface": .string(interface), "step": .string(step), "text": .string(words),
        ]
        for member in facts.members { object[member.key] = member.value }
        return .object(object)
    }

    /// A line for each step that means something to a person.
    static func lines(of record: Record, place: JournalPlace, modified: UInt64?, _ catalogue: PluginCatalogue)
        -> [FollowedLine]
    {
        let calls = TracedCall.calls(of: record, modified: modified)
        let mask = TraceMask(record, keys: SecretKeys(of: record, in: catalogue))
        var current = 0
        var binaries = record.calls.makeIterator()
        var last: JournalCall?
        return record.entries.enumerated().compactMap { index, entry in
            if case .start = entry.step { last = binaries.next() }
            while current + 1 < calls.count, calls[current + 1].firstEntry <= index { current += 1 }
            let writer = StepWords(record: record, mask: mask, binary: last)
            guard let said = writer.say(entry.step) else { return nil }
            return FollowedLine(
                entry: index, wallTime: calls[current].clock.wallTime(entry.time),
                sandbox: record.opening.containerID, interface: record.opening.interface, step: said.step,
                words: said.words, facts: said.facts)
        }
    }
}
