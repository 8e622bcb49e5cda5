import CNI
import ExactJSON

extension Resolver {
    /// The plugins of `<folder of clusterNetwork>/<auxiliaryCNIChainName>/*.conf` as one more network, which runs last; none
    /// if the folder has no such file.
    ///
    /// Its version is that of Tartan's own configuration. Multus puts a plugin before them that does nothing, so that the
    /// first of them follows another one; Tartan hands them the result that this plugin would give.
    func auxiliaryChain() throws(PlanError) -> [WantedNetwork] {
        guard let name = settings.auxiliaryChain else { return [] }
        guard let path = settings.clusterNetwork, path.hasPrefix("/") else {
            throw .auxiliaryChain(name, clusterNetwork: settings.clusterNetwork)
        }
        guard let network = try lookup.chain(named: name, beside: path, version: settings.version) else { return [] }
        return [
            WantedNetwork(
                network: network, origin: .auxiliaryChain(folder: network.source), selection: nil,
                runtimeConfig: JSONObject())
        ]
    }
}
