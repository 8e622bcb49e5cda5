import PluginCatalogue

/// Plugins whose keys are written for another one's, because they do nearly the same.
struct Neighbours {
    private let catalogue: PluginCatalogue
    /// The plugin whose object it is.
    private let plugin: PluginEntry

    /// Those that configurations are copied from. Others would have to be read for each unknown key.
    private static let ofAddresses = ["host-local", "whereabouts", "static", "calico-ipam"]
    private static let ofInterfaces = ["bridge", "macvlan", "ipvlan", "vlan", "ptp", "host-device"]

    init(_ catalogue: PluginCatalogue, _ plugin: PluginEntry) {
        self.catalogue = catalogue
        self.plugin = plugin
    }

    /// The plugin that has the key; nil if there is none.
    func owner(of key: String, _ home: KeyNames.Home) -> String? { find(key, home)?.type }

    /// The key of these which means the same as the unknown one does for the plugin that has it.
    func sameMeaning(as key: String, in keys: KeySet, _ home: KeyNames.Home) -> String? {
        guard home == .ipam, let meaning = find(key, home)?.spec.meaning else { return nil }
        let networks: Set<KeyMeaning> = [.subnet, .range]
        let alike = keys.keys.filter { other in
            other.meaning == meaning
                || networks.contains(meaning) && other.meaning.map(networks.contains) ?? false
        }
        return alike.count == 1 ? alike[0].name : nil
    }

    private func find(_ key: String, _ home: KeyNames.Home) -> (type: String, spec: KeySpec)? {
        let types: [String]
        switch home {
        case .plugin: types = plugin.roles.contains(.interface) ? Self.ofInterfaces : []
        case .ipam: types = Self.ofAddresses
        case .inside: types = []
        }
        for type in types {
            guard let entry = catalogue.entry(type) else { continue }
            if let spec = (home == .ipam ? entry.ipamKeys : entry.keys)[key] { return (type, spec) }
        }
        return nil
    }
}
