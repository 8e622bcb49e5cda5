// Ports of the node, and rules that plugins write about an interface.
extension FindingKind {
    static let portKinds = [
        rulesWithoutAddresses, hostPortTwice, hostAddressOfOtherFamily, optionOfOtherBackend, idleOption,
        policyWithoutBridge,
    ]

    private static let mapped = Sample.network(
        "lan",
        "{\"cniVersion\": \"1.0.0\", \"plugins\": [\(Sample.plainBridge), {\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}}]}"
    )

    package static let rulesWithoutAddresses = FindingKind(
        "TN3306", .warning, "port mapping or firewall behind an interface without addresses",
        explanation: """
            portmap and firewall write rules for the addresses of the interface. With a plugin before them that has no "ipam" \
            there are none: they succeed, no rule is written, and the port leads nowhere.
            """,
        remedy: "Add \"ipam\" to the plugin that makes the interface, or remove the plugin.",
        bad: .definition(
            .chain(
                "{\"type\": \"bridge\", \"bridge\": \"lan0\"}",
                "{\"type\": ⟦\"portmap\"⟧, \"capabilities\": {\"portMappings\": true}}")),
        good: .definition(
            .chain(Sample.plainBridge, "{\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}}")))

    package static let hostPortTwice = FindingKind(
        "TN3307", .warning, "port of the node that a pod asks for twice",
        explanation: """
            portmap writes a rule for each mapping, and the first that fits gets the packets. A second mapping of the same port \
            and protocol, on another network or for another port of the pod, gets none. The ports of the pod's containers count, \
            too: the cluster network maps them.
            """,
        remedy: "Take another \"hostPort\", another protocol, or a \"hostIP\" for each.",
        bad: .objects(
            mapped,
            Sample.pod(
                "[{\"name\": \"lan\", \"portMappings\": [{\"hostPort\": 8080, \"containerPort\": 80}, {\"hostPort\": ⟦8080⟧, \"containerPort\": 443}]}]"
            )),
        good: .objects(
            mapped,
            Sample.pod(
                "[{\"name\": \"lan\", \"portMappings\": [{\"hostPort\": 8080, \"containerPort\": 80}, {\"hostPort\": 8443, \"containerPort\": 443}]}]"
            )))

    package static let hostAddressOfOtherFamily = FindingKind(
        "TN3308", .warning, "port of the node at an address of another family than the network's",
        explanation: """
            A packet to an IPv6 address of the node can't be sent on to an IPv4 address of the pod. portmap passes over such a \
            mapping, and the pod runs without it.
            """,
        remedy: "Write an address of the network's family, or leave \"hostIP\" out.",
        bad: .objects(
            mapped,
            Sample.pod(
                "[{\"name\": \"lan\", \"portMappings\": [{\"hostPort\": 8080, \"containerPort\": 80, \"hostIP\": ⟦\"2001:db8::7\"⟧}]}]"
            )),
        good: .objects(
            mapped,
            Sample.pod(
                "[{\"name\": \"lan\", \"portMappings\": [{\"hostPort\": 8080, \"containerPort\": 80, \"hostIP\": \"192.0.2.7\"}]}]"
            )))

    package static let optionOfOtherBackend = FindingKind(
        "TN3309", .error, "conditions in the language of another backend",
        explanation: """
            portmap's conditions are words for iptables ("-d", "!") or for nftables ("ip", "daddr"), and "externalSetMarkChain" \
            is iptables' alone. Before it does anything the plugin compares them with the backend and fails: "configuration \
            contains iptables-specific options". Both languages in one configuration fail with either.
            """,
        remedy: "Write all of them for one backend, and set \"backend\" to it.",
        bad: .chainFile(
            Sample.plainBridge,
            "{\"type\": \"portmap\", \"backend\": \"nftables\", ⟦\"conditionsV4\"⟧: [\"!\", \"-d\", \"192.0.2.0/24\"], \"capabilities\": {\"portMappings\": true}}"
        ),
        good: .chainFile(
            Sample.plainBridge,
            "{\"type\": \"portmap\", \"backend\": \"nftables\", \"conditionsV4\": [\"ip\", \"daddr\", \"!=\", \"192.0.2.0/24\"], \"capabilities\": {\"portMappings\": true}}"
        ))

    package static let idleOption = FindingKind(
        "TN3310", .warning, "option of something that is switched off",
        explanation: """
            Some options only say how something is done: by which mark masquerading is asked for, in which zone of firewalld, \
            with which backend. If that something isn't done, or is done by another program, the plugin takes the option and \
            doesn't look at it.
            """,
        remedy: "Switch on what the option is for, or remove it.",
        bad: .definition(
            .chain(
                Sample.plainBridge,
                "{\"type\": \"portmap\", \"snat\": false, ⟦\"markMasqBit\"⟧: 20, \"capabilities\": {\"portMappings\": true}}"
            )),
        good: .definition(
            .chain(
                Sample.plainBridge,
                "{\"type\": \"portmap\", \"snat\": true, \"markMasqBit\": 20, \"capabilities\": {\"portMappings\": true}}"
            )))

    package static let policyWithoutBridge = FindingKind(
        "TN3311", .warning, "policy between bridges on a network without a bridge",
        explanation: """
            "same-bridge" and "isolated" keep packets from other bridges, or from all ports, away. firewall takes the first \
            interface of the result for the bridge. Behind another plugin than bridge that is some interface, often one of the \
            pod, and the rules keep nobody out.
            """,
        remedy: "Use these policies behind bridge, or remove \"ingressPolicy\".",
        bad: .definition(
            .chain(
                "{\"type\": \"macvlan\", \"master\": \"eth1\", \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}",
                "{\"type\": \"firewall\", \"ingressPolicy\": ⟦\"same-bridge\"⟧}")),
        good: .definition(.chain(Sample.plainBridge, "{\"type\": \"firewall\", \"ingressPolicy\": \"same-bridge\"}")))
}

extension String {
    /// As `Sample.chain`.
    fileprivate static func chain(_ first: String, _ second: String) -> String { Sample.chain(first, second) }
}
