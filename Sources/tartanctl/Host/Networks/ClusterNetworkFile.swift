import CNI
import ExactJSON
import Validation

/// A file that could be the cluster network's.
struct ClusterNetworkFile {
    /// On the node.
    let path: String
    let configuration: NetworkConfiguration
    let kind: ClusterNetworkKind

    init(_ path: String, _ configuration: NetworkConfiguration) {
        self.path = path
        self.configuration = configuration
        kind = ClusterNetworkKind(configuration, file: HostFiles.name(of: path))
    }

    /// Nil for what no runtime can use, for Tartan's and Multus' own, and for `lo` alone.
    init?(_ file: RuntimeFile, in folder: String) {
        guard file.problem == nil, !file.isTartan, !file.isMultus, !file.isLoopback, let value = file.configuration,
            let configuration = try? NetworkConfiguration(value), configuration.name != nil
        else { return nil }
        self.init("\(folder)/\(file.name)", configuration)
    }

    /// `Flannel ("cbr0": flannel, portmap)`.
    var words: String {
        let types = configuration.plugins.map(\.type).joined(separator: ", ")
        let list = "\"\(configuration.name ?? "")\": \(types)"
        return kind.name.map { "\($0) (\(list))" } ?? list
    }

    /// What its plugins declare, each once, in order.
    var capabilities: [String] {
        var capabilities: [String] = []
        for capability in configuration.plugins.flatMap(\.capabilities) where !capabilities.contains(capability) {
            capabilities.append(capability)
        }
        return capabilities
    }

    /// Those that container tools bring along: no cluster's.
    var isOfTool: Bool {
        kind == .bridge
            && ["crio", "podman", "containerd-net", "nerdctl_bridge", "bridge"].contains(configuration.name)
    }

    /// Calico with addresses by the node's range, which is how today's Canal configures it.
    var couldBeCanal: Bool {
        guard let ipam = configuration.plugins.first?.object["ipam"] else { return kind == .canal }
        let range = ipam["subnet"]?.string?.lowercased()
        return kind == .canal || kind == .calico && ipam["type"] == "host-local" && range == "usepodcidr"
    }
}
