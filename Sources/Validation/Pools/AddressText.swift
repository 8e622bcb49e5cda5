import PluginCatalogue

/// A text of a configuration that has to be an address, a network or a range of addresses.
struct AddressText: Sendable {
    /// The key whose value it is, or in whose array it is.
    let key: String
    let text: String
    /// The text itself, or of a text with several its part.
    let spot: Spot
    /// Of each part, where the text has several.
    let format: StringFormat
    let meaning: KeyMeaning?
    /// The plugin that reads it.
    let plugin: String

    /// As an address, without the length of a prefix.
    var address: IPAddressText? { IPAddressText(text) }
    /// As a network or an address in its network.
    var network: IPNetworkText? { IPNetworkText(text) }
}

extension AddressText {
    /// The text of a string, or its parts where the format has several between commas; those without anything are left out.
    static func all(
        _ cursor: JSONCursor, _ text: String, key: String, format: StringFormat, meaning: KeyMeaning?, plugin: String
    ) -> [AddressText] {
        guard let part = format.part else {
            return [
                AddressText(
                    key: key, text: text, spot: cursor.spot, format: format, meaning: meaning, plugin: plugin)
            ]
        }
        let bytes = Array(text.utf8)
        return bytes.split(separator: UInt8(ascii: ",")).compactMap { item in
            let blank = UInt8(ascii: " ")
            guard let first = item.firstIndex(where: { $0 != blank }), let last = item.lastIndex(where: { $0 != blank })
            else { return nil }
            var range = first..<last + 1
            // The prefix length of a node's part isn't the network's.
            if format == .subnetList, let second = secondSlash(bytes[range]) { range = first..<second }
            return AddressText(
                key: key, text: String(decoding: bytes[range], as: UTF8.self), spot: cursor.spot(of: range),
                format: part, meaning: meaning, plugin: plugin)
        }
    }

    private static func secondSlash(_ bytes: ArraySlice<UInt8>) -> Int? {
        let slash = UInt8(ascii: "/")
        guard let first = bytes.firstIndex(of: slash) else { return nil }
        return bytes[(first + 1)...].firstIndex(of: slash)
    }
}

extension StringFormat {
    /// What stands between the commas of a text with several addresses or networks; nil for others.
    fileprivate var part: StringFormat? {
        switch self {
        case .subnetList, .cidrList: .cidr
        case .ipList: .ip
        default: nil
        }
    }
}
