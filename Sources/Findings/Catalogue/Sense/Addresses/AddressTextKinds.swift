// Texts that have to be an address or a network.
extension FindingKind {
    static let addressTextKinds = [
        malformedAddress, missingPrefix, needlessPrefix, wrongPrefixLength, leadingZeroes, mappedNetwork,
    ]

    package static let malformedAddress = FindingKind(
        "TN3001", .error, "text that is no address",
        explanation: """
            An address, a network or a range is expected, and the text can't be read as one. The plugin fails when it reads \
            its configuration, so every pod with this network stays in ContainerCreating: "invalid IP address", "invalid \
            CIDR address". The API server takes the definition all the same, because the configuration is a text to it.
            """,
        remedy:
            "Write the address with four numbers from 0 to 255, or in the notation of IPv6. The words usePodCidr and usePodCidrIPv6 are Calico's alone: other plugins need the network itself.",
        bad: .hostLocal("\"subnet\": ⟦\"10.1.0/16\"⟧"), good: .hostLocal("\"subnet\": \"10.1.0.0/16\""))

    package static let missingPrefix = FindingKind(
        "TN3002", .error, "network without a prefix length",
        explanation: """
            The number behind the slash says how many bits all addresses of the network share. Without it the plugin doesn't \
            know how large the network is, and refuses the text: "invalid CIDR address", for the plugin static "the \
            'address' field is expected to be in CIDR notation".
            """,
        remedy:
            "Add the prefix length of the network, /24 for example. A single host as a route's destination is /32, or /128 with IPv6.",
        bad: .fixed("\"addresses\": [{\"address\": ⟦\"10.1.0.7\"⟧, \"gateway\": \"10.1.0.1\"}]"),
        good: .fixed("\"addresses\": [{\"address\": \"10.1.0.7/24\", \"gateway\": \"10.1.0.1\"}]"))

    package static let needlessPrefix = FindingKind(
        "TN3003", .error, "address with a prefix length where none is taken",
        explanation: """
            Gateways, bounds of ranges and name servers are single addresses. Go's library refuses a prefix length there: \
            "invalid IP address: 10.1.0.1/16", and every pod with this network fails.
            """,
        remedy: "Remove the slash and what stands behind it.",
        bad: .hostLocal("\"subnet\": \"10.1.0.0/16\",\n\"gateway\": ⟦\"10.1.0.1/16\"⟧"),
        good: .hostLocal("\"subnet\": \"10.1.0.0/16\",\n\"gateway\": \"10.1.0.1\""))

    package static let wrongPrefixLength = FindingKind(
        "TN3004", .error, "prefix length that can't be",
        explanation: """
            The prefix length is a number: at most 32 with IPv4 and 128 with IPv6. A mask such as 255.255.255.0 is not taken. \
            The plugin says "invalid CIDR address", and every pod with this network fails.
            """,
        remedy:
            "Write the number of bits: /24 for 255.255.255.0, /16 for 255.255.0.0.",
        bad: .hostLocal("\"subnet\": ⟦\"10.1.0.0/255.255.0.0\"⟧"), good: .hostLocal("\"subnet\": \"10.1.0.0/16\""))

    package static let leadingZeroes = FindingKind(
        "TN3005", .error, "address with leading zeroes",
        explanation: """
            Programs don't agree about 010: to some it is ten, to those that go by C's rules it is eight. Since Go 1.17 plugins \
            refuse such an address ("invalid CIDR address"), while older builds of the same plugins took it for ten; so a \
            definition can fail after an update of the binaries. Whereabouts reads it as ten to this day.
            """,
        remedy: "Write the numbers without zeroes in front of them.",
        bad: .hostLocal("\"subnet\": ⟦\"10.001.000.0/16\"⟧"), good: .hostLocal("\"subnet\": \"10.1.0.0/16\""))

    package static let mappedNetwork = FindingKind(
        "TN3006", .error, "IPv4 network in the notation of IPv6",
        explanation: """
            ::ffff:10.1.0.0/112 is IPv4's 10.1.0.0/16. Plugins take the address for one of IPv4 and the prefix length for one \
            of IPv6, and refuse what comes of it: "IPNet IP and Mask version mismatch".
            """,
        remedy: "Write the network in the notation of IPv4; its prefix length is smaller by 96.",
        bad: .hostLocal("\"subnet\": ⟦\"::ffff:10.1.0.0/112\"⟧"), good: .hostLocal("\"subnet\": \"10.1.0.0/16\""))
}
