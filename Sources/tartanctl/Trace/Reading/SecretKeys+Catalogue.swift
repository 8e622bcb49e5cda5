import CNI
import ExactJSON
import PluginCatalogue
import TartanCore
import TartanStore

extension SecretKeys {
    /// What the catalogue marks as secret of the plugins of a record: their own keys and those of what they call.
    init(of record: Record, in catalogue: PluginCatalogue) {
        var keys: [String: Set<String>] = [:]
        for plugin in record.attachments.flatMap(\.plugins) {
            guard let root = try? JSONParser.parse(plugin.configuration, limit: Limits.configuration) else { continue }
            for type in [root["type"]?.string, root["ipam"]?["type"]?.string].compactMap({ $0 })
            where keys[type] == nil {
                guard let entry = catalogue.entry(type) else { continue }
                keys[type] = Self.secrets(in: entry.keys).union(Self.secrets(in: entry.ipamKeys))
            }
        }
        self.init(keys)
    }

    private static func secrets(in keys: KeySet) -> Set<String> {
        var found = Set<String>()
        for spec in keys.keys {
            if spec.isSecret { found.insert(spec.name) }
            if let members = spec.members { found.formUnion(secrets(in: members)) }
            if let members = spec.elements?.members { found.formUnion(secrets(in: members)) }
        }
        return found
    }
}
