// Addresses and gateways that pods ask for.
extension FindingKind {
    static let askedKinds = [
        addressOutsideRanges, reservedAddress, addressOfOtherFamily, moreAddressesThanRanges, addressWithoutPrefix,
        otherPrefix, unreachableDefaultGateway, twoOwnDefaultRoutes, fixedForReplicas,
    ]

    private static let ranged = Sample.network(
        "lan",
        "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", \"capabilities\": {\"ips\": true}, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\", \"rangeEnd\": \"10.1.0.99\"}}"
    )
    private static let fixed = Sample.network(
        "lan",
        "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", \"capabilities\": {\"ips\": true}, \"ipam\": {\"type\": \"static\"}}"
    )

    package static let addressOutsideRanges = FindingKind(
        "TN3401", .error, "address that the network doesn't give out",
        explanation: """
            host-local gives a pod the address that it asks for if one of the ranges has it, from "rangeStart" to "rangeEnd". For \
            any other one the whole attachment fails: "failed to allocate all requested IPs".
            """,
        remedy: "Ask for an address of the range, or widen the range in the definition.",
        bad: .objects(ranged, Sample.pod("[{\"name\": \"lan\", \"ips\": [⟦\"10.1.0.200\"⟧]}]")),
        good: .objects(ranged, Sample.pod("[{\"name\": \"lan\", \"ips\": [\"10.1.0.20\"]}]")))

    package static let reservedAddress = FindingKind(
        "TN3402", .error, "address of a network that no pod can have",
        explanation: """
            A network's first address is its own, the last one of IPv4 reaches everybody, and the gateway is somebody else's: \
            without "gateway" host-local takes the first address after the network's own for it. It gives out none of them, and \
            the pod fails.
            """,
        remedy: "Ask for another address. If the gateway is another one, name it in the definition (\"gateway\").",
        bad: .objects(ranged, Sample.pod("[{\"name\": \"lan\", \"ips\": [⟦\"10.1.0.1\"⟧]}]")),
        good: .objects(ranged, Sample.pod("[{\"name\": \"lan\", \"ips\": [\"10.1.0.2\"]}]")))

    package static let addressOfOtherFamily = FindingKind(
        "TN3403", .error, "address of a family that the network doesn't give",
        explanation: """
            A network gives IPv6 addresses if it has a range of IPv6. An address of a family without a range can't be given, and \
            the pod fails: "failed to allocate all requested IPs".
            """,
        remedy: "Add a set of ranges of that family to the definition, or don't ask for the address.",
        bad: .objects(ranged, Sample.pod("[{\"name\": \"lan\", \"ips\": [\"10.1.0.20\", ⟦\"fd00:1::20\"⟧]}]")),
        good: .objects(ranged, Sample.pod("[{\"name\": \"lan\", \"ips\": [\"10.1.0.20\"]}]")))

    package static let moreAddressesThanRanges = FindingKind(
        "TN3404", .error, "more addresses than the network gives a pod",
        explanation: """
            Each set of host-local's "ranges" gives one address. A second one of the same set can't be given, although it is free \
            and in the range: the pod fails, "failed to allocate all requested IPs".
            """,
        remedy: "Ask for one address of each set, or give the definition a further set (`\"ranges\": [[{…}], [{…}]]`).",
        bad: .objects(ranged, Sample.pod("[{\"name\": \"lan\", \"ips\": [\"10.1.0.20\", ⟦\"10.1.0.21\"⟧]}]")),
        good: .objects(ranged, Sample.pod("[{\"name\": \"lan\", \"ips\": [\"10.1.0.20\"]}]")))

    package static let addressWithoutPrefix = FindingKind(
        "TN3405", .error, "address without a prefix length for static",
        explanation: """
            static has no network of its own: it gives the interface the address as it is asked for, and needs the length of the \
            prefix. Without it it fails: "an entry in the 'ips' field is NOT in CIDR notation". host-local needs none.
            """,
        remedy: "Add the prefix length of the network: 10.1.0.20/24.",
        bad: .objects(fixed, Sample.pod("[{\"name\": \"lan\", \"ips\": [⟦\"10.1.0.20\"⟧]}]")),
        good: .objects(fixed, Sample.pod("[{\"name\": \"lan\", \"ips\": [\"10.1.0.20/24\"]}]")))

    package static let otherPrefix = FindingKind(
        "TN3406", .warning, "address with another prefix length than its network's",
        explanation: """
            host-local looks at the address alone and gives it the prefix of its range. What is behind the slash is dropped \
            without a word, so that the interface reaches more, or less, than the person thinks.
            """,
        remedy: "Write the network's prefix, or none.",
        bad: .objects(ranged, Sample.pod("[{\"name\": \"lan\", \"ips\": [⟦\"10.1.0.20/16\"⟧]}]")),
        good: .objects(ranged, Sample.pod("[{\"name\": \"lan\", \"ips\": [\"10.1.0.20/24\"]}]")))

    package static let unreachableDefaultGateway = FindingKind(
        "TN3407", .error, "default route by a gateway that the network doesn't reach",
        explanation: """
            A gateway has to be in a network in which the interface has an address: the kernel refuses any other one, "network is \
            unreachable". Tartan fails the pod with the networks that there are; Multus fails it with the kernel's message.
            """,
        remedy:
            "Write the gateway of this network, or put \"default-route\" into the element of the network that has it.",
        bad: .objects(ranged, Sample.pod("[{\"name\": \"lan\", \"default-route\": [⟦\"10.2.0.1\"⟧]}]")),
        good: .objects(ranged, Sample.pod("[{\"name\": \"lan\", \"default-route\": [\"10.1.0.1\"]}]")))

    package static let twoOwnDefaultRoutes = FindingKind(
        "TN3408", .warning, "two networks of a pod that set a default route",
        explanation: """
            A bridge with "isDefaultGateway", or a route to 0.0.0.0/0 or ::/0 in "ipam", sets a default route when the network is \
            attached. Of two the first stays, and the second is passed over because there is one: which network gets the pod's \
            traffic depends on the annotation's order.
            """,
        remedy:
            "Add \"default-route\" to the element that is to have it: then the others lose theirs. Or remove the route from one definition.",
        bad: .objects(
            Sample.network(
                "blue",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"bridge\": \"lan0\", \"isDefaultGateway\": true, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
            ),
            Sample.network(
                "green",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"bridge\": \"lan1\", \"isDefaultGateway\": true, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.2.0.0/24\"}}"
            ), Sample.pod("blue, ⟦green⟧")),
        good: .objects(
            Sample.network(
                "blue",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"bridge\": \"lan0\", \"isDefaultGateway\": true, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
            ),
            Sample.network(
                "green",
                "{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"bridge\": \"lan1\", \"isGateway\": true, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.2.0.0/24\"}}"
            ), Sample.pod("blue, green")))

    package static let fixedForReplicas = FindingKind(
        "TN3409", .warning, "fixed address in the template of several pods",
        explanation: """
            All pods of a workload get the template's annotation as it is. With a fixed address or MAC address all of them ask \
            for the same one: on one node host-local refuses the second ("requested IP address is not available"), on two nodes \
            both run and take each other's packets.
            """,
        remedy: "Leave the address to the network, make one pod of it (`replicas: 1`), or write pods of their own.",
        bad: Sample(
            "web.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            spec:
              replicas: 3
              template:
                metadata:
                  annotations:
                    k8s.v1.cni.cncf.io/networks: '[{"name": "lan", ⟦"ips"⟧: ["10.1.0.20/24"]}]'

            """),
        good: Sample(
            "web.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            spec:
              replicas: 1
              template:
                metadata:
                  annotations:
                    k8s.v1.cni.cncf.io/networks: '[{"name": "lan", "ips": ["10.1.0.20/24"]}]'

            """))
}
