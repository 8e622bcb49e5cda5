import CNI
import ExactJSON
import Findings

/// Bridges that are on the node already, and not as a network wants them.
struct NodeBridgeCheck: NodeCheck {
    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard let links = node.facts.links else { return }
        for configuration in node.configurations {
            guard let use = BridgeUse(configuration, node.context), let link = links[use.bridge] else { continue }
            guard link.kind == "bridge" else {
                sink.report(
                    .bridgeNameTaken, at: use.spot,
                    "\"\(link.name)\" of \(node.facts.name) is \(link.kind.map { "a \($0)" } ?? "an interface") and no bridge",
                    label: "not a bridge",
                    notes: ["Every pod fails: \"\(use.bridge.cutForMessage)\" already exists but is not a bridge."])
                continue
            }
            if let spot = use.vlanSpot, link.filtersVLANs == false {
                sink.report(
                    .bridgeWithoutVLANs, at: spot,
                    "the bridge \"\(link.name)\" of \(node.facts.name) doesn't tell VLANs apart",
                    label: "has no effect on this bridge",
                    notes: [
                        "The plugin switches that on only for a bridge that it makes itself. As it is, all ports are in one segment: sudo ip link set \(link.name) type bridge vlan_filtering 1"
                    ])
            }
            checkAddress(use, link, node, &sink)
        }
    }

    private func checkAddress(_ use: BridgeUse, _ link: NodeLink, _ node: NodeScope, _ sink: inout FindingSink) {
        guard use.vlan == 0, use.gateways.count == 1, let wanted = use.gateways.first else { return }
        let present = link.addresses.filter { $0.address.family == .v4 }
        guard let other = present.first, !present.contains(wanted.network) else { return }
        sink.report(
            .bridgeAddressTaken, at: wanted.spot,
            "the bridge \"\(link.name)\" of \(node.facts.name) has the address \(other), and \(use.configuration.title) gives it \(wanted.network)",
            label: "another network's bridge",
            notes: [
                "Every pod fails: \"\(link.name)\" already has an IP address different from \(wanted.network).",
                use.isDefaultName
                    ? "Without \"bridge\" the plugin takes \"cni0\", which is often the cluster network's. Give this network a bridge of its own."
                    : "Give this network a bridge of its own; or is the address of an earlier version of it? sudo ip address del \(other) dev \(link.name)",
            ])
    }
}
