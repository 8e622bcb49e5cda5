import CNI
import ExactJSON
import PluginCatalogue

/// A plugin that makes its interface on one of the node's, and which one that is there.
struct NodeMasterUse {
    let configuration: ConfigurationFacts
    let plugin: PluginUse
    /// As it is named, or that of the default route.
    let name: String
    /// Where it is named, or the plugin's type.
    let spot: Spot
    let isNamed: Bool

    /// Those of a configuration; a plugin that isn't first makes its interface on one of the pod's.
    static func all(of configuration: ConfigurationFacts, _ node: NodeScope) -> [NodeMasterUse] {
        guard let plugin = configuration.plugins.first, plugin.index == 0, !plugin.cursor.isTrue("linkInContainer")
        else { return [] }
        let values = plugin.values(.master, node.context).filter { $0.text?.isEmpty == false }
        if values.isEmpty, takesDefault(plugin), let name = node.facts.links?.defaultLink,
            let type = plugin.cursor["type"]
        {
            let use = NodeMasterUse(
                configuration: configuration, plugin: plugin, name: name, spot: type.spot, isNamed: false)
            return [use]
        }
        return values.compactMap { value in
            // What can't be one is told with the plugin's keys.
            guard let name = value.text, (try? InterfaceName(name)) != nil else { return nil }
            return NodeMasterUse(
                configuration: configuration, plugin: plugin, name: name, spot: value.cursor.spot, isNamed: true)
        }
    }

    /// Whether a plugin takes the interface of the default route where none is named.
    static func takesDefault(_ plugin: PluginUse) -> Bool {
        ["macvlan", "ipvlan"].contains(plugin.type) && !plugin.cursor.isGiven("master")
    }

    /// Makes interfaces that get what the master receives before anybody else does.
    var takesAllFrames: Bool { ["macvlan", "ipvlan"].contains(plugin.type) }

    /// As the beginning of a sentence: `"eth1" of worker-1`.
    func words(_ node: NodeScope) -> String {
        "\"\(name)\" of \(node.facts.name)\(isNamed ? "" : ", which has the default route,")"
    }
}
