import CNI
import ExactJSON
import TartanStore

/// The pods that live, by the binaries that have to detach them, as their records say.
struct PluginPods {
    private var pods: [String: Set<String>] = [:]

    init(_ node: ExaminedNode) {
        let boot = node.bootID
        for (key, record) in node.store.records {
            // What was before the last boot, or whose namespace is gone, is `gc`'s.
            guard boot.isEmpty || record.opening.bootID == boot, !node.isGone(record) else { continue }
            let name = Self.name(key, record)
            for binary in record.outstanding {
                let plugin = record.attachments[binary.attachment].plugins[binary.plugin]
                for path in Self.paths(of: plugin, record.opening, node.files) { pods[path, default: []].insert(name) }
            }
        }
    }

    /// On the node.
    var paths: [String] { pods.keys.sorted() }

    func pods(of path: String) -> [String] { (pods[path] ?? []).sorted() }

    private static func name(_ key: RecordKey, _ record: Record) -> String {
        guard let name = record.opening.podName else { return "\(key.sandbox.prefix(12))/\(key.interface)" }
        return "\(record.opening.podNamespace ?? "")/\(name)"
    }

    /// Its own, and those of the plugins that it calls: they are looked for where they were looked for at ADD.
    private static func paths(of plugin: JournalPlugin, _ opening: JournalOpening, _ files: HostFiles) -> [String] {
        let value = try? JSONParser.parse(plugin.configuration, limit: Limits.definition)
        let others = PluginUse.types(of: plugin.type, value?.object ?? JSONObject()).filter { $0 != plugin.type }
        let folders = [opening.binDir].compactMap { $0 } + opening.searchPath.split(separator: ":").map(String.init)
        let found = others.map { type in
            folders.map { "\($0)/\(type)" }.first(where: files.isThere) ?? "\(folders.first ?? "")/\(type)"
        }
        return [plugin.path] + found
    }
}
