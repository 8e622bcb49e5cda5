import PluginCatalogue

/// A text of a configuration that has to be an address, a network or a range of addresses.
struct AddressText: Sendable {
    /// The key whose value it is, or in whose array it is.
    let key: String
    let cursor: JSONCursor
    let text: String
    let format: StringFormat
    let meaning: KeyMeaning?
    /// The plugin that reads it.
    let plugin: String

    /// As an address, with or without the length of a prefix.
    var address: IPAddressText? { IPAddressText(text) }
    /// As a network or an address in its network.
    var network: IPNetworkText? { IPNetworkText(text) }
}

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

    func texts(_ meaning: KeyMeaning) -> [AddressText] { texts.filter { $0.meaning == meaning } }

    /// The key of this meaning that the object can have, whether it has it or not.
    func spec(_ meaning: KeyMeaning) -> KeySpec? { keys.keys.first { $0.meaning == meaning } }
}
