// Definitions that describe one thing differently.
extension FindingKind {
    static let clusterNetworkKinds = [otherMTUInSegment, otherOVNNetwork, otherDefinitionName]

    package static let otherMTUInSegment = FindingKind(
        "TN4022", .warning, "networks of one wire with different MTUs",
        explanation: """
            On one wire all interfaces need the same MTU: there is no router that could tell the sender that a packet is too \
            large. Between pods of the two networks small packets pass and large ones vanish: ping and handshakes work, and \
            transfers hang. A bridge of the node takes the smallest MTU of its ports, so that it changes with the pods.
            """,
        remedy: "Write the same \"mtu\" in both definitions, or leave it out: then it is that of the interface below.",
        bad: .cluster(
            Sample.lan("blue", Sample.macvlan(#""mtu": 9000"#)),
            Sample.lan("green", Sample.macvlan(#""mtu": ⟦1500⟧"#))),
        good: .cluster(
            Sample.lan("blue", Sample.macvlan(#""mtu": 9000"#)),
            Sample.lan("green", Sample.macvlan(#""mtu": 9000, "mode": "private""#))))

    private static func tenant(_ namespace: String, subnets: String, definition: String = "tenant") -> String {
        Sample.lan(
            "tenant",
            #"{"cniVersion": "1.0.0", "name": "tenant", "type": "ovn-k8s-cni-overlay", "topology": "layer2", "subnets": \#(subnets), "netAttachDefName": \#(definition)}"#,
            in: namespace)
    }

    package static let otherOVNNetwork = FindingKind(
        "TN4023", .error, "one network of OVN-Kubernetes that is described differently",
        explanation: """
            For OVN-Kubernetes the configuration's "name" says which network it is: definitions of several namespaces with one \
            name are one network, and must agree on topology, subnets, MTU and the rest. It refuses the definition that comes \
            second, and its pods stay in ContainerCreating.
            """,
        remedy: "Write the same values in all definitions of the network, or give another network another \"name\".",
        bad: .cluster(
            tenant("shop", subnets: #""10.1.0.0/16""#, definition: #""shop/tenant""#),
            tenant("bank", subnets: #"⟦"10.2.0.0/16"⟧"#, definition: #""bank/tenant""#)),
        good: .cluster(
            tenant("shop", subnets: #""10.1.0.0/16""#, definition: #""shop/tenant""#),
            tenant("bank", subnets: #""10.1.0.0/16""#, definition: #""bank/tenant""#)))

    package static let otherDefinitionName = FindingKind(
        "TN4024", .error, "definition that says it is another one",
        explanation: """
            "netAttachDefName" is the namespace and name of the definition in which it stands. OVN-Kubernetes compares the two \
            and doesn't take a definition where they differ; that happens when a definition is copied into another namespace.
            """,
        remedy: "Write the definition's own namespace/name.",
        bad: .cluster(tenant("bank", subnets: #""10.1.0.0/16""#, definition: #"⟦"shop/tenant"⟧"#)),
        good: .cluster(tenant("bank", subnets: #""10.1.0.0/16""#, definition: #""bank/tenant""#)))
}
