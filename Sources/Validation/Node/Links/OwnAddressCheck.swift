import CNI
import Findings

/// Addresses of the node that a network gives out to pods.
struct OwnAddressCheck: NodeCheck {
    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard let links = node.facts.links else { return }
        let own = links.all.filter { $0.name != "lo" }.flatMap { link in
            link.addresses.filter { !Self.isLinkLocal($0.address) }.map { (link: link, address: $0.address) }
        }
        if own.isEmpty { return }
        for configuration in node.configurations {
            let bridge = BridgeUse(configuration, node.context)?.bridge
            for pool in configuration.addresses.pools
            where ["host-local", "whereabouts"].contains(pool.plugin) {
                // The pods' own gateway is nobody else's.
                let gateway = pool.gateway?.value ?? pool.network.first.next
                let hit = own.first {
                    $0.link.name != bridge && $0.address != gateway && pool.gives($0.address)
                }
                guard let hit else { continue }
                sink.report(
                    .ownAddressGivenOut, at: pool.subnet.spot,
                    "\(configuration.title) gives out \(hit.address), which is \(node.facts.name)'s own, of \"\(hit.link.name)\"",
                    label: "give out others",
                    notes: [
                        "\(pool.plugin) knows nothing of the node's addresses. The pod that gets it takes the node's traffic, or reaches nobody.",
                        pool.plugin == "host-local"
                            ? "Leave the node's addresses out: \"rangeStart\" and \"rangeEnd\"."
                            : "Leave the node's addresses out: \"range_start\" and \"range_end\", or \"exclude\".",
                    ])
            }
        }
    }

    private static func isLinkLocal(_ address: IPAddress) -> Bool {
        address.family == .v6 && address.bytes[0] == 0xFE && address.bytes[1] & 0xC0 == 0x80
    }
}
