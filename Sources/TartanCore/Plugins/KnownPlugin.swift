import ExactJSON

/// What the plugin's executable has to know of another plugin, to run it without harm. The rows are the plugin catalogue's, which
/// only `tartanctl` carries: a test holds the two equal.
package struct KnownPlugin: Sendable, Equatable {
    package let type: String
    /// What must be there before its ADD can work.
    package var needs: [DaemonNeed] = []
    /// Messages of failures that pass by themselves, whatever code the plugin gives them. `*` stands for any text.
    package var transientMessages: [String] = []
    /// Set for a plugin that makes an interface of its own, whatever the plugins before it in the chain have made.
    package var isFirstOnly = false
    /// Set for a plugin that a pod can have once only.
    package var oncePerPod: OncePerPod?
    /// Set for a plugin that keeps a file for each container id, and nothing that would tell a pod's attachments apart.
    package var keptFile: KeptFile?

    package struct OncePerPod: Sendable, Equatable {
        /// Whose: types of one project count together.
        package let project: String
        package let reason: String
    }

    package struct KeptFile: Sendable, Equatable {
        /// The key of its configuration that names the folder.
        package let key: String
        package let folder: String
    }

    package static func of(_ type: String) -> KnownPlugin? { all.first { $0.type == type } }
}

/// A plugin that is run for one object of a chain: the object's own, or one that this one runs by itself.
struct InnerPlugin {
    let type: String
    /// What it finds its own keys in; those of a plugin for addresses are in `ipam`.
    let object: JSONObject
    let isAddressManager: Bool

    /// The object's own plugin first.
    static func all(_ type: String, _ object: JSONObject) -> [InnerPlugin] {
        var plugins = [InnerPlugin(type: type, object: object, isAddressManager: false)]
        if let manager = object["ipam"]?["type"]?.string, !manager.isEmpty {
            plugins.append(InnerPlugin(type: manager, object: object, isAddressManager: true))
        }
        if type == "flannel", let delegate = object["delegate"]?.object, let inner = delegate["type"]?.string {
            // One that delegates to itself ends with the object: JSON's depth is bounded.
            plugins += all(inner, delegate)
        }
        return plugins
    }

    var known: KnownPlugin? { KnownPlugin.of(type) }
}
