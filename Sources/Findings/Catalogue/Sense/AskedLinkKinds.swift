// Interfaces that a pod's networks make in it, one upon another.
extension FindingKind {
    static let askedLinkKinds = [
        linkNotInPod, linkComesLater, linkLookedForOnNode, mtuAbovePodLink, deviceTwiceInPod, vrfNameTaken,
        vrfWithTwoTables,
    ]

    private static let lower = Sample.network(
        "lan", "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", \"mtu\": 1400}")

    private static func upper(_ master: String, _ more: String = "\"linkInContainer\": true") -> String {
        Sample.network(
            "tagged",
            "{\"cniVersion\": \"1.0.0\", \"type\": \"vlan\", \"master\": \"\(master)\", \"vlanId\": 100, \(more), \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
        )
    }

    private static func vrf(_ name: String, _ master: String, _ vrf: String, table: Int) -> String {
        Sample.network(
            name,
            "{\"cniVersion\": \"1.0.0\", \"plugins\": [{\"type\": \"macvlan\", \"master\": \"\(master)\"}, {\"type\": \"vrf\", \"vrfname\": \"\(vrf)\", \"table\": \(table)}]}"
        )
    }

    package static let linkNotInPod = FindingKind(
        "TN3410", .error, "network upon an interface that the pod doesn't have",
        explanation: """
            With "linkInContainer" (macvlan, ipvlan, vlan) or "linksInContainer" (bond) the plugin looks for the interface in the \
            pod. Interfaces there are eth0 and those of the annotation: by the name that is asked for (`lan@lan0`), else net1, \
            net2 by their place. Without it the pod fails: "Link not found".
            """,
        remedy:
            "Add the network that makes the interface to the annotation, before this one, with that name: `lan@NAME`.",
        bad: .objects(lower, upper("trunk0"), Sample.pod("lan, ⟦tagged⟧")),
        good: .objects(lower, upper("trunk0"), Sample.pod("lan@trunk0, tagged")))

    package static let linkComesLater = FindingKind(
        "TN3411", .error, "network upon an interface that the pod gets after it",
        explanation: """
            Networks are attached one after the other, in the annotation's order. What builds upon another interface of the pod \
            has to come after it, otherwise it fails: "Link not found".
            """,
        remedy: "Change the order in the annotation.",
        bad: .objects(lower, upper("trunk0"), Sample.pod("⟦tagged⟧, lan@trunk0")),
        good: .objects(lower, upper("trunk0"), Sample.pod("lan@trunk0, tagged")))

    package static let linkLookedForOnNode = FindingKind(
        "TN3412", .warning, "interface of the pod that is looked for on the node",
        explanation: """
            Without "linkInContainer" or "linksInContainer" a master or a bond's link is one of the node's. Names such as net1 \
            are given in pods: the node hardly has one, and the pod fails with "Link not found", although it has an interface of \
            that name.
            """,
        remedy: "Add \"linkInContainer\": true, or for bond \"linksInContainer\": true.",
        bad: .objects(lower, upper("net1", "\"linkInContainer\": false"), Sample.pod("lan, ⟦tagged⟧")),
        good: .objects(lower, upper("net1"), Sample.pod("lan, tagged")))

    package static let mtuAbovePodLink = FindingKind(
        "TN3413", .error, "MTU above that of the pod's interface below",
        explanation: """
            macvlan and vlan refuse an MTU that is larger than their master's: "invalid MTU". Here the master is an interface of \
            the same pod, and its definition says its MTU.
            """,
        remedy: "Write at most the lower one's MTU, or leave it out: then it is the same.",
        bad: .objects(lower, upper("net1", "\"linkInContainer\": true, \"mtu\": 1500"), Sample.pod("lan, ⟦tagged⟧")),
        good: .objects(lower, upper("net1", "\"linkInContainer\": true, \"mtu\": 1400"), Sample.pod("lan, tagged")))

    package static let deviceTwiceInPod = FindingKind(
        "TN3414", .error, "pod that would have one device twice",
        explanation: """
            A device of host-device, a VLAN of one master and a master in macvlan's mode "passthru" are there once on a node. A \
            pod that is attached to two such networks, or to one of them twice, fails at the second: "Link not found" or "file \
            exists".
            """,
        remedy: "Ask for it once; or let device plugins hand out several devices by a resource.",
        bad: .objects(
            Sample.network("card", "{\"cniVersion\": \"1.0.0\", \"type\": \"host-device\", \"device\": \"eth1\"}"),
            Sample.pod("card@data0, ⟦card@data1⟧")),
        good: .objects(
            Sample.network("card", "{\"cniVersion\": \"1.0.0\", \"type\": \"host-device\", \"device\": \"eth1\"}"),
            Sample.pod("card@data0")))

    package static let vrfNameTaken = FindingKind(
        "TN3415", .error, "VRF with the name of an interface of the pod",
        explanation: """
            A VRF is an interface of the pod itself. If another one has its name, the plugin finds that and fails: "Netlink net1 \
            is not a VRF".
            """,
        remedy: "Give the VRF another name, or ask for another name of the interface (`lan@lan0`).",
        bad: .objects(vrf("lan", "eth1", "net1", table: 100), Sample.pod("⟦lan⟧")),
        good: .objects(vrf("lan", "eth1", "blue", table: 100), Sample.pod("lan")))

    package static let vrfWithTwoTables = FindingKind(
        "TN3416", .error, "VRF of a pod with two routing tables",
        explanation: """
            Networks with the same "vrfname" share a VRF in a pod, and a VRF has one table. If the second network names another \
            one, the plugin fails: "VRF blue already exist with different routing table".
            """,
        remedy: "Write the same \"table\" in both definitions, or leave it out in one.",
        bad: .objects(
            vrf("lan", "eth1", "blue", table: 100), vrf("storage", "eth2", "blue", table: 200),
            Sample.pod("lan, ⟦storage⟧")),
        good: .objects(
            vrf("lan", "eth1", "blue", table: 100), vrf("storage", "eth2", "blue", table: 100),
            Sample.pod("lan, storage")))
}
