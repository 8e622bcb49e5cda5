import ExactJSON
import PluginCatalogue

/// A file or socket without which a plugin can't do its work.
struct DaemonProbe {
    let path: String
    let daemon: String
    let isSocket: Bool
    /// The path's value where a configuration names another than the usual one.
    let cursor: JSONCursor?

    static func all(of plugin: NamedPlugin, _ entry: PluginEntry) -> [DaemonProbe] {
        entry.readiness.compactMap { check in
            let usual: String
            let isSocket: Bool
            switch check.probe {
            case .file(let path): (usual, isSocket) = (path, false)
            case .socket(let path): (usual, isSocket) = (path, true)
            case .http, .exec, .link: return nil
            }
            guard plugin.use.meets(check.when) else { return nil }
            let named = check.key.flatMap(plugin.use.value(at:))
            guard let text = named?.value.string, !text.isEmpty else {
                return DaemonProbe(path: usual, daemon: check.daemon, isSocket: isSocket, cursor: nil)
            }
            guard text.hasPrefix("/"), !text.utf8.contains(0) else { return nil }
            return DaemonProbe(path: text, daemon: check.daemon, isSocket: isSocket, cursor: named)
        }
    }
}
