import ExactJSON

/// A plugin that makes its interface on one of the node's.
struct MasterUse {
    let configuration: ConfigurationFacts
    let plugin: PluginUse
    let name: String
    let spot: Spot

    /// - Returns: nil for a plugin that names no interface of the node.
    init?(_ configuration: ConfigurationFacts) {
        guard let plugin = configuration.plugins.first, plugin.index == 0,
            ["macvlan", "ipvlan", "vlan"].contains(plugin.type), !plugin.cursor.isTrue("linkInContainer"),
            let master = plugin.cursor["master"], let name = master.value.string, !name.isEmpty
        else { return nil }
        self.configuration = configuration
        self.plugin = plugin
        self.name = name
        spot = master.spot
    }

    /// The mode, or what the plugin takes for one that isn't given.
    var mode: String {
        if let mode = plugin.cursor["mode"]?.value.string, !mode.isEmpty { return mode }
        return plugin.type == "ipvlan" ? "l2" : "bridge"
    }

    /// Where its mode stands, or if it has none its type.
    var modeSpot: Spot { (plugin.cursor["mode"] ?? plugin.cursor["type"])?.spot ?? spot }
    var title: String { configuration.title }
}

extension ConfigurationFacts {
    /// Variants of one definition, or of one file, are no two networks.
    func isVariant(of other: ConfigurationFacts) -> Bool {
        switch (owner, other.owner) {
        case (.definition, .definition): owner == other.owner
        case (.file(let left), .file(let right)): Self.lastPart(left) == Self.lastPart(right)
        case (.file, .definition), (.definition, .file), (.delegate, _), (_, .delegate): false
        }
    }

    private static func lastPart(_ path: String) -> Substring {
        path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }
}
