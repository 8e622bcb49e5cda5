import CNI
import TartanCore
import TartanStore
import Validation

/// All networks that this node knows, by the binaries that they need.
struct PluginUsers {
    private var users: [String: [PluginUser]] = [:]
    private var sources: Set<String> = []

    init(_ node: ExaminedNode) {
        for network in node.networks {
            guard let configuration = network.configuration, let source = network.source else { continue }
            add(configuration, from: source, named: Self.definition(source) ?? configuration.name ?? network.key)
        }
        for (key, configuration) in node.store.definitions {
            guard let configuration else { continue }
            add(configuration, from: "definition \(key)", named: key.description)
        }
        for file in node.folder?.files ?? [] where file.problem == nil {
            guard let configuration = file.configuration.flatMap({ try? NetworkConfiguration($0) }) else { continue }
            add(configuration, from: "\(node.folderPath)/\(file.name)", named: configuration.name ?? file.name)
        }
        addFolder(node)
    }

    var types: [String] { users.keys.sorted() }

    /// In the order in which a person looks for them: by name.
    func users(of type: String) -> [PluginUser] {
        (users[type] ?? []).sorted { ($0.network, $0.source) < ($1.network, $1.source) }
    }

    /// Where Tartan finds configurations by name.
    private mutating func addFolder(_ node: ExaminedNode) {
        guard let folder = node.configuration?.settings?.configurationFolder, folder != node.folderPath,
            let found = try? RuntimeFolder(folder, files: node.files)
        else { return }
        for file in found.files where file.problem == nil {
            guard let configuration = file.configuration.flatMap({ try? NetworkConfiguration($0) }) else { continue }
            add(configuration, from: "\(folder)/\(file.name)", named: configuration.name ?? file.name)
        }
    }

    private mutating func add(_ configuration: NetworkConfiguration, from source: String, named name: String) {
        guard sources.insert(source).inserted else { return }
        let user = PluginUser(network: name, source: source, version: configuration.version)
        for type in PluginUse.types(of: configuration) { users[type, default: []].append(user) }
    }

    private static func definition(_ source: String) -> String? {
        source.hasPrefix("definition ") ? String(source.dropFirst("definition ".count)) : nil
    }
}
