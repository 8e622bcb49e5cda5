// The node's interfaces on which plugins make theirs.
extension FindingKind {
    static let nodeMasterKinds = [
        masterMissing, masterDown, masterWithoutCarrier, mtuAboveMaster, vlanTaken, vlanTwice, masterTaken,
        masterNoEthernet, macvlanOnWireless, noDefaultMaster,
    ]

    package static let masterMissing = FindingKind(
        "TN5101", .error, "master that the node doesn't have",
        explanation: """
            The plugin makes the pod's interface on one of the node's, and there is none of this name. Names differ from node to \
            node (eth1, ens192, enp3s0), and VLAN interfaces such as eth1.100 are made by nobody unless the node's network \
            configuration does. The pod stays in ContainerCreating: Link not found.
            """,
        remedy: """
            Name an interface that all nodes of the network have (an alternative name does: `ip link property add dev ens192 \
            altname storage`), let the node's configuration make it, or keep pods of this network off the node.
            """,
        bad: .onNode("links: {eth0: {default: true}, eth2: {}}", Sample.plainMACVLAN(master: "⟦\"eth1\"⟧")),
        good: .onNode("links: {eth0: {default: true}, ens192: {names: [eth1]}}", Sample.plainMACVLAN()))

    package static let masterDown = FindingKind(
        "TN5102", .error, "master that is down",
        explanation: """
            The interface is there and was never set up, which happens to interfaces without addresses that no network \
            configuration mentions. Nothing goes through it: pods start and reach nobody, and a vlan on it fails with \
            "network is down".
            """,
        remedy:
            "`sudo ip link set DEV up`, and let the node's network configuration (netplan, networkd, NetworkManager) do so at boot.",
        bad: .onNode("links: {eth1: {up: false}}", Sample.plainMACVLAN(master: "⟦\"eth1\"⟧")),
        good: .onNode("links: {eth1: {up: true}}", Sample.plainMACVLAN()))

    package static let masterWithoutCarrier = FindingKind(
        "TN5103", .warning, "master without a carrier",
        explanation: """
            The interface is up and has no signal from its other end: no cable, a switch's port that is off, a bond without a \
            working member. Pods start and reach only each other on this node.
            """,
        remedy: "Look at the cable, the switch's port, and for a bond at /proc/net/bonding.",
        bad: .onNode("links: {eth1: {carrier: false}}", Sample.plainMACVLAN(master: "⟦\"eth1\"⟧")),
        good: .onNode("links: {eth1: {carrier: true}}", Sample.plainMACVLAN()))

    package static let mtuAboveMaster = FindingKind(
        "TN5104", .error, "MTU above the master's on this node",
        explanation: """
            An interface can't send more at once than the one it is made on. macvlan and vlan refuse a larger value: invalid MTU \
            9000, must be [0, master MTU(1500)]. Nodes with jumbo frames take it, the others don't.
            """,
        remedy:
            "Raise the MTU of the node's interface and of the switch's port, or leave \"mtu\" out: then it is the master's.",
        bad: .onNode("links: {eth1: {mtu: 1500}}", Sample.plainMACVLAN(more: ", \"mtu\": ⟦9000⟧")),
        good: .onNode("links: {eth1: {mtu: 9000}}", Sample.plainMACVLAN(more: ", \"mtu\": 9000")))

    package static let vlanTaken = FindingKind(
        "TN5105", .error, "VLAN that the node has already",
        explanation: """
            The plugin vlan makes a VLAN interface and moves it into the pod. The kernel has each VLAN of an interface once, \
            in whichever namespace, and the node's own configuration has made this one: every pod fails with "file exists". \
            For the same reason a node can have one pod of such a network.
            """,
        remedy: "Use macvlan or ipvlan with the node's VLAN interface as the master: any number of pods can have it.",
        bad: .onNode(
            "links: {eth1: {}, eth1.5: {kind: vlan, vlan: 5, parent: eth1}}",
            "{\"cniVersion\": \"1.0.0\", \"type\": \"vlan\", \"master\": \"eth1\", \"vlanId\": ⟦5⟧, \"ipam\": {\"type\": \"dhcp\"}}"
        ),
        good: .onNode(
            "links: {eth1: {}, eth1.5: {kind: vlan, vlan: 5, parent: eth1}}",
            "{\"cniVersion\": \"1.0.0\", \"type\": \"vlan\", \"master\": \"eth1\", \"vlanId\": 6, \"ipam\": {\"type\": \"dhcp\"}}"
        ))

    package static let vlanTwice = FindingKind(
        "TN5106", .warning, "VLAN on an interface that is that VLAN",
        explanation: """
            The master is a VLAN interface itself, of the same number. Frames leave with the tag twice, which hardly any switch \
            expects: they are dropped, or delivered with a tag left.
            """,
        remedy: "Name the interface below the node's VLAN as the master; or use macvlan on the VLAN interface.",
        bad: .onNode(
            "links: {storage: {kind: vlan, vlan: 40, parent: eth1}, eth1: {}}",
            "{\"cniVersion\": \"1.0.0\", \"type\": \"vlan\", \"master\": \"storage\", \"vlanId\": ⟦40⟧, \"ipam\": {\"type\": \"dhcp\"}}"
        ),
        good: .onNode(
            "links: {storage: {kind: vlan, vlan: 40, parent: eth1}, eth1: {}}",
            "{\"cniVersion\": \"1.0.0\", \"type\": \"vlan\", \"master\": \"storage\", \"vlanId\": 41, \"ipam\": {\"type\": \"dhcp\"}}"
        ))

    package static let masterTaken = FindingKind(
        "TN5107", .error, "master whose traffic something else takes",
        explanation: """
            What an interface receives is handed to one taker: the bridge, bond or Open vSwitch whose port it is, or macvlan or \
            ipvlan interfaces on it. The kernel refuses another: "device or resource busy". Often the node's installer has put \
            the interface into a bridge since the definition was written.
            """,
        remedy:
            "Name the bridge or bond itself as the master, take the interface out of it, or use one kind of interface.",
        bad: .onNode("links: {br0: {kind: bridge}, eth1: {master: br0}}", Sample.plainMACVLAN(master: "⟦\"eth1\"⟧")),
        good: .onNode("links: {br0: {kind: bridge}, eth1: {master: br0}}", Sample.plainMACVLAN(master: "\"br0\"")))

    package static let masterNoEthernet = FindingKind(
        "TN5108", .error, "master that is no Ethernet interface",
        explanation: """
            macvlan and ipvlan give a pod a place in an Ethernet segment. Loopback, WireGuard, PPP and most tunnels have no \
            Ethernet frames, and the kernel refuses: "invalid argument".
            """,
        remedy: "Use an Ethernet interface; for a routed tunnel use bridge or ptp and let the node route.",
        bad: .onNode("links: {wg0: {ethernet: false}}", Sample.plainMACVLAN(master: "⟦\"wg0\"⟧")),
        good: .onNode("links: {eth1: {}}", Sample.plainMACVLAN()))

    package static let macvlanOnWireless = FindingKind(
        "TN5109", .warning, "macvlan on a wireless interface",
        explanation: """
            An access point delivers frames to the MAC address with which a station has registered, and drops those of any \
            other. macvlan gives each pod a MAC address of its own: the pod starts and reaches nobody.
            """,
        remedy: "Use ipvlan, whose pods have the node's MAC address; or a cable.",
        bad: .onNode("links: {wlan0: {kind: wlan}}", Sample.plainMACVLAN(master: "⟦\"wlan0\"⟧")),
        good: .onNode(
            "links: {wlan0: {kind: wlan}}",
            "{\"cniVersion\": \"1.0.0\", \"type\": \"ipvlan\", \"master\": \"wlan0\", \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
        ))

    package static let noDefaultMaster = FindingKind(
        "TN5110", .error, "no master, and no default route on the node",
        explanation: """
            Without "master" macvlan and ipvlan take the interface of the node's default route. This node has none: it is \
            reached by other routes, or its uplink is down. The pod fails: no default route interface found.
            """,
        remedy: "Name the master.",
        bad: .onNode("links: {eth0: {}}", "{\"cniVersion\": \"1.0.0\", \"type\": ⟦\"macvlan\"⟧}"),
        good: .onNode("links: {eth0: {default: true}}", "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\"}"))
}
