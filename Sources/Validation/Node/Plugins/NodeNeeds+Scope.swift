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

    /// All that any plugin of the catalogue could need.
    package static var everything: NodeNeeds {
        var needs = NodeNeeds()
        for type in PluginCatalogue.standard.types {
            guard let entry = PluginCatalogue.standard.entry(type) else { continue }
            needs.modules.formUnion(entry.kernel.flatMap(\.modules))
            for need in entry.binaries where need.place == .path { needs.programs.formUnion(need.names) }
            for check in entry.readiness {
                switch check.probe {
                case .file(let path), .socket(let path): needs.files.insert(path)
                case .http, .exec, .link: break
                }
            }
        }
        return needs
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
