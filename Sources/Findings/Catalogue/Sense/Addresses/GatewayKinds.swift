// Gateways.
extension FindingKind {
    static let gatewayKinds = [
        gatewayOutside, unreachableGateway, reservedGateway, ownGateway, gatewayOfOtherFamily, gatewayGivenOut,
        severalGateways,
    ]

    package static let gatewayOutside = FindingKind(
        "TN3101", .warning, "gateway outside of its network",
        explanation: """
            A host reaches its gateway without a router, so the gateway is an address of the network. IPAM plugins don't look, \
            and as long as no route goes through it, nothing fails. The first route that does is refused by the kernel: \
            "network is unreachable".
            """,
        remedy: "Write the router's address in this network, or correct the network.",
        bad: .hostLocal("\"subnet\": \"10.1.0.0/24\",\n\"gateway\": ⟦\"10.1.1.1\"⟧"),
        good: .hostLocal("\"subnet\": \"10.1.0.0/24\",\n\"gateway\": \"10.1.0.1\""))

    package static let unreachableGateway = FindingKind(
        "TN3102", .error, "route through a gateway that the pod can't reach",
        explanation: """
            The gateway of a route is in none of the interface's networks. The kernel refuses such a route, the plugin fails, \
            and every pod with this network stays in ContainerCreating: "failed to add route …: network is unreachable".
            """,
        remedy:
            "Write a gateway in the network. If the router is elsewhere, first add a route to it that has no gateway of its own.",
        bad: .hostLocal(
            "\"subnet\": \"10.1.0.0/24\",\n\"routes\": [{\"dst\": \"10.8.0.0/16\", \"gw\": ⟦\"10.2.0.1\"⟧}]"),
        good: .hostLocal(
            "\"subnet\": \"10.1.0.0/24\",\n\"routes\": [{\"dst\": \"10.8.0.0/16\", \"gw\": \"10.1.0.254\"}]"))

    package static let reservedGateway = FindingKind(
        "TN3103", .warning, "gateway that is the network's own or broadcast address",
        explanation: """
            The first and the last address of an IPv4 network belong to no host. As a gateway the kernel refuses the broadcast \
            address ("Nexthop has invalid gateway") and takes the network's own, to which nobody answers: pods start, and \
            reach nothing outside.
            """,
        remedy: "Write the router's address; very often it is the network's second one.",
        bad: .hostLocal("\"subnet\": \"10.1.0.0/24\",\n\"gateway\": ⟦\"10.1.0.0\"⟧"),
        good: .hostLocal("\"subnet\": \"10.1.0.0/24\",\n\"gateway\": \"10.1.0.1\""))

    package static let ownGateway = FindingKind(
        "TN3104", .warning, "pod that is its own gateway",
        explanation: """
            The gateway of a fixed address is the same address. The kernel takes a route through the host's own address, and \
            packets for other networks then stay on the link without finding anybody. Nothing is logged.
            """,
        remedy: "Write the router's address as gateway.",
        bad: .fixed("\"addresses\": [{\"address\": \"10.1.0.7/24\", \"gateway\": ⟦\"10.1.0.7\"⟧}]"),
        good: .fixed("\"addresses\": [{\"address\": \"10.1.0.7/24\", \"gateway\": \"10.1.0.1\"}]"))

    package static let gatewayOfOtherFamily = FindingKind(
        "TN3105", .warning, "gateway of another family than its network",
        explanation: """
            An IPv4 network has an IPv4 gateway, an IPv6 network an IPv6 gateway. Plugins take the other one and hand it on; a \
            default route of the network's family is then added without any gateway, and the pod reaches nothing behind a \
            router.
            """,
        remedy: "Write a gateway of the network's family; one for each network where there are both.",
        bad: .hostLocal("\"subnet\": \"10.1.0.0/24\",\n\"gateway\": ⟦\"fd00:1::1\"⟧"),
        good: .hostLocal(
            "\"ranges\": [[{\"subnet\": \"10.1.0.0/24\"}], [{\"subnet\": \"fd00:1::/64\", \"gateway\": \"fd00:1::1\"}]]"
        ))

    package static let gatewayGivenOut = FindingKind(
        "TN3106", .warning, "gateway that a pod can get",
        explanation: """
            host-local leaves out the gateway by itself, Whereabouts doesn't: to it the gateway is an address of the range as \
            any other. The pod that gets it answers in the router's place, and all others of the network lose their way out, \
            until that pod is gone. With a range from the network's begin it is as a rule the first pod.
            """,
        remedy: "Exclude the gateway, or begin the range behind it.",
        bad: .whereabouts("\"range\": \"10.1.0.0/24\",\n\"gateway\": ⟦\"10.1.0.1\"⟧"),
        good: .whereabouts("\"range\": \"10.1.0.0/24\",\n\"exclude\": [\"10.1.0.1/32\"],\n\"gateway\": \"10.1.0.1\""))

    package static let severalGateways = FindingKind(
        "TN3107", .error, "several gateways of one family",
        explanation: """
            The plugin has one gateway for all IPv4 addresses and one for all IPv6 addresses of the interface. It refuses a \
            second one: "gateways list contains multiple IPv4 addresses".
            """,
        remedy: "Keep one gateway of each family; networks with gateways of their own are definitions of their own.",
        bad: .sourceRouting("\"gateways\": [\"10.1.0.1\", ⟦\"10.1.0.2\"⟧]"),
        good: .sourceRouting("\"gateways\": [\"10.1.0.1\", \"fd00:1::1\"]"))
}

extension Sample {
    /// A list of macvlan and sbr with these members.
    fileprivate static func sourceRouting(_ members: String) -> Sample {
        .list(
            """
            {
              "cniVersion": "1.0.0",
              "name": "lan",
              "plugins": [
                {"type": "macvlan", "master": "eth1", "ipam": {"type": "dhcp"}},
                {"type": "sbr", \(members)}
              ]
            }
            """)
    }
}
