import ExactJSON
import PluginCatalogue

/// Collects the texts of addresses of one plugin's object, side by side with what the catalogue says of its keys.
struct AddressWalk {
    private let catalogue: PluginCatalogue
    private(set) var texts: [AddressText] = []
    private(set) var objects: [AddressObject] = []

    /// Plugins in plugins: Flannel's delegate, its `ipam`.
    private static let deepest = 12

    init(_ catalogue: PluginCatalogue) {
        self.catalogue = catalogue
    }

    mutating func plugin(_ plugin: PluginUse, _ entry: PluginEntry) {
        let ipam = plugin.ipam?["type"]?.value.string.flatMap { catalogue.entry($0) }
        let keys = catalogue.keys(of: entry, addressesBy: ipam)
        object(plugin.cursor, Place(key: nil, plugin: entry.type, indices: [], keys: keys, depth: 0))
        guard let arguments = plugin.cursor["args"]?["cni"], arguments.value.object != nil else { return }
        for reader in [ipam, entry].compactMap({ $0 }) where !reader.arguments.isEmpty {
            object(
                arguments, Place(key: nil, plugin: reader.type, indices: [], keys: reader.arguments, depth: 0))
            break
        }
    }

    /// Where an object is, and what it may have.
    private struct Place {
        var key: JSONCursor.Member?
        var plugin: String
        var indices: [Int]
        var keys: KeySet
        var depth: Int
    }

    private mutating func object(_ cursor: JSONCursor, _ place: Place) {
        guard place.depth < Self.deepest else { return }
        let begin = texts.count
        var inner: [(JSONCursor.Member, KeySpec)] = []
        for member in cursor.members {
            guard let spec = place.keys[member.key] ?? place.keys.key(foldingCaseOf: member.key) else { continue }
            text(member.value, spec, key: member.key, plugin: place.plugin)
            for element in member.value.elements ?? [] {
                if let spec = spec.elements { text(element, spec, key: member.key, plugin: place.plugin) }
            }
            inner.append((member, spec))
        }
        objects.append(
            AddressObject(
                cursor: cursor, key: place.key, plugin: place.plugin, indices: place.indices, keys: place.keys,
                texts: Array(texts[begin...])))
        for (member, spec) in inner {
            var next = place
            next.key = member
            next.depth += 1
            value(member.value, spec, next)
        }
    }

    private mutating func text(_ cursor: JSONCursor, _ spec: KeySpec, key: String, plugin: String) {
        guard let format = spec.format, format.namesAddresses, let text = cursor.value.string, !text.isEmpty,
            !spec.words.contains(text)
        else { return }
        texts.append(
            AddressText(key: key, cursor: cursor, text: text, format: format, meaning: spec.meaning, plugin: plugin))
    }

    private mutating func value(_ cursor: JSONCursor, _ spec: KeySpec, _ place: Place) {
        if let elements = cursor.elements, let inner = spec.elements {
            guard place.depth < Self.deepest else { return }
            for (index, element) in elements.enumerated() {
                var next = place
                next.indices.append(index)
                next.depth += 1
                value(element, inner, next)
            }
        }
        guard cursor.value.object != nil, let (keys, plugin) = keys(cursor, spec) else { return }
        var next = place
        next.keys = keys
        next.plugin = plugin ?? place.plugin
        object(cursor, next)
    }

    /// What an object may have, and whose it is if it is another plugin's.
    private func keys(_ cursor: JSONCursor, _ spec: KeySpec) -> (KeySet, String?)? {
        guard let delegate = spec.delegate else { return spec.members.map { ($0, nil) } }
        let type = cursor["type"]?.value.string.flatMap { $0.isEmpty ? nil : $0 }
        guard let keys = catalogue.keys(of: delegate, type: type) else { return nil }
        return (keys, type ?? delegate.assumed)
    }
}

extension StringFormat {
    /// Whether it is an address, a network or a range.
    var namesAddresses: Bool {
        switch self {
        case .ip, .network, .address, .cidr, .ipOrCIDR, .range: true
        case .interface, .mac, .guid, .path, .url, .hostPort, .duration, .cniVersion, .networkName, .plugin, .pci,
            .regex, .integerText, .booleanText, .labelText, .subnetList, .cidrList, .ipList:
            false
        }
    }
}
