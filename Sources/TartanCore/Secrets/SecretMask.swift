package import ExactJSON

/// Hides what a configuration wouldn't want to be read over someone's shoulder: values of keys that name secrets, and
/// passwords in addresses. The one list of such keys, for what `tartanctl` shows and for what `tartan` quotes.
package enum SecretMask {
    package static let shown = "(hidden)"

    private static let words = [
        "password", "passwd", "passphrase", "secret", "token", "credential", "privatekey", "apikey", "psk",
    ].map { Array($0.utf8) }
    private static let endings = ["key", "keys"].map { Array($0.utf8) }

    /// The value without its secrets.
    ///
    /// - Parameter keys: further keys of plugins; those of a plugin count in the object that has its `type`, and in all inside it.
    package static func masked(_ value: JSONValue, _ keys: SecretKeys = .none) -> JSONValue { masked(value, keys, []) }

    private static func masked(_ value: JSONValue, _ keys: SecretKeys, _ names: Set<String>) -> JSONValue {
        switch value.content {
        case .object(let object):
            let names = names.union(keys.of(object["type"]?.string))
            return .object(
                JSONObject(
                    object.members.map { member in
                        let isHidden =
                            isSecret(member.key, names) && !member.value.isNull && member.value.boolean == nil
                        return .init(
                            key: member.key, value: isHidden ? .string(shown) : masked(member.value, keys, names))
                    }))
        case .array(let values): return .array(values.map { masked($0, keys, names) })
        case .string(let string): return withoutPassword(string.value).map { .string($0) } ?? value
        case .null, .bool, .number: return value
        }
    }

    /// Whether the value of a key is nobody's business.
    package static func isSecret(_ key: String) -> Bool { isSecret(key, []) }

    private static func isSecret(_ key: String, _ names: Set<String>) -> Bool {
        let letters = SecretKeys.letters(key)
        return words.contains { ByteSearch.first($0, in: letters, from: 0) != nil }
            || endings.contains { letters.suffix($0.count) == $0[...] }
            || !names.isEmpty && names.contains(SecretKeys.name(key))
    }

    /// The texts that `masked` hides of a value, as they could stand in what a plugin prints.
    package static func secrets(in value: JSONValue, _ keys: SecretKeys = .none) -> [String] {
        secrets(in: value, keys, [], all: false)
    }

    private static func secrets(in value: JSONValue, _ keys: SecretKeys, _ names: Set<String>, all: Bool) -> [String] {
        switch value.content {
        case .object(let object):
            let names = names.union(keys.of(object["type"]?.string))
            return object.members.flatMap {
                secrets(in: $0.value, keys, names, all: all || isSecret($0.key, names))
            }
        case .array(let values): return values.flatMap { secrets(in: $0, keys, names, all: all) }
        case .string(let string):
            if all { return [string.value] }
            return password(in: string.value).map { [String(string.value[$0])] } ?? []
        case .number: return all ? [value.text] : []
        case .null, .bool: return []
        }
    }

    /// `https://user:(hidden)@host/`; nil where there is no password.
    private static func withoutPassword(_ text: String) -> String? {
        password(in: text).map { String(text[..<$0.lowerBound]) + shown + String(text[$0.upperBound...]) }
    }

    private static func password(in text: String) -> Range<String.Index>? {
        let bytes = text.utf8
        guard let scheme = ByteSearch.first(Array("://".utf8), in: Array(bytes), from: 0) else { return nil }
        let authority = bytes[bytes.index(bytes.startIndex, offsetBy: scheme + 3)...].prefix {
            $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        }
        guard let at = authority.lastIndex(of: UInt8(ascii: "@")),
            let colon = authority[..<at].firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        return bytes.index(after: colon)..<at
    }
}
