// What an element asks of its plugins.
extension FindingKind {
    static let selectionRequestKinds = [
        emptySelectionRequest, selectionAddress, selectionHardwareAddress, selectionWithoutPort, selectionPort,
        selectionProtocol, selectionRate, selectionBurstAlone, gatewaysOfOneFamily, selectionDevice,
    ]

    package static let emptySelectionRequest = FindingKind(
        "TN1223", .error, "request that asks for nothing",
        explanation:
            "\"ips\", \"portMappings\" and \"bandwidth\" have at least one address, mapping or rate. An empty one is most often what a template leaves of a value that is missing. The specification calls the annotation invalid, and Tartan refuses it.",
        remedy: "Fill it in, or leave the key out.",
        bad: .asking("'[{\"name\": \"storage\", \"ips\": ⟦[⟧]}]'"), good: .asking("'[{\"name\": \"storage\"}]'"))

    package static let selectionAddress = FindingKind(
        "TN1224", .error, "address that can't be read",
        explanation:
            "\"ips\" has IPv4 and IPv6 addresses with or without the length of their prefix; gateways in \"default-route\" and \"hostIP\" have none. Names, ranges, masks and leading zeros aren't taken: Multus says failed to parse IP address or CIDR, Tartan refuses the annotation.",
        remedy: "Write an address such as 10.30.0.9/24 or fd00:30::9/64, a gateway such as 10.30.0.1.",
        bad: .asking("'[{\"name\": \"storage\", \"ips\": [⟦\"10.30.0.9/33\"⟧]}]'"),
        good: .asking("'[{\"name\": \"storage\", \"ips\": [\"10.30.0.9/24\", \"fd00:30::9\"]}]'"))

    package static let selectionHardwareAddress = FindingKind(
        "TN1225", .error, "MAC address or GUID that can't be read",
        explanation:
            "\"mac\" has 6 bytes, \"infiniband-guid\" 8: two hexadecimal digits each, with colons or dashes between them. Tartan refuses anything else; Multus takes 6, 8 and 20 bytes for both, and the plugin fails.",
        remedy: "Write 0a:58:0a:1e:00:09, or c2:11:22:33:44:55:66:77 for a GUID.",
        bad: .asking("'[{\"name\": \"storage\", \"mac\": ⟦\"0a:58:0a:1e:09\"⟧}]'"),
        good: .asking("'[{\"name\": \"storage\", \"mac\": \"0a:58:0a:1e:00:09\"}]'"))

    package static let selectionWithoutPort = FindingKind(
        "TN1226", .error, "port mapping without one of its ports",
        explanation:
            "A mapping leads from hostPort of the node to containerPort of the pod: it has both. Without one Multus hands over port 0, and portmap fails; Tartan refuses the annotation.",
        remedy: "Write \"hostPort\" and \"containerPort\".",
        bad: .asking("'[{\"name\": \"lan\", \"portMappings\": [⟦{⟧\"containerPort\": 80}]}]'"),
        good: .asking("'[{\"name\": \"lan\", \"portMappings\": [{\"hostPort\": 8080, \"containerPort\": 80}]}]'"))

    package static let selectionPort = FindingKind(
        "TN1227", .error, "port that doesn't exist",
        explanation:
            "Ports are the whole numbers from 1 to 65535. Tartan refuses another one; Multus hands it over, and portmap's rules fail or fit no packet.",
        remedy: "Write a port.",
        bad: .asking("'[{\"name\": \"lan\", \"portMappings\": [{\"hostPort\": ⟦80443⟧, \"containerPort\": 443}]}]'"),
        good: .asking("'[{\"name\": \"lan\", \"portMappings\": [{\"hostPort\": 8443, \"containerPort\": 443}]}]'"))

    package static let selectionProtocol = FindingKind(
        "TN1228", .error, "protocol that port mappings don't know",
        explanation:
            "Ports are those of TCP, UDP or SCTP, in any letter case; without the key it is TCP. Tartan refuses another one, portmap fails.",
        remedy: "Write one of the three, or leave the key out for TCP.",
        bad: .asking(
            "'[{\"name\": \"lan\", \"portMappings\": [{\"hostPort\": 8080, \"containerPort\": 80, \"protocol\": ⟦\"http\"⟧}]}]'"
        ),
        good: .asking(
            "'[{\"name\": \"lan\", \"portMappings\": [{\"hostPort\": 8080, \"containerPort\": 80, \"protocol\": \"TCP\"}]}]'"
        ))

    package static let selectionRate = FindingKind(
        "TN1229", .error, "rate or burst that is no number of bits",
        explanation:
            "Rates are bits per second, bursts bits: whole numbers above 0, written out. The specification calls 0, negative and broken ones invalid, and Tartan refuses them.",
        remedy: "Write 10000000 for 10 Mbit/s; leave the key out for no limit.",
        bad: .asking("'[{\"name\": \"lan\", \"bandwidth\": {\"ingressRate\": ⟦-1⟧}}]'"),
        good: .asking("'[{\"name\": \"lan\", \"bandwidth\": {\"ingressRate\": 10000000, \"ingressBurst\": 1000000}}]'"))

    package static let selectionBurstAlone = FindingKind(
        "TN1230", .error, "burst without its rate",
        explanation:
            "A burst says how far traffic may go beyond its rate. Alone it limits nothing; the specification calls it invalid, and Tartan refuses the annotation.",
        remedy: "Add the rate of the same direction, or remove the burst.",
        bad: .asking("'[{\"name\": \"lan\", \"bandwidth\": {⟦\"ingressBurst\"⟧: 1000000}}]'"),
        good: .asking("'[{\"name\": \"lan\", \"bandwidth\": {\"ingressRate\": 10000000, \"ingressBurst\": 1000000}}]'"))

    package static let gatewaysOfOneFamily = FindingKind(
        "TN1231", .error, "two gateways of the same family",
        explanation:
            "A pod has one default route for IPv4 and one for IPv6. Multus refuses two of a family: it does not support ECMP.",
        remedy: "Keep one gateway of each family.",
        bad: .asking("'[{\"name\": \"uplink\", \"default-route\": [\"10.40.0.1\", ⟦\"10.40.0.2\"⟧]}]'"),
        good: .asking("'[{\"name\": \"uplink\", \"default-route\": [\"10.40.0.1\", \"fd00:40::1\"]}]'"))

    package static let selectionDevice = FindingKind(
        "TN1232", .error, "device that can't be one",
        explanation:
            "\"deviceID\" is Multus' key for a network without a resource: the id of a device, such as its address on the PCI bus. An empty one, one with a line end or one of more than 256 bytes is refused by Tartan.",
        remedy:
            "Write the device's id, or leave the key out: the kubelet gives the device of a network with a resource.",
        bad: .asking("'[{\"name\": \"fast\", \"deviceID\": ⟦\"\"⟧}]'"),
        good: .asking("'[{\"name\": \"fast\", \"deviceID\": \"0000:3b:02.4\"}]'"))
}
