// Other interfaces of the node: bridges, devices, and the addresses that it has itself.
extension FindingKind {
    static let nodeLinkKinds = [
        bridgeNameTaken, bridgeAddressTaken, bridgeWithoutVLANs, deviceMissing, deviceOfNode, ownAddressGivenOut,
        mtuAboveOverlay,
    ]

    private static func bridge(_ keys: String, _ subnet: String = "\"10.1.0.0/24\"") -> String {
        "{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \(keys), \"ipam\": {\"type\": \"host-local\", \"subnet\": \(subnet)}}"
    }

    package static let bridgeNameTaken = FindingKind(
        "TN5111", .error, "bridge whose name another interface has",
        explanation: """
            The plugin bridge makes its bridge, or takes one of that name. On this node an interface of that name is something \
            else, and every pod fails: "lan" already exists but is not a bridge.
            """,
        remedy:
            "Give the bridge another name; to put pods into the segment of an interface, use macvlan, or a bridge with it as a port.",
        bad: .onNode("links: {eth1: {}}", bridge("\"bridge\": ⟦\"eth1\"⟧")),
        good: .onNode("links: {eth1: {}, br1: {kind: bridge}}", bridge("\"bridge\": \"br1\"")))

    package static let bridgeAddressTaken = FindingKind(
        "TN5112", .error, "bridge that has another address on the node",
        explanation: """
            With "isGateway" the plugin gives the bridge the network's first address or "gateway". The bridge is on the node \
            already, with another address: it belongs to another network (without "bridge" it is cni0, which the cluster \
            network often has), or to an earlier version of this one. Every pod fails: "cni0" already has an IP address \
            different from 10.1.0.1/24.
            """,
        remedy: """
            Give the network a bridge of its own. If the address is left over from an earlier version of it and no pod has it \
            any more, delete the bridge: `sudo ip link delete DEV`.
            """,
        bad: .onNode(
            "links: {br1: {kind: bridge, addresses: [10.9.0.1/24]}}",
            bridge("\"bridge\": \"br1\", \"isGateway\": true", "⟦\"10.1.0.0/24\"⟧")),
        good: .onNode(
            "links: {br1: {kind: bridge, addresses: [10.1.0.1/24]}}", bridge("\"bridge\": \"br1\", \"isGateway\": true")
        ))

    package static let bridgeWithoutVLANs = FindingKind(
        "TN5113", .warning, "VLAN on a bridge that doesn't tell VLANs apart",
        explanation: """
            The plugin switches the filtering of VLANs on for a bridge that it makes itself. This bridge was made by somebody \
            else, without it: all its ports are in one segment, pods of different VLANs reach each other, and nobody says so.
            """,
        remedy:
            "`sudo ip link set DEV type bridge vlan_filtering 1`, and in the node's network configuration; mind its other ports' VLANs.",
        bad: .onNode(
            "links: {br1: {kind: bridge, filtersVLANs: false}}", bridge("\"bridge\": \"br1\", \"vlan\": ⟦30⟧")),
        good: .onNode("links: {br1: {kind: bridge, filtersVLANs: true}}", bridge("\"bridge\": \"br1\", \"vlan\": 30")))

    package static let deviceMissing = FindingKind(
        "TN5114", .warning, "device that the node doesn't have",
        explanation: """
            The plugin moves an interface of the node into the pod, and there is none of this name: it never was on this node, or \
            a pod has it at this moment. In the first case every pod of the network fails here: failed to find "eth2".
            """,
        remedy: "See whether a pod has it (`ip -all netns exec ip link show eth2`); else name one that is there.",
        bad: .onNode(
            "links: {eth0: {default: true}}",
            "{\"cniVersion\": \"1.0.0\", \"type\": \"host-device\", \"device\": ⟦\"eth2\"⟧}"),
        good: .onNode(
            "links: {eth0: {default: true}, eth2: {}}",
            "{\"cniVersion\": \"1.0.0\", \"type\": \"host-device\", \"device\": \"eth2\"}"))

    package static let deviceOfNode = FindingKind(
        "TN5115", .warning, "device through which the node itself is reached",
        explanation: """
            The plugin moves the interface into the pod, and the node's default route goes through it. The first pod cuts the \
            node off: kubelet, the API server, your ssh. It comes back when the pod ends, which nobody can order any more.
            """,
        remedy: "Name an interface that the node doesn't need; to share this one use macvlan or ipvlan.",
        bad: .onNode(
            "links: {eth0: {default: true}}",
            "{\"cniVersion\": \"1.0.0\", \"type\": \"host-device\", \"device\": ⟦\"eth0\"⟧}"),
        good: .onNode(
            "links: {eth0: {default: true}, eth1: {}}",
            "{\"cniVersion\": \"1.0.0\", \"type\": \"host-device\", \"device\": \"eth1\"}"))

    package static let ownAddressGivenOut = FindingKind(
        "TN5116", .warning, "node's own address that a network gives out",
        explanation: """
            Plugins that give out addresses know nothing of those that the node has. The range of this network has one of them \
            in it. The pod that gets it, perhaps the hundredth, has the node's address: connections to the node break, or the \
            pod reaches nobody. Other machines' addresses in the range do the same harm.
            """,
        remedy:
            "Give out a part of the network that nobody else uses: \"rangeStart\" and \"rangeEnd\", or \"exclude\".",
        bad: .onNode(
            "links: {eth1: {addresses: [10.1.0.7/24]}}",
            Sample.plainMACVLAN(more: ", \"ipam\": {\"type\": \"host-local\", \"subnet\": ⟦\"10.1.0.0/24\"⟧}")),
        good: .onNode(
            "links: {eth1: {addresses: [10.1.0.7/24]}}",
            Sample.plainMACVLAN(
                more:
                    ", \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\", \"rangeStart\": \"10.1.0.100\"}"
            )))

    package static let mtuAboveOverlay = FindingKind(
        "TN5117", .warning, "MTU above what the overlay leaves",
        explanation: """
            Packets to pods of other nodes travel inside of packets of the node, and the outer headers take their part: 50 bytes for \
            VXLAN and Geneve (70 over IPv6), 20 for IP in IP, 60 to 80 for WireGuard. The interface may have more than that \
            leaves. Small packets pass and connections open; large ones are cut into pieces, or lost where that isn't allowed: \
            transfers between nodes hang.
            """,
        remedy:
            "Write the number that the finding names; or leave \"mtu\" out, then Flannel, Calico and Cilium reckon it themselves.",
        bad: .onNode(
            "links: {eth0: {mtu: 1500, default: true}, flannel.1: {kind: vxlan, mtu: 1450}}",
            "{\"cniVersion\": \"1.0.0\", \"type\": \"flannel\", \"delegate\": {\"isDefaultGateway\": true, \"mtu\": ⟦1500⟧}}"
        ),
        good: .onNode(
            "links: {eth0: {mtu: 1500, default: true}, flannel.1: {kind: vxlan, mtu: 1450}}",
            "{\"cniVersion\": \"1.0.0\", \"type\": \"flannel\", \"delegate\": {\"isDefaultGateway\": true, \"mtu\": 1450}}"
        ))
}
