// What one pod alone can have, and several want.
extension FindingKind {
    static let clusterPodKinds = [sameRequest, fixedForSeveral, nodePortTaken, nodePortUnscheduled]

    private static let askable = Sample.lan(
        "lan",
        #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1", "capabilities": {"ips": true}, "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}}"#
    )

    private static func asking(_ address: String, name: String) -> String {
        Sample.asking(#"[{"name": "lan", "ips": [\#(address)]}]"#, name: name)
    }

    package static let sameRequest = FindingKind(
        "TN4018", .warning, "address that two pods ask for",
        explanation: """
            Two pods ask for the same address, or the same MAC address, in one network or on one wire. On one node host-local \
            refuses the second, "requested IP address is not available in range set"; on two nodes, and with static, both run \
            and take each other's packets. The two pods of a machine of KubeVirt that moves aren't told.
            """,
        remedy: "Give each pod an address of its own, or leave the choice to the network.",
        bad: .cluster(askable, asking(#""10.1.0.20""#, name: "web"), asking(#"⟦"10.1.0.20"⟧"#, name: "db")),
        good: .cluster(askable, asking(#""10.1.0.20""#, name: "web"), asking(#""10.1.0.21""#, name: "db")))

    package static let fixedForSeveral = FindingKind(
        "TN4019", .warning, "network with a fixed address for several pods",
        explanation: """
            A definition with addresses of static, or with a MAC address, gives the same to every pod that uses it. It is a \
            network for one pod. With two of them, or with several replicas, both have one address: connections hang or end at \
            the wrong pod, and no plugin says anything.
            """,
        remedy:
            "Make a definition for each pod, use host-local or Whereabouts, or declare the capability \"ips\" and let each pod ask for its own with `\"ips\"`.",
        bad: .cluster(
            Sample.lan("lan", Sample.macvlan(Sample.fixed(#""10.1.0.20/24""#))), Sample.asking("lan"),
            Sample.asking("⟦lan⟧", name: "db")),
        good: .cluster(
            Sample.lan("lan", Sample.macvlan(Sample.fixed(#""10.1.0.20/24""#))),
            Sample.lan("lan-db", Sample.macvlan(Sample.fixed(#""10.1.0.21/24""#))), Sample.asking("lan"),
            Sample.asking("lan-db", name: "db")))

    private static let mapped = Sample.lan(
        "lan",
        #"{"cniVersion": "1.0.0", "plugins": [{"type": "bridge", "bridge": "lan0", "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"}}, {"type": "portmap", "capabilities": {"portMappings": true}}]}"#
    )

    private static func mapping(_ port: String, name: String, spec: [String]) -> String {
        Sample.asking(
            #"[{"name": "lan", "portMappings": [{"hostPort": \#(port), "containerPort": 80}]}]"#, name: name, spec: spec
        )
    }

    package static let nodePortTaken = FindingKind(
        "TN4020", .warning, "port of a node that two of its pods ask for",
        explanation: """
            Both pods are for one node, by `nodeName` or a node selector, and ask for one of its ports. If both are ports of \
            containers, kubelet refuses the second pod: "Predicate NodePorts failed". If one is a mapping of an annotation, \
            nobody refuses it: portmap writes a second rule, and the first gets all packets.
            """,
        remedy: "Take another `hostPort`, or a `hostIP` for each; or put the pods on different nodes.",
        bad: .cluster(
            mapped, mapping("8080", name: "web", spec: ["nodeName: node-a"]),
            mapping("⟦8080⟧", name: "shop", spec: ["nodeName: node-a"])),
        good: .cluster(
            mapped, mapping("8080", name: "web", spec: ["nodeName: node-a"]),
            mapping("8080", name: "shop", spec: ["nodeName: node-b"])))

    package static let nodePortUnscheduled = FindingKind(
        "TN4021", .note, "port of the node that the scheduler doesn't see",
        explanation: """
            The scheduler keeps pods apart that want the same port of a node, but it looks at the ports of containers alone. \
            `portMappings` of the networks annotation are unknown to it: two such pods can come to one node, where the first gets \
            all packets and the other none. Pods with anti-affinity or topology constraints, and DaemonSets, aren't told.
            """,
        remedy:
            "Take different ports, keep the pods apart by `podAntiAffinity`, or write the port as `hostPort` of a container, too.",
        bad: .cluster(
            mapped, mapping("8080", name: "web", spec: []), mapping("⟦8080⟧", name: "shop", spec: [])),
        good: .cluster(
            mapped, mapping("8080", name: "web", spec: []), mapping("8081", name: "shop", spec: [])))
}
