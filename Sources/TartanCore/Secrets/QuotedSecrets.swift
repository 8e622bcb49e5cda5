import CNI
package import ExactJSON
package import TartanStore

/// The secrets of an attachment's configuration, to be hidden in what Tartan quotes of its plugins.
package struct QuotedSecrets: Equatable, Sendable {
    /// The longest first: one may be a part of another.
    private let patterns: [[UInt8]]

    package static let none = QuotedSecrets([])

    /// - Parameter secrets: those shorter than `Limits.shortestSecret` are left alone: they would blot out ordinary words.
    init(_ secrets: [String]) {
        let spellings = secrets.filter { $0.utf8.count >= Limits.shortestSecret }.flatMap(Self.spellings)
        patterns = Set(spellings.map { Array($0.utf8) }).sorted {
            $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count
        }
    }

    /// Those of all plugins of the chain.
    ///
    /// - Parameter keys: further keys of plugins whose values are secrets.
    package init(of attachment: JournalAttachment, _ keys: SecretKeys = .none) {
        self.init(
            attachment.plugins.flatMap { plugin in
                let value = try? JSONParser.parse(Array(plugin.configuration.utf8), limit: Limits.configuration)
                return value.map { SecretMask.secrets(in: $0, keys) } ?? []
            })
    }

    /// As it is, and as JSON: Tartan's and Go's, which escapes three more characters.
    private static func spellings(_ secret: String) -> [String] {
        let json = String(JSONValue.string(secret).text.dropFirst().dropLast())
        var ofGo = ""
        for scalar in json.unicodeScalars {
            switch scalar {
            case "&": ofGo += "\\u0026"
            case "<": ofGo += "\\u003c"
            case ">": ofGo += "\\u003e"
            default: ofGo.unicodeScalars.append(scalar)
            }
        }
        return [secret, json, ofGo]
    }

    package func hidden(in text: String) -> String {
        var bytes = Array(text.utf8)
        for pattern in patterns { bytes = Self.replace(pattern, in: bytes) }
        return patterns.isEmpty ? text : String(decoding: bytes, as: UTF8.self)
    }

    /// In all strings of a value, keys included.
    package func hidden(in value: JSONValue) -> JSONValue {
        switch value.content {
        case .object(let object):
            .object(
                JSONObject(object.members.map { .init(key: hidden(in: $0.key), value: hidden(in: $0.value)) }))
        case .array(let values): .array(values.map { hidden(in: $0) })
        case .string(let string): .string(hidden(in: string.value))
        case .null, .bool, .number: value
        }
    }

    private static func replace(_ pattern: [UInt8], in text: [UInt8]) -> [UInt8] {
        var replaced: [UInt8] = []
        var done = 0
        while let place = ByteSearch.first(pattern, in: text, from: done) {
            replaced += text[done..<place] + Array(SecretMask.shown.utf8)
            done = place + pattern.count
        }
        return done == 0 ? text : replaced + text[done...]
    }
}
