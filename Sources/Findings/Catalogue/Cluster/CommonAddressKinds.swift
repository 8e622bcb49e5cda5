// Networks that have addresses in common.
extension FindingKind {
    static let commonAddressKinds = [
        overlapInSegment, overlapOnNode, overlapInPod, otherPrefixInSegment, takenAddress,
    ]

    package static let overlapInSegment = FindingKind(
        "TN4009", .warning, "two networks of one wire that give out the same addresses",
        explanation: """
            Two definitions are on the same interface, VLAN or bridge of the node, and their ranges overlap, but each keeps a \
            list of its own of what it has given out. Sooner or later a pod of each has the same address; connections then hang \
            or end at the other pod, and no log says why. host-local keeps a folder for each network *name*, so a renamed network \
            begins anew (plugins #629, flannel #1437). Whereabouts has one list for the cluster, but one for each "network_name".
            """,
        remedy:
            "Divide the range with rangeStart and rangeEnd (Whereabouts: range_start, range_end), or let both use one list: the same \"name\" in both configurations, the same \"network_name\".",
        bad: .cluster(
            Sample.lan("blue", Sample.macvlan(Sample.range(10, 99))),
            Sample.lan("green", Sample.macvlan(Sample.range(50, 200, of: #"⟦"10.1.0.0/24"⟧"#)))),
        good: .cluster(
            Sample.lan("blue", Sample.macvlan(Sample.range(10, 99))),
            Sample.lan("green", Sample.macvlan(Sample.range(100, 200)))))

    package static let overlapOnNode = FindingKind(
        "TN4010", .warning, "two routes of the node to the same addresses",
        explanation: """
            A bridge with "isGateway" gets an address, and the node with it a route to the whole network; ptp makes a route to \
            each pod. Two such networks with the same addresses have two routes to them, and the kernel takes one. On a node with \
            pods of both, those of the other network get no answers from the node, and none from anything behind it.
            """,
        remedy: "Give the networks different ranges, or let only one of the bridges be a gateway.",
        bad: .cluster(
            Sample.lan("blue", gateway("lan0", #""10.1.0.0/24""#)),
            Sample.lan("green", gateway("lan1", #"⟦"10.1.0.0/24"⟧"#))),
        good: .cluster(
            Sample.lan("blue", gateway("lan0", #""10.1.0.0/24""#)),
            Sample.lan("green", gateway("lan1", #""10.2.0.0/24""#))))

    private static func gateway(_ bridge: String, _ subnet: String) -> String {
        #"{"cniVersion": "1.0.0", "type": "bridge", "bridge": "\#(bridge)", "isGateway": true, \#(Sample.subnet(subnet))}"#
    }

    package static let overlapInPod = FindingKind(
        "TN4011", .warning, "pod with two networks that have the same addresses",
        explanation: """
            The networks are on different wires, so each for itself is right. A pod with both has two routes to the same \
            addresses, and the kernel takes one of them for all: what is on the other wire can't be reached, and answers leave by \
            the wrong interface.
            """,
        remedy:
            "Give the networks different ranges, attach one of them only, or keep their routes apart by the plugin sbr or vrf.",
        bad: .cluster(
            Sample.lan("blue", Sample.macvlan(Sample.subnet(#""10.1.0.0/24""#))),
            Sample.lan("green", Sample.macvlan(Sample.subnet(#""10.1.0.0/16""#), master: "eth2")),
            Sample.asking("blue, ⟦green⟧")),
        good: .cluster(
            Sample.lan("blue", Sample.macvlan(Sample.subnet(#""10.1.0.0/24""#))),
            Sample.lan("green", Sample.macvlan(Sample.subnet(#""10.2.0.0/16""#), master: "eth2")),
            Sample.asking("blue, green")))

    package static let otherPrefixInSegment = FindingKind(
        "TN4012", .warning, "two networks of one wire with different prefixes",
        explanation: """
            Two definitions are on one wire, their ranges don't overlap, but one network is a part of the other: 10.1.0.0/24 and \
            10.1.0.0/16. Pods with the short prefix look for the others on the wire; those with the long one send their answers \
            to a router, or drop them where there is none. What works from one side fails from the other.
            """,
        remedy: "Give both the wire's real prefix, and divide it with rangeStart and rangeEnd.",
        bad: .cluster(
            Sample.lan("blue", Sample.macvlan(Sample.range(10, 99, of: #""10.1.0.0/16""#))),
            Sample.lan("green", Sample.macvlan(Sample.range(100, 200, of: #"⟦"10.1.0.0/24"⟧"#)))),
        good: .cluster(
            Sample.lan("blue", Sample.macvlan(Sample.range(10, 99, of: #""10.1.0.0/16""#))),
            Sample.lan("green", Sample.macvlan(Sample.range(100, 200, of: #""10.1.0.0/16""#)))))

    package static let takenAddress = FindingKind(
        "TN4013", .warning, "address in use that another network of the wire gives out",
        explanation: """
            One definition has an address for good, as a fixed one of static or Whereabouts or as its gateway; another on the \
            same wire has it in its range, or as its own fixed one. The plugin that gives out addresses knows nothing of it, and \
            a pod gets the address that somebody else has. If it is the gateway's, all pods of the wire lose their way out.
            """,
        remedy: "Take the address out of the range: rangeStart and rangeEnd, or Whereabouts' \"exclude\".",
        bad: .cluster(
            Sample.lan("pool", Sample.macvlan(Sample.range(10, 99))),
            Sample.lan("printer", Sample.macvlan(Sample.fixed(#"⟦"10.1.0.20/24"⟧"#)))),
        good: .cluster(
            Sample.lan("pool", Sample.macvlan(Sample.range(10, 99))),
            Sample.lan("printer", Sample.macvlan(Sample.fixed(#""10.1.0.120/24""#)))))
}
