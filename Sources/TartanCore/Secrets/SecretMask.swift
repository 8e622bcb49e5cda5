import ExactJSON

/// Hides what a configuration wouldn't want to be read over someone's shoulder: values of keys that name secrets, and
/// passwords in addresses.
enum SecretMask {
    static let shown = "(hidden)"

    static func masked(_ value: JSONValue) -> JSONValue {
        switch value.content {
        case .object(let object):
            return .object(
                JSONObject(
                    object.members.map { member in
                        let hides = isSecret(member.key) && !member.value.isNull && member.value.boolean == nil
                        return .init(key: member.key, value: hides ? .string(shown) : masked(member.value))
                    }))
        case .array(let values): return .array(values.map(masked))
        case .string(let string): return withoutPassword(string.value).map { .string($0) } ?? value
        case .null, .bool, .number: return value
        }
    }

    /// Whether the value of a key is nobody's business.
    static func isSecret(_ key: String) -> Bool {
        let letters = key.lowercased().filter { $0.isLetter }
        let words = [
            "password", "passwd", "passphrase", "secret", "token", "credential", "privatekey", "apikey", "psk",
        ]
        return words.contains(where: letters.contains) || letters.hasSuffix("key") || letters.hasSuffix("keys")
    }

    /// `https://user:(hidden)@host/`; nil where there is no password.
    private static func withoutPassword(_ text: String) -> String? {
        guard let scheme = text.firstRange(of: "://") else { return nil }
        let rest = text[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else {
            return nil
        }
        return String(text[...colon]) + shown + String(text[at...])
    }
}
