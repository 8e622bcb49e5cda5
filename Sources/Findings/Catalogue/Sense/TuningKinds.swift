// Sysctls and routing tables.
extension FindingKind {
    static let tuningKinds = [
        sysctlOutsideNetwork, sysctlOfNode, sysctlOfDottedInterface, sysctlOfClusterNetwork, reservedRoutingTable,
    ]

    package static let sysctlOutsideNetwork = FindingKind(
        "TN3211", .error, "sysctl that isn't one of the network",
        explanation: """
            tuning writes files below /proc/sys/net alone and refuses any other name: "invalid net sysctl key". Names without \
            "net." in front are such, and those of the kernel and of memory, which belong into the pod's own \
            `spec.securityContext.sysctls`.
            """,
        remedy: "Write the whole name, such as \"net.ipv4.conf.IFNAME.arp_notify\".",
        bad: .chainFile(
            Sample.plainBridge, "{\"type\": \"tuning\", \"sysctl\": {⟦\"kernel.shm_rmid_forced\"⟧: \"1\"}}"),
        good: .chainFile(Sample.plainBridge, "{\"type\": \"tuning\", \"sysctl\": {\"net.core.somaxconn\": \"500\"}}"))

    package static let sysctlOfNode = FindingKind(
        "TN3212", .error, "sysctl that a pod can't set",
        explanation: """
            Some sysctls of the network are there once for the whole node, such as the bounds of socket buffers \
            (net.core.rmem_max), queues and TCP's memory. In a pod's network namespace their files aren't there, or, on newer \
            kernels, can be read only. tuning fails with "no such file or directory" or "permission denied".
            """,
        remedy: "Set it on the node (/etc/sysctl.d), and remove it here.",
        bad: .chainFile(
            Sample.plainBridge, "{\"type\": \"tuning\", \"sysctl\": {⟦\"net.core.rmem_max\"⟧: \"16777216\"}}"),
        good: .chainFile(
            Sample.plainBridge, "{\"type\": \"tuning\", \"sysctl\": {\"net.ipv4.tcp_rmem\": \"4096 131072 6291456\"}}"))

    package static let sysctlOfDottedInterface = FindingKind(
        "TN3213", .error, "sysctl of an interface with a dot in its name",
        explanation: """
            tuning makes a slash of every dot of the name, also of those in an interface's: "net.ipv4.conf.eth1.100.rp_filter" \
            becomes net/ipv4/conf/eth1/100/rp_filter, which isn't there. Slashes instead of dots don't help, because the dot is \
            changed all the same.
            """,
        remedy:
            "Write IFNAME in the place of the interface: it is put in afterwards, dots and all. Or give the interface a name without a dot.",
        bad: .chainFile(
            Sample.plainBridge, "{\"type\": \"tuning\", \"sysctl\": {⟦\"net.ipv4.conf.eth1.100.rp_filter\"⟧: \"2\"}}"),
        good: .chainFile(
            Sample.plainBridge, "{\"type\": \"tuning\", \"sysctl\": {\"net.ipv4.conf.IFNAME.rp_filter\": \"2\"}}"))

    package static let sysctlOfClusterNetwork = FindingKind(
        "TN3223", .warning, "sysctl of the cluster network's interface",
        explanation: """
            The interface of a further network is never eth0: that is the cluster network's. With "net.ipv4.conf.eth0.rp_filter" \
            in its definition, tuning changes the cluster network of every pod that asks for this one, and the interface that was \
            meant stays as it is.
            """,
        remedy:
            "Write IFNAME: tuning puts the name of this network's interface in its place. To change eth0, use the configuration of the cluster network.",
        bad: .definition(
            """
            {"cniVersion": "1.0.0", "plugins": [
              {"type": "macvlan", "master": "eth1"},
              {"type": "tuning", "sysctl": {⟦"net.ipv4.conf.eth0.rp_filter"⟧: "0"}}
            ]}
            """),
        good: .definition(
            """
            {"cniVersion": "1.0.0", "plugins": [
              {"type": "macvlan", "master": "eth1"},
              {"type": "tuning", "sysctl": {"net.ipv4.conf.IFNAME.rp_filter": "0", "net.ipv4.conf.all.rp_filter": "0"}}
            ]}
            """))

    package static let reservedRoutingTable = FindingKind(
        "TN3214", .warning, "routing table that is one of the kernel's own",
        explanation: """
            253 is the table "default", 254 "main" and 255 "local": every pod has them, and all of its routes are in them. A VRF \
            or source-based routing is there to keep some routes apart, and with one of these it doesn't.
            """,
        remedy: "Take another number, or leave the key out: then a free one is taken.",
        bad: .chainFile(Sample.plainBridge, "{\"type\": \"vrf\", \"vrfname\": \"blue\", \"table\": ⟦254⟧}"),
        good: .chainFile(Sample.plainBridge, "{\"type\": \"vrf\", \"vrfname\": \"blue\", \"table\": 100}"))
}
