// Addresses that stand in a configuration, and keys that are about addresses.
extension FindingKind {
    static let fixedAddressKinds = [fixedReservedAddress, repeatedAddress, requestOutside, addressesForNothing]

    package static let fixedReservedAddress = FindingKind(
        "TN3108", .warning, "fixed address that is the network's own or broadcast address",
        explanation: """
            10.1.0.0/24 is a network, 10.1.0.255/24 its broadcast address: neither is a host's. The plugin static and the \
            kernel take both for an interface. Other hosts drop what comes from there or answer to everybody.
            """,
        remedy: "Write the host's address with the network's prefix length, such as 10.1.0.7/24.",
        bad: .fixed("\"addresses\": [{\"address\": ⟦\"10.1.0.0/24\"⟧}]"),
        good: .fixed("\"addresses\": [{\"address\": \"10.1.0.7/24\"}]"))

    package static let repeatedAddress = FindingKind(
        "TN3109", .error, "address that an interface shall get twice",
        explanation: """
            The second time the kernel refuses it, and the plugin fails: "failed to add IP addr … file exists". Every pod with \
            this network stays in ContainerCreating.
            """,
        remedy: "Remove one of the two, or correct the one with the slip.",
        bad: .fixed("\"addresses\": [\n  {\"address\": \"10.1.0.7/24\"},\n  {\"address\": ⟦\"10.1.0.7/24\"⟧}\n]"),
        good: .fixed("\"addresses\": [\n  {\"address\": \"10.1.0.7/24\"},\n  {\"address\": \"10.1.0.8/24\"}\n]"))

    package static let requestOutside = FindingKind(
        "TN3110", .error, "configuration that asks for an address that it doesn't have",
        explanation: """
            "ips" in "args" asks host-local for certain addresses. It gives out what is in its ranges and isn't the gateway; \
            for anything else the pod fails: "requested ip … is subnet's gateway", "failed to allocate all requested IPs".
            """,
        remedy: "Ask for an address of the ranges, or widen them.",
        bad: .asking(for: "⟦\"10.2.0.7\"⟧"), good: .asking(for: "\"10.1.0.7\""))

    package static let addressesForNothing = FindingKind(
        "TN3111", .warning, "gateway or masquerading without addresses",
        explanation: """
            Without an IPAM plugin the interface has no address: the bridge is a switch and nothing more. "isGateway", \
            "isDefaultGateway" and "ipMasq" are about addresses and are then passed over, without a word. Pods have no \
            route and nothing is masqueraded.
            """,
        remedy: "Add \"ipam\", or remove the keys if layer 2 is meant.",
        bad: .definition(
            "{\n  \"cniVersion\": \"1.0.0\",\n  \"type\": \"bridge\",\n  \"bridge\": \"br-lan\",\n  ⟦\"ipMasq\"⟧: true\n}"
        ),
        good: .definition("{\n  \"cniVersion\": \"1.0.0\",\n  \"type\": \"bridge\",\n  \"bridge\": \"br-lan\"\n}"))
}

extension Sample {
    /// A definition with host-local that asks for an address.
    fileprivate static func asking(for address: String) -> Sample {
        .definition(
            """
            {
              "cniVersion": "1.0.0",
              "type": "ptp",
              "ipam": {"type": "host-local", "subnet": "10.1.0.0/24"},
              "args": {"cni": {"ips": [\(address)]}}
            }
            """)
    }
}
