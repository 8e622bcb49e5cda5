import ExactJSON

/// A plugin that is run for one object of a chain: the object's own, or one that this one runs by itself.
struct InnerPlugin {
    let type: String
    /// What it finds its own keys in; those of a plugin for addresses are in `ipam`.
    let object: JSONObject

    /// The object's own plugin first.
    static func all(_ type: String, _ object: JSONObject) -> [InnerPlugin] {
        var plugins = [InnerPlugin(type: type, object: object)]
        if let manager = object["ipam"]?["type"]?.string, !manager.isEmpty {
            plugins.append(InnerPlugin(type: manager, object: object))
        }
        if type == "flannel", let delegate = object["delegate"]?.object, let inner = delegate["type"]?.string {
            // One that delegates to itself ends with the object: JSON's depth is bounded.
            plugins += all(inner, delegate)
        }
        return plugins
    }

    var known: KnownPlugin? { KnownPlugin.of(type) }
}
