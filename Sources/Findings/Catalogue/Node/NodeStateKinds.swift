// What plugins remember on a node.
extension FindingKind {
    static let nodeStateKinds = [stateFolderUnusable, addressesUsedUp]

    private static func hostLocal(_ type: String, _ subnet: String) -> String {
        Sample.plainMACVLAN(more: ", \"ipam\": {\"type\": \(type), \"subnet\": \(subnet)}")
    }

    package static let stateFolderUnusable = FindingKind(
        "TN5401", .error, "folder of state that can't be used",
        explanation: """
            host-local remembers in it which addresses it has given out, Tartan and Multus what they have attached. The folder \
            can't be used: something else has its name, the disk is mounted read-only, it can't be read, or others may write \
            it. Pods neither start nor end: read-only file system, not a directory, permission denied.
            """,
        remedy: "Do what the message asks for; `sudo tartanctl doctor` has the command for Tartan's own.",
        bad: .onNode(
            "folders: {/var/lib/cni/networks: is no folder}", hostLocal("⟦\"host-local\"⟧", "\"10.1.0.0/24\"")),
        good: .onNode("folders: {}", hostLocal("\"host-local\"", "\"10.1.0.0/24\"")))

    package static let addressesUsedUp = FindingKind(
        "TN5402", .warning, "range of host-local in which no address is left on the node",
        explanation: """
            host-local has given out every address of the range on this node. The next pod fails: no IP addresses available in \
            range set. Each node counts by itself; after crashes many addresses are held by pods that are long gone.
            """,
        remedy: "`sudo tartanctl gc --leases` gives back those of pods that are gone; else widen the range.",
        bad: .onNode("reservations: {lan: [10.1.0.2]}", hostLocal("\"host-local\"", "⟦\"10.1.0.0/30\"⟧")),
        good: .onNode("reservations: {lan: [10.1.0.2]}", hostLocal("\"host-local\"", "\"10.1.0.0/29\"")))
}
