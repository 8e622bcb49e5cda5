import CNI
import ExactJSON

/// Every binary that a network needs: those of its list, and those that they call themselves.
enum PluginUse {
    static func types(of configuration: NetworkConfiguration) -> [String] {
        var types: [String] = []
        func add(_ type: String?) {
            if let type, !type.isEmpty, !types.contains(type) { types.append(type) }
        }
        for plugin in configuration.plugins {
            add(plugin.type)
            add(plugin.object["ipam"]?["type"]?.string)
            if plugin.type == "flannel" {
                let delegate = plugin.object["delegate"]
                add(delegate?["type"]?.string ?? "bridge")
                add("host-local")
            }
        }
        return types
    }
}
