// Which addresses of a network are given out.
extension FindingKind {
    static let rangeKinds = [
        boundOutsideNetwork, ignoredBound, reversedRange, reservedAddressGivenOut, overlappingRanges, mixedFamilies,
        severalOfOneFamily, nothingLeft, exclusionOutside, repeatedExclusion,
    ]

    package static let boundOutsideNetwork = FindingKind(
        "TN3011", .error, "bound of a range that isn't in the network",
        explanation: """
            "rangeStart" and "rangeEnd" of host-local are addresses of "subnet", and the start in Whereabouts' \
            FIRST-LAST/PREFIX is one of LAST/PREFIX. Another one is refused: "RangeStart 10.2.0.10 not in network \
            10.1.0.0/16", "invalid range start for CIDR". Every pod with this network fails.
            """,
        remedy:
            "Write an address of the network, or the network that was meant. Without bounds all of it is given out.",
        bad: .hostLocal("\"subnet\": \"10.1.0.0/16\",\n\"rangeStart\": ⟦\"10.2.0.10\"⟧"),
        good: .hostLocal("\"subnet\": \"10.1.0.0/16\",\n\"rangeStart\": \"10.1.0.10\""))

    package static let ignoredBound = FindingKind(
        "TN3012", .warning, "bound of a range that is passed over",
        explanation: """
            Whereabouts doesn't complain about a bound that can't be: with one outside of the network, or an end before the \
            start, it gives out addresses up to the network's own bound. Nothing is said in any log. Pods then get addresses \
            that others have, which were to be kept out by the bound: routers, servers, the node.
            """,
        remedy: "Correct the bound, or the prefix length of \"range\" if the network was meant to be larger.",
        bad: .whereabouts("\"range\": \"10.1.0.0/24\",\n\"range_end\": ⟦\"10.1.1.200\"⟧"),
        good: .whereabouts("\"range\": \"10.1.0.0/23\",\n\"range_end\": \"10.1.1.200\""))

    package static let reversedRange = FindingKind(
        "TN3013", .error, "range that ends before it starts",
        explanation: """
            host-local refuses a range whose end is lower than its start. What it says leads astray: "RangeStart … not in \
            network …", although it is in the network.
            """,
        remedy: "Swap the two, or correct the one with the slip.",
        bad: .hostLocal(
            "\"subnet\": \"10.1.0.0/16\",\n\"rangeStart\": \"10.1.0.200\",\n\"rangeEnd\": ⟦\"10.1.0.100\"⟧"),
        good: .hostLocal("\"subnet\": \"10.1.0.0/16\",\n\"rangeStart\": \"10.1.0.100\",\n\"rangeEnd\": \"10.1.0.200\""))

    package static let reservedAddressGivenOut = FindingKind(
        "TN3014", .warning, "network's own or broadcast address that is given out",
        explanation: """
            host-local leaves out the first and the last address of an IPv4 network, unless "rangeStart" or "rangeEnd" \
            names them. Then a pod gets 10.1.0.0 or 10.1.0.255: the address is set without a complaint, and other hosts take \
            packets to it for broadcasts or drop them. One pod of many doesn't work, now this one, now that one.
            """,
        remedy: "Remove the bound, or write the next address inside.",
        bad: .hostLocal("\"subnet\": \"10.1.0.0/24\",\n\"rangeStart\": \"10.1.0.10\",\n\"rangeEnd\": ⟦\"10.1.0.255\"⟧"),
        good: .hostLocal("\"subnet\": \"10.1.0.0/24\",\n\"rangeStart\": \"10.1.0.10\",\n\"rangeEnd\": \"10.1.0.254\""))

    package static let overlappingRanges = FindingKind(
        "TN3015", .error, "ranges of one plugin that overlap",
        explanation: """
            An address belongs to one range. host-local refuses ranges that overlap, in one set ("subnets … overlap") as \
            well as in two ("range set 0 overlaps with 1"). Whereabouts gives an address of each range, and two of one \
            network share their reservations: the pod gets the same address twice, and the second time fails with "file \
            exists".
            """,
        remedy:
            "Remove one of the ranges, or give them bounds that keep them apart. Several ranges of one set are for networks that are used up one after the other.",
        bad: .hostLocal("\"ranges\": [\n  [{\"subnet\": \"10.1.0.0/16\"}],\n  [{\"subnet\": ⟦\"10.1.4.0/24\"⟧}]\n]"),
        good: .hostLocal("\"ranges\": [\n  [{\"subnet\": \"10.1.0.0/16\"}],\n  [{\"subnet\": \"10.2.4.0/24\"}]\n]"))

    package static let mixedFamilies = FindingKind(
        "TN3016", .error, "set of ranges with both IPv4 and IPv6",
        explanation: """
            "ranges" of host-local is a list of lists. The pod gets one address of each inner list; the ranges in one inner \
            list are used up one after the other and are of one family. A pod that shall have both IPv4 and IPv6 needs two \
            inner lists. host-local says "mixed address families".
            """,
        remedy: "Write `[[{IPv4}], [{IPv6}]]` instead of `[[{IPv4}, {IPv6}]]`.",
        bad: .hostLocal("\"ranges\": [\n  [{\"subnet\": \"10.1.0.0/16\"}, {\"subnet\": ⟦\"fd00:1::/64\"⟧}]\n]"),
        good: .hostLocal("\"ranges\": [\n  [{\"subnet\": \"10.1.0.0/16\"}],\n  [{\"subnet\": \"fd00:1::/64\"}]\n]"))

    package static let severalOfOneFamily = FindingKind(
        "TN3017", .error, "more addresses than the version has room for",
        explanation: """
            Before version 0.3.0 of CNI a result had one IPv4 and one IPv6 address at the most. host-local, static and \
            Whereabouts refuse a configuration that gives more: "CNI version 0.2.0 does not support more than 1 address per \
            family".
            """,
        remedy: "Write \"cniVersion\": \"1.0.0\"; all of these plugins speak it.",
        bad: .list(
            "{\n  \"cniVersion\": \"0.2.0\",\n  \"name\": \"lan\",\n  \"type\": \"ptp\",\n  \"ipam\": {\"type\": \"host-local\", \"ranges\": [[{\"subnet\": \"10.1.0.0/16\"}], [{\"subnet\": ⟦\"10.2.0.0/16\"⟧}]]}\n}",
            as: "10-lan.conf"),
        good: .list(
            "{\n  \"cniVersion\": \"0.4.0\",\n  \"name\": \"lan\",\n  \"type\": \"ptp\",\n  \"ipam\": {\"type\": \"host-local\", \"ranges\": [[{\"subnet\": \"10.1.0.0/16\"}], [{\"subnet\": \"10.2.0.0/16\"}]]}\n}",
            as: "10-lan.conf"))

    package static let nothingLeft = FindingKind(
        "TN3018", .error, "range of which no address is left",
        explanation: """
            host-local never gives out the gateway, and without "gateway" it takes the network's first address for it; \
            Whereabouts leaves out what "exclude" says. Where nothing remains, every pod fails: "no IP addresses available \
            in range set", "Could not allocate IP in range". It looks as if the range were used up by other pods.
            """,
        remedy: "Widen the range, name another gateway, or exclude less.",
        bad: .hostLocal("\"subnet\": \"10.1.0.0/16\",\n\"rangeStart\": \"10.1.0.1\",\n\"rangeEnd\": ⟦\"10.1.0.1\"⟧"),
        good: .hostLocal("\"subnet\": \"10.1.0.0/16\",\n\"rangeStart\": \"10.1.0.2\",\n\"rangeEnd\": \"10.1.0.2\""))

    package static let exclusionOutside = FindingKind(
        "TN3019", .warning, "exclusion outside of the range",
        explanation: """
            "exclude" of Whereabouts belongs to the range of the same object. A network that isn't part of it is passed over, \
            so what was to be kept out may be given to a pod: as a rule a slip in a number, or an exclusion that should stand \
            with another range of "ipRanges".
            """,
        remedy: "Correct the network, or move it to the range that it is part of.",
        bad: .whereabouts("\"range\": \"10.1.0.0/24\",\n\"exclude\": [⟦\"10.10.0.0/28\"⟧]"),
        good: .whereabouts("\"range\": \"10.1.0.0/24\",\n\"exclude\": [\"10.1.0.0/28\"]"))

    package static let repeatedExclusion = FindingKind(
        "TN3020", .note, "exclusion that is part of another one",
        explanation: """
            The addresses are left out by a larger network of the list already. It does no harm; but one of the two may be \
            meant to be another, or the list grew and is not what people take it for.
            """,
        remedy: "Remove the smaller network, or correct it.",
        bad: .whereabouts("\"range\": \"10.1.0.0/16\",\n\"exclude\": [\"10.1.0.0/24\", ⟦\"10.1.0.64/26\"⟧]"),
        good: .whereabouts("\"range\": \"10.1.0.0/16\",\n\"exclude\": [\"10.1.0.0/24\", \"10.1.1.64/26\"]"))
}
