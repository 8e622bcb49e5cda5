// Rates and bursts.
extension FindingKind {
    static let shapingKinds = [rateWithoutBurst, burstBelowPacket, tinyRate, burstTooLongForRate, shapingWithoutVeth]

    private static let shaped = Sample.network(
        "storage",
        "{\"cniVersion\": \"1.0.0\", \"plugins\": [\(Sample.plainBridge), {\"type\": \"bandwidth\", \"capabilities\": {\"bandwidth\": true}}]}"
    )

    package static let rateWithoutBurst = FindingKind(
        "TN3301", .error, "pod that asks for a rate without a burst",
        explanation: """
            The annotation's grammar lets the burst be left out, and leaves it to the implementation to choose one; the plugin \
            bandwidth doesn't: "if rate is set, burst must also be set". Neither Tartan nor Multus makes one up.
            """,
        remedy: "Add the burst in bits: a tenth of a second of the rate is a good beginning.",
        bad: .objects(
            shaped, Sample.pod("[{\"name\": \"storage\", \"bandwidth\": {⟦\"ingressRate\"⟧: 50000000}}]")),
        good: .objects(
            shaped,
            Sample.pod(
                "[{\"name\": \"storage\", \"bandwidth\": {\"ingressRate\": 50000000, \"ingressBurst\": 5000000}}]")))

    package static let burstBelowPacket = FindingKind(
        "TN3302", .warning, "burst below one packet",
        explanation: """
            Bursts are bits. What is larger than the burst never passes the filter: pings work, and the first full packet of a \
            transfer is dropped again and again. Often the value was meant as bytes or kilobits.
            """,
        remedy: "Write at least 8 times the MTU, better a tenth of a second of the rate.",
        bad: .chainFile(
            Sample.plainBridge, "{\"type\": \"bandwidth\", \"ingressRate\": 1000000, \"ingressBurst\": ⟦1500⟧}"),
        good: .chainFile(
            Sample.plainBridge, "{\"type\": \"bandwidth\", \"ingressRate\": 1000000, \"ingressBurst\": 100000}"))

    package static let tinyRate = FindingKind(
        "TN3303", .warning, "rate at which a packet takes longer than a second",
        explanation: """
            Rates are bits per second, without a unit: 10 is ten bits, not ten megabits. The plugin takes it, and the pod's \
            connections time out.
            """,
        remedy: "Write the number out: 10 Mbit/s are 10000000.",
        bad: .chainFile(
            Sample.plainBridge, "{\"type\": \"bandwidth\", \"egressRate\": ⟦10⟧, \"egressBurst\": 1000000}"),
        good: .chainFile(
            Sample.plainBridge, "{\"type\": \"bandwidth\", \"egressRate\": 10000000, \"egressBurst\": 1000000}"))

    package static let burstTooLongForRate = FindingKind(
        "TN3304", .warning, "burst that lasts longer than the kernel can count",
        explanation: """
            The kernel has a burst as a time, in 32 bits of 64 nanoseconds: 274 seconds at the given rate. The plugin doesn't \
            look whether it fits; what is left after the overflow may be anything, also less than a packet. Large bursts are \
            copied from examples, such as 2147483647.
            """,
        remedy: "Take a burst of a tenth of a second up to a few seconds of the rate.",
        bad: .chainFile(
            Sample.plainBridge, "{\"type\": \"bandwidth\", \"ingressRate\": 1000000, \"ingressBurst\": ⟦2147483647⟧}"),
        good: .chainFile(
            Sample.plainBridge, "{\"type\": \"bandwidth\", \"ingressRate\": 100000000, \"ingressBurst\": 2147483647}"))

    package static let shapingWithoutVeth = FindingKind(
        "TN3305", .error, "bandwidth on an interface without an end on the node",
        explanation: """
            bandwidth shapes at the node's end of a veth, as bridge and ptp make one. macvlan, ipvlan, vlan, host-device and bond \
            have no such end: the pod fails, "container interface has no veth peer". Where the plugin is only told to take the \
            capability nothing happens until a pod asks for a bandwidth.
            """,
        remedy: "Use bridge or ptp, or let the network card shape (sriov: \"max_tx_rate\").",
        bad: .chainFile(
            "{\"type\": \"macvlan\", \"master\": \"eth1\"}",
            "{\"type\": \"bandwidth\", ⟦\"ingressRate\"⟧: 1000000, \"ingressBurst\": 100000}"),
        good: .chainFile(
            Sample.plainBridge, "{\"type\": \"bandwidth\", \"ingressRate\": 1000000, \"ingressBurst\": 100000}"))
}
