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
        object(plugin.cursor, Place(plugin: entry.type, keys: keys))
        guard let arguments = plugin.cursor["args"]?["cni"], arguments.value.object != nil else { return }
        let readers = [ipam, entry].compactMap { $0 }.filter { !$0.arguments.isEmpty }
        if let reader = readers.first {
            object(arguments, Place(plugin: reader.type, keys: reader.arguments, isRequest: true))
        }
    }

    /// Where an object is, and what it may have.
    private struct Place {
        var key: JSONCursor.Member?
        var plugin: String
        var indices: [Int] = []
        var keys: KeySet
        /// Words that another plugin replaces, by key.
        var words: [String: [String]] = [:]
        var isRequest = false
        var depth = 0
    }

    private mutating func object(_ cursor: JSONCursor, _ place: Place) {
        guard place.depth < Self.deepest else { return }
        let begin = texts.count
        var inner: [(JSONCursor.Member, KeySpec)] = []
        for member in cursor.members {
            guard let spec = place.keys[member.key] ?? place.keys.key(foldingCaseOf: member.key) else { continue }
            text(member.value, spec, key: member.key, place)
            for element in member.value.elements ?? [] {
                if let spec = spec.elements { text(element, spec, key: member.key, place) }
            }
            inner.append((member, spec))
        }
        objects.append(
            AddressObject(
                cursor: cursor, key: place.key, plugin: place.plugin, indices: place.indices, keys: place.keys,
                texts: Array(texts[begin...]), isRequest: place.isRequest))
        for (member, spec) in inner {
            var next = place
            next.key = member
            next.depth += 1
            value(member.value, spec, next)
        }
    }

    private mutating func text(_ cursor: JSONCursor, _ spec: KeySpec, key: String, _ place: Place) {
        guard let format = spec.format, format.namesAddresses, let text = cursor.value.string, !text.isEmpty else {
            return
        }
        let word = text.lowercased()
        let words = spec.words + place.words[key, default: []]
        if words.contains(where: { $0.lowercased() == word }) { return }
        texts += AddressText.all(
            cursor, text, key: key, format: format, meaning: spec.meaning, plugin: place.plugin)
    }

    private mutating func value(_ cursor: JSONCursor, _ spec: KeySpec, _ place: Place) {
        guard place.depth < Self.deepest else { return }
        if let elements = cursor.elements, let inner = spec.elements {
            for (index, element) in elements.enumerated() {
                var next = place
                next.indices.append(index)
                next.depth += 1
                value(element, inner, next)
            }
        }
        guard cursor.value.object != nil else { return }
        var next = place
        if let delegate = spec.delegate {
            let type = cursor["type"]?.value.string.flatMap { $0.isEmpty ? nil : $0 }
            guard let keys = catalogue.keys(of: delegate, type: type) else { return }
            next.keys = keys
            next.plugin = type ?? delegate.assumed ?? place.plugin
            next.words = delegate.words
        } else if let members = spec.members {
            next.keys = members
        } else {
            return
        }
        object(cursor, next)
    }
}

extension StringFormat {
    /// Whether it is an address, a network or a range.
    var namesAddresses: Bool {
        switch self {
        case .ip, .network, .address, .cidr, .ipOrCIDR, .range, .subnetList, .cidrList, .ipList: true
        case .interface, .mac, .guid, .path, .url, .hostPort, .duration, .cniVersion, .networkName, .plugin, .pci,
            .regex, .integerText, .booleanText, .labelText:
            false
        }
    }
}
