import CNI
import ExactJSON
import PluginCatalogue

extension NodeNeeds {
    init(_ configurations: [ConfigurationFacts], _ context: ValidationContext) {
        for configuration in configurations {
            for plugin in NamedPlugin.all(of: configuration) { add(plugin, context) }
            for plugin in configuration.plugins {
                for meaning in [KeyMeaning.master, .bridge, .device] {
                    links.formUnion(plugin.values(meaning, context).compactMap(\.text))
                }
            }
            if let pool = HostLocalPool(configuration) { pools[pool.network] = pool.folder }
        }
    }

    private mutating func add(_ plugin: NamedPlugin, _ context: ValidationContext) {
        plugins.insert(plugin.type)
        guard let entry = context.catalogue.entry(plugin.type) else { return }
        for need in entry.binaries {
            switch need.place {
            case .plugins: plugins.formUnion(need.names)
            case .path: programs.formUnion(need.names)
            }
        }
        modules.formUnion(entry.kernel.flatMap(\.modules))
        for probe in DaemonProbe.all(of: plugin, entry) { files.insert(probe.path) }
    }
}

/// Where host-local remembers the addresses of a network.
struct HostLocalPool {
    let network: String
    let folder: String
    /// The folder's value where it is given, else the plugin's name.
    let cursor: JSONCursor

    /// - Returns: nil for a network whose addresses another plugin gives, or that has no name.
    init?(_ configuration: ConfigurationFacts) {
        guard let use = configuration.plugins.first(where: { $0.ipam?["type"]?.value.string == "host-local" }),
            let ipam = use.ipam, let type = ipam["type"]
        else { return nil }
        if let name = configuration.ownName {
            network = name
        } else if case .definition(_, let name) = configuration.owner {
            network = name
        } else {
            return nil
        }
        guard (try? Identifier.validate(network)) != nil else { return nil }
        let given = ipam["dataDir"].flatMap { $0.value.string?.hasPrefix("/") == true ? $0 : nil }
        folder = given?.value.string ?? NodeFolder.hostLocal
        cursor = given ?? type
    }
}
