import CNI
import ExactJSON
import TartanCore
import TartanStore

/// The network with which a binary is tried out.
struct TrialNetwork {
    /// As it was named.
    let title: String
    /// What Tartan's configuration calls it: `clusterNetwork`.
    let reference: String
    /// Where a definition of it lies.
    let namespace: String
    /// Nil for a file's.
    let definition: JSONValue?
    let configuration: NetworkConfiguration
    let types: [String]

    /// - Parameter name: `namespace/name`, a name in the namespace, or the path of a file or folder.
    init(_ name: String, namespace: String, _ node: ExaminedNode) throws(Failure) {
        title = name
        if name.hasPrefix("/") {
            (reference, definition) = (name, nil)
            self.namespace = namespace
        } else {
            let store: Store
            do throws(StoreError) { store = try node.store.opened.get() } catch { throw Failure(error) }
            let lookup = ObjectLookup(
                store: store, namespace: namespace, command: "sudo tartanctl plugins test FILE --network")
            let key = try lookup.key(name)
            definition = try lookup.object(.network, key)
            reference = key.name
            self.namespace = key.namespace
        }
        let folder = node.configuration?.settings?.configurationFolder ?? Self.standardFolder
        let search = NetworkSearch(
            files: node.files, configurationFolder: folder, namespace: self.namespace, storeRoot: node.store.root)
        do throws(NetworkProblem) {
            configuration = try search.find(reference).configuration
        } catch {
            throw Failure(
                .couldNotRun, code: error.code, "\(error).", hints: [error.next], facts: ["network": .string(name)])
        }
        types = PluginUse.types(of: configuration)
    }

    static let standardFolder = "/etc/cni/tartan.d"

    /// Every text that its configuration has, at any depth.
    var texts: Set<String> {
        var texts: Set<String> = []
        func collect(_ value: JSONValue) {
            if let text = value.string { texts.insert(text) }
            for element in value.array ?? [] { collect(element) }
            for member in value.object?.members ?? [] { collect(member.value) }
        }
        for plugin in configuration.plugins { collect(.object(plugin.object)) }
        return texts
    }

    /// What its plugins say that they keep state in.
    var stateFolders: [String] {
        var folders: [String] = []
        func collect(_ value: JSONValue) {
            for element in value.array ?? [] { collect(element) }
            for member in value.object?.members ?? [] {
                if member.key == "dataDir", let path = member.value.string, path.hasPrefix("/") { folders.append(path) }
                collect(member.value)
            }
        }
        for plugin in configuration.plugins { collect(.object(plugin.object)) }
        return folders
    }

    /// What a runtime would ask of its plugins, so that those that do nothing unasked have something to do.
    var requests: JSONObject {
        let declared = Set(configuration.plugins.flatMap(\.capabilities))
        var requests = JSONObject()
        if declared.contains("portMappings") {
            requests["portMappings"] = [["hostPort": 18080, "containerPort": 80, "protocol": "tcp"]]
        }
        if declared.contains("bandwidth") {
            requests["bandwidth"] = [
                "ingressRate": 1_000_000, "ingressBurst": 1_000_000, "egressRate": 1_000_000,
                "egressBurst": 1_000_000,
            ]
        }
        return requests
    }
}
