// What several networks want of one interface of the node.
extension FindingKind {
    static let masterKinds = [
        macvlanAndIPVLAN, otherIPVLANMode, passthruShared, sameVLANOnMaster, masterMovedAway, deviceOfTwoNetworks,
        secondGatewayOnBridge, otherGatewayOnBridge, vlansOnPlainBridge,
    ]

    package static let macvlanAndIPVLAN = FindingKind(
        "TN3215", .warning, "macvlan and ipvlan on one master",
        explanation: """
            The kernel hands what an interface receives to one of the two, so an interface can't be the master of both. As long \
            as a node has a pod of one network, a pod of the other fails there: "device or resource busy".
            """,
        remedy: "Use one kind for all networks of an interface; or make VLANs of it and give each network its own.",
        bad: .objects(
            Sample.network("blue", "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"),
            Sample.network(
                "green",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"ipvlan\", \"master\": ⟦\"eth1\"⟧, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
            )),
        good: .objects(
            Sample.network("blue", "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"),
            Sample.network(
                "green",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"ipvlan\", \"master\": \"eth2\", \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
            )))

    package static let otherIPVLANMode = FindingKind(
        "TN3216", .warning, "ipvlan networks of one master with different modes",
        explanation: """
            The mode is one of the master's, not of each interface. When a pod of a network with another mode starts, the kernel \
            changes it for all ipvlan interfaces of the master: with "l3" they no longer answer ARP, and running pods lose their \
            network without a message.
            """,
        remedy: "Give all ipvlan networks of an interface the same \"mode\".",
        bad: .objects(
            Sample.network(
                "blue",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"ipvlan\", \"master\": \"eth1\", \"mode\": \"l2\", \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
            ),
            Sample.network(
                "green",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"ipvlan\", \"master\": \"eth1\", \"mode\": ⟦\"l3\"⟧, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.2.0.0/24\"}}"
            )),
        good: .objects(
            Sample.network(
                "blue",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"ipvlan\", \"master\": \"eth1\", \"mode\": \"l3\", \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
            ),
            Sample.network(
                "green",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"ipvlan\", \"master\": \"eth1\", \"mode\": \"l3\", \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.2.0.0/24\"}}"
            )))

    package static let passthruShared = FindingKind(
        "TN3217", .warning, "macvlan in mode passthru beside another network of the same master",
        explanation: """
            In mode "passthru" one interface gets the whole master. While a node has one, the kernel refuses any other macvlan on \
            that master, and while it has another one, it refuses the one in this mode: "invalid argument".
            """,
        remedy: "Use another mode, or an interface that no other network is on.",
        bad: .objects(
            Sample.network("blue", "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"),
            Sample.network(
                "green",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", \"mode\": ⟦\"passthru\"⟧}")),
        good: .objects(
            Sample.network("blue", "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"),
            Sample.network(
                "green",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth2\", \"mode\": \"passthru\"}")))

    package static let sameVLANOnMaster = FindingKind(
        "TN3218", .warning, "same VLAN on one master in two networks",
        explanation: """
            The kernel makes a VLAN of an interface once, whichever namespace it is moved to. A pod of the first network has it, \
            and a pod of the second fails on the same node: "file exists". The same holds for two pods of one network.
            """,
        remedy: "Make the VLAN on the node, and put macvlan or ipvlan networks on it: then many pods share it.",
        bad: .objects(
            Sample.network(
                "blue",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"vlan\", \"master\": \"eth1\", \"vlanId\": 100, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
            ),
            Sample.network(
                "green",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"vlan\", \"master\": \"eth1\", \"vlanId\": ⟦100⟧, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.2.0.0/24\"}}"
            )),
        good: .objects(
            Sample.network(
                "blue",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"vlan\", \"master\": \"eth1\", \"vlanId\": 100, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
            ),
            Sample.network(
                "green",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"vlan\", \"master\": \"eth1\", \"vlanId\": 200, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.2.0.0/24\"}}"
            )))

    package static let masterMovedAway = FindingKind(
        "TN3219", .warning, "master that another network moves into its pods",
        explanation: """
            host-device and bond take an interface from the node and give it to a pod. From then on networks that build upon it \
            don't find it ("Link not found"), and what they have made on it carries nothing.
            """,
        remedy: "Give the two networks different interfaces.",
        bad: .objects(
            Sample.network("blue", "{\"cniVersion\": \"1.0.0\", \"type\": \"host-device\", \"device\": \"eth1\"}"),
            Sample.network("green", "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": ⟦\"eth1\"⟧}")),
        good: .objects(
            Sample.network("blue", "{\"cniVersion\": \"1.0.0\", \"type\": \"host-device\", \"device\": \"eth1\"}"),
            Sample.network("green", "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth2\"}")))

    package static let deviceOfTwoNetworks = FindingKind(
        "TN3220", .warning, "device that two networks move into their pods",
        explanation: """
            A device is in one network namespace. While a pod of one network has it, a pod of the other on the same node fails: \
            "failed to find host device: Link not found".
            """,
        remedy: "Give each network a device of its own, or let pods share one by macvlan.",
        bad: .objects(
            Sample.network("blue", "{\"cniVersion\": \"1.0.0\", \"type\": \"host-device\", \"device\": \"eth1\"}"),
            Sample.network("green", "{\"cniVersion\": \"1.0.0\", \"type\": \"host-device\", \"device\": ⟦\"eth1\"⟧}")),
        good: .objects(
            Sample.network("blue", "{\"cniVersion\": \"1.0.0\", \"type\": \"host-device\", \"device\": \"eth1\"}"),
            Sample.network("green", "{\"cniVersion\": \"1.0.0\", \"type\": \"host-device\", \"device\": \"eth2\"}")))

    package static let secondGatewayOnBridge = FindingKind(
        "TN3221", .error, "two IPv4 gateways for one bridge in one network",
        explanation: """
            Each set of ranges gives the pod an address, and for each the bridge gets the gateway's. The plugin lets a bridge \
            have one IPv4 address: at the second it fails, "already has an IP address different from". That also happens where \
            "subnet" stands beside "ranges", because both count.
            """,
        remedy:
            "Put ranges of one family into one set (`[[{…}, {…}]]`), so that they are used one after the other; or drop \"isGateway\".",
        bad: .chainFile(
            "{\"type\": \"bridge\", \"bridge\": \"lan0\", \"isGateway\": true,\n   \"ipam\": {\"type\": \"host-local\", \"ranges\": [[{\"subnet\": \"10.1.0.0/24\"}], [{\"subnet\": ⟦\"10.2.0.0/24\"⟧}]]}}"
        ),
        good: .chainFile(
            "{\"type\": \"bridge\", \"bridge\": \"lan0\", \"isGateway\": true,\n   \"ipam\": {\"type\": \"host-local\", \"ranges\": [[{\"subnet\": \"10.1.0.0/24\"}], [{\"subnet\": \"fd00:1::/64\"}]]}}"
        ))

    package static let otherGatewayOnBridge = FindingKind(
        "TN3222", .warning, "networks that give one bridge different gateways",
        explanation: """
            A bridge with "isGateway" gets the gateway's address, and the plugin lets it have one of IPv4. The second network on \
            a node fails: "already has an IP address different from". Networks without "bridge" share "cni0", which is often \
            Flannel's or CRI-O's (cni #306, flannel #1850).
            """,
        remedy: "Give each network a bridge of its own, or let one of them alone be the gateway.",
        bad: .objects(
            Sample.network(
                "blue",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"bridge\": \"lan0\", \"isGateway\": true, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
            ),
            Sample.network(
                "green",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"bridge\": \"lan0\", \"isGateway\": true, \"ipam\": {\"type\": \"host-local\", \"subnet\": ⟦\"10.2.0.0/24\"⟧}}"
            )),
        good: .objects(
            Sample.network(
                "blue",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"bridge\": \"lan0\", \"isGateway\": true, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
            ),
            Sample.network(
                "green",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"bridge\": \"lan1\", \"isGateway\": true, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.2.0.0/24\"}}"
            )))

    package static let vlansOnPlainBridge = FindingKind(
        "TN3206", .warning, "bridge that one network uses with VLANs and another without",
        explanation: """
            The plugin makes a bridge that tells VLANs apart only if the network that makes it has "vlan" or "vlanTrunk". Which \
            one that is depends on which pod comes first on a node. If it is the other one, the VLANs are set and have no effect: \
            all pods are in one segment, and nothing says so.
            """,
        remedy: "Give the networks different bridges, or the one without VLANs a \"vlan\" too.",
        bad: .objects(
            Sample.network("blue", "{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"bridge\": \"lan0\"}"),
            Sample.network(
                "green", "{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"bridge\": \"lan0\", \"vlan\": ⟦100⟧}")),
        good: .objects(
            Sample.network(
                "blue", "{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"bridge\": \"lan0\", \"vlan\": 1}"),
            Sample.network(
                "green", "{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"bridge\": \"lan0\", \"vlan\": 100}")))
}
