import CNI
import ExactJSON
import Findings

/// Networks that the node itself routes to, by different interfaces, with the same addresses.
struct NodeRouteCheck: PictureCheck {
    private struct Use {
        let network: ClusterNetwork
        let pool: AddressPool
        let way: String
    }

    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        var sweep = OverlapSweep<Use>()
        for network in picture.networks {
            guard let maker = network.maker, let way = Self.way(of: maker, network) else { continue }
            for pool in network.addresses.pools where pool.plugin == "host-local" {
                let range = maker.type == "ptp" ? pool.range : pool.network.range
                guard let range else { continue }
                let key = maker.type == "ptp" ? Reservations(of: pool, in: network).key : way
                sweep.add(range, key: key, Use(network: network, pool: pool, way: way))
            }
        }
        var told = Set<[String]>()
        for (first, second, _) in sweep.overlaps() where first.network.reference != second.network.reference {
            let names = [first.network.reference, second.network.reference]
            guard told.insert(names).inserted else { continue }
            sink.report(
                .overlapOnNode, at: second.pool.subnet.spot,
                "the node routes to \(second.pool.network) of network \(names[1]) and to \(first.pool.network) of network \(names[0])",
                label: "by \(second.way) here, by \(first.way) there",
                notes: [
                    "They overlap, and a packet takes one of the two routes: on a node with pods of both, one network's don't get their answers."
                ], related: [(first.pool.subnet.spot, "network \(names[0])")])
        }
    }

    /// The node's interface that its route leads to; nil where the node has no route.
    private static func way(of maker: PluginUse, _ network: ClusterNetwork) -> String? {
        switch maker.type {
        case "ptp": return "veth pairs"
        case "bridge":
            let keys = ["isGateway", "isDefaultGateway"]
            guard keys.contains(where: { maker.cursor[$0]?.value.boolean == true }) else { return nil }
            return network.segment?.title
        default: return nil
        }
    }
}
