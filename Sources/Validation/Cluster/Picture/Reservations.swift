import ExactJSON

/// The list in which a plugin remembers which addresses are taken. Two pools with the same one never give the same address.
struct Reservations: Hashable {
    let key: String

    init(of pool: AddressPool, in network: ClusterNetwork) {
        let ipam = pool.plugin
        let object = network.configuration.plugins.compactMap(\.ipam).first { $0["type"]?.value.string == ipam }
        switch ipam {
        case "host-local":
            let folder = object?["dataDir"]?.value.string ?? ""
            key = "host-local \(folder.isEmpty ? "/var/lib/cni/networks" : folder) \(network.name)"
        case "whereabouts":
            let name = object?["network_name"]?.value.string ?? ""
            let isApart = object?["enable_overlapping_ranges"]?.value.boolean == false
            key = "whereabouts \(name)" + (isApart ? " \(pool.network)" : "")
        default: key = "\(ipam) \(network.name)"
        }
    }
}
