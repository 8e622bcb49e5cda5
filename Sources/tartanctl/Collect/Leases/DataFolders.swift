import CNI
import ExactJSON
import LinuxSystem
import MultiNetwork
import TartanStore

/// Where host-local keeps reservations: its standard folder, and each `dataDir` that a configuration known here names.
struct DataFolders {
    private(set) var paths: [String] = [Self.standard]
    /// Files and folders of configurations that were looked into.
    private var visited = Set<String>()

    static let standard = "/var/lib/cni/networks"

    /// Reads the configurations of records (finished ones too), of the store's definitions, and of the folders.
    init(store: Store, configurationFolders: [String]) throws(StoreError) {
        for key in try store.records() {
            guard let folder = store.sandbox(folder: key.sandbox) else { continue }
            add(recorded: try? folder.readJournal(key.interface))
        }
        for key in try store.histories() {
            guard let folder = store.sandbox(folder: key.sandbox) else { continue }
            add(recorded: try? store.history(folder, key.interface))
        }
        for key in try store.networks() {
            guard let object = try? store.network(key.namespace, key.name),
                let definition = try? NetworkAttachmentDefinition(object)
            else { continue }
            if let text = definition.config { add(text: Array(text.utf8)) }
        }
        for folder in configurationFolders { add(configurationsAt: folder) }
    }

    private mutating func add(recorded record: Record?) {
        for attachment in record?.attachments ?? [] {
            for plugin in attachment.plugins { add(text: Array(plugin.configuration.utf8)) }
        }
    }

    /// A file, or a folder of files. What can't be read names no folder.
    private mutating func add(configurationsAt path: String) {
        guard visited.insert(path).inserted, let facts = try? FileFacts(path: path) else { return }
        if facts.kind == .folder {
            for name in (try? Files.names(in: path)) ?? [] {
                guard [".conf", ".conflist", ".json"].contains(where: name.hasSuffix) else { continue }
                add(configurationsAt: path + "/" + name)
            }
        } else if facts.kind == .file, let text = try? Files.read(path, limit: Limits.configuration) {
            add(text: text)
        }
    }

    private mutating func add(text: [UInt8]) {
        if let value = try? JSONParser.parse(text, limit: Limits.configuration) { add(value) }
    }

    /// Any depth: flannel and Multus hold configurations of other plugins. Tartan's and Multus' own lead to further files.
    private mutating func add(_ value: JSONValue) {
        for element in value.array ?? [] { add(element) }
        guard let object = value.object else { return }
        if object["type"]?.string == "host-local", let path = path("dataDir", object), !paths.contains(path) {
            paths.append(path)
        }
        for key in ["confDir", "clusterNetwork"] {
            if let path = path(key, object) { add(configurationsAt: path) }
        }
        for member in object.members { add(member.value) }
    }

    private func path(_ key: String, _ object: JSONObject) -> String? {
        guard let path = object[key]?.string, path.hasPrefix("/"), !path.utf8.contains(0) else { return nil }
        return path
    }
}
