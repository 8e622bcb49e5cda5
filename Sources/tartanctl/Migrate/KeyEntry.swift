import ExactJSON
import TartanCore

/// What became of one key of one file, for the report.
struct KeyEntry {
    enum Outcome: String, CaseIterable {
        case takenOver = "taken over"
        case changed
        case notNeeded = "not needed"
        /// Multus doesn't know it either, so it is left out.
        case unknown
        /// Multus had no such key; it is needed so that what users rely on stays.
        case added
    }

    let key: String
    /// The file that has it; nil for what is added.
    let file: String?
    let outcome: Outcome
    var was: JSONValue?
    var becomes: JSONValue?
    let why: String
    var byHand: String?

    var json: JSONValue {
        var object: JSONObject = ["key": .string(key), "outcome": .string(outcome.rawValue)]
        object["file"] = file.map { .string($0) }
        object["was"] = was.map { SecretMask.masked($0) }
        object["becomes"] = becomes.map { SecretMask.masked($0) }
        object["why"] = .string(why)
        object["byHand"] = byHand.map { .string($0) }
        return .object(object)
    }

    /// A value for a table: short, and nothing secret.
    static func shown(_ value: JSONValue?) -> String {
        guard let value else { return "-" }
        if let array = value.array, array.contains(where: { $0.object != nil }) {
            return array.count == 1 ? "1 object" : "\(array.count) objects"
        }
        if let object = value.object {
            let keys = object.members.map(\.key).joined(separator: ", ")
            return keys.utf8.count > 48 ? "\(object.members.count) keys" : "{\(keys)}"
        }
        return shortened(value.string ?? value.text)
    }

    static func shortened(_ text: String) -> String {
        text.unicodeScalars.count > 48 ? String(text.unicodeScalars.prefix(47)) + "…" : text
    }
}
