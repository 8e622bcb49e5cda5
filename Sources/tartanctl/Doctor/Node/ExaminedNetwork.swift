import CNI
import ExactJSON
import TartanCore

/// A network that Tartan's configuration names.
struct ExaminedNetwork {
    /// `clusterNetwork`, `delegates[0]`, `defaultNetworks[1]`.
    let key: String
    let isCluster: Bool
    let found: Result<NetworkSearch.Found, NetworkProblem>

    var configuration: NetworkConfiguration? { try? found.get().configuration }
    /// A file or definition.
    var source: String? { try? found.get().source }

    var kind: ClusterNetworkKind? {
        guard let configuration, let source else { return nil }
        return ClusterNetworkKind(configuration, file: HostFiles.name(of: source))
    }

    static func all(of configuration: ExaminedConfiguration, _ files: HostFiles, storeRoot: String) -> [ExaminedNetwork]
    {
        guard let settings = configuration.settings else { return [] }
        let search = NetworkSearch(
            files: files, configurationFolder: settings.configurationFolder, namespace: settings.multusNamespace,
            storeRoot: storeRoot)
        func find(_ value: String) -> Result<NetworkSearch.Found, NetworkProblem> {
            Result { () throws(NetworkProblem) in try search.find(value) }
        }
        var networks: [ExaminedNetwork] = []
        if let cluster = settings.clusterNetwork {
            networks.append(.init(key: "clusterNetwork", isCluster: true, found: find(cluster)))
        } else {
            for (index, delegate) in settings.delegates.enumerated() {
                let key = "delegates[\(index)]"
                let found = Result { () throws(NetworkProblem) in
                    try NetworkSearch.inline(delegate, source: "\(key) of \(configuration.path)")
                }
                networks.append(.init(key: key, isCluster: index == 0, found: found))
            }
        }
        for (index, value) in settings.defaultNetworks.enumerated() {
            networks.append(.init(key: "defaultNetworks[\(index)]", isCluster: false, found: find(value)))
        }
        return networks
    }
}
