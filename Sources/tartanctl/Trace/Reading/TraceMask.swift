import CNI
import ExactJSON
import TartanCore
import TartanStore

/// Hides the secrets of a record in everything that is shown of it: by key in JSON, and by value wherever a plugin repeats
/// one.
struct TraceMask {
    private let record: Record
    private let keys: SecretKeys
    private let quoted: [QuotedSecrets]

    /// - Parameter keys: further keys of plugins whose values are secrets.
    init(_ record: Record, keys: SecretKeys = .none) {
        self.record = record
        self.keys = keys
        quoted = record.attachments.map { QuotedSecrets(of: $0, keys) }
    }

    func secrets(_ attachment: Int) -> QuotedSecrets {
        quoted.indices.contains(attachment) ? quoted[attachment] : .none
    }

    func text(_ text: String, _ attachment: Int) -> String { secrets(attachment).hidden(in: text) }

    func value(_ value: JSONValue, _ attachment: Int) -> JSONValue {
        secrets(attachment).hidden(in: SecretMask.masked(value, keys))
    }

    /// Of no attachment alone: what ADD answered, for example.
    func text(_ text: String) -> String { quoted.reduce(text) { $1.hidden(in: $0) } }

    /// The recorded configuration; nil where it is no JSON, so that it can't be looked through for secrets.
    func configuration(_ binary: JournalBinary) -> JSONValue? {
        let text = record.attachments[binary.attachment].plugins[binary.plugin].configuration
        guard let value = try? JSONParser.parse(text, limit: Limits.configuration) else { return nil }
        return self.value(value, binary.attachment)
    }

    /// CNI_ARGS, pair by pair.
    func arguments(_ text: String, _ attachment: Int? = nil) -> String {
        let pairs = text.split(separator: ";", omittingEmptySubsequences: false).map { pair -> String in
            guard let equals = pair.firstIndex(of: "="), SecretMask.isSecret(String(pair[..<equals])) else {
                return String(pair)
            }
            return pair.prefix(through: equals) + SecretMask.shown
        }
        let joined = pairs.joined(separator: ";")
        return attachment.map { self.text(joined, $0) } ?? self.text(joined)
    }
}
