import CNI
import PluginCatalogue

/// An object with texts of addresses, or with room for them.
struct AddressObject: Sendable {
    let cursor: JSONCursor
    /// The key in which it is; nil for a plugin's own.
    let key: JSONCursor.Member?
    /// The plugin that reads it.
    let plugin: String
    /// Its place in each array that it is in, the outermost first: `[0, 1]` for `ranges[0][1]`.
    let indices: [Int]
    let keys: KeySet
    let texts: [AddressText]
    /// Whether it holds what somebody asks for, instead of what there is.
    let isRequest: Bool

    func texts(_ meaning: KeyMeaning) -> [AddressText] { texts.filter { $0.meaning == meaning } }

    /// The key of this meaning that the object can have, whether it has it or not.
    func spec(_ meaning: KeyMeaning) -> KeySpec? { keys.keys.first { $0.meaning == meaning } }

    /// The first text of this meaning that is an address, one of the family before others.
    func placed(_ meaning: KeyMeaning, for family: IPAddress.Family? = nil) -> Placed<IPAddress>? {
        let all = texts(meaning).compactMap { text in text.address.map { Placed($0.address, text) } }
        return all.first { $0.value.family == family } ?? all.first
    }

    /// Whether the plugin refuses a bound that isn't inside of the network.
    var refusesBounds: Bool {
        guard let start = spec(.rangeStart)?.name else { return false }
        return keys.rules.contains { rule in
            if case .inside(_, let keys) = rule.demand { return rule.severity == .error && keys.contains(start) }
            return false
        }
    }
}
