import CNI
import ExactJSON

/// Every binary that a network needs: those of its list, and those that they call themselves.
enum PluginUse {
    static func types(of configuration: NetworkConfiguration) -> [String] {
        var types: [String] = []
        for plugin in configuration.plugins {
            for type in self.types(of: plugin.type, plugin.object) where !types.contains(type) { types.append(type) }
        }
        return types
    }

    /// - Parameters:
    ///   - type: of one plugin of a list.
    ///   - object: its configuration.
    static func types(of type: String, _ object: JSONObject) -> [String] {
        var types: [String] = []
        func add(_ type: String?) {
            if let type, isPlainName(type), !types.contains(type) { types.append(type) }
        }
        add(type)
        add(object["ipam"]?["type"]?.string)
        if type == "flannel" {
            add(object["delegate"]?["type"]?.string ?? "bridge")
            add("host-local")
        }
        return types
    }

    /// Not every plugin looks at what it hands on, and nothing outside of the folders of plugins is to be started.
    private static func isPlainName(_ type: String) -> Bool {
        !type.isEmpty && type != "." && type != ".." && !type.utf8.contains(UInt8(ascii: "/")) && !type.utf8.contains(0)
    }
}
