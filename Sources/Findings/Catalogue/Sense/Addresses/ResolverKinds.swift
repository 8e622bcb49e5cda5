// Name resolution.
extension FindingKind {
    static let resolverKinds = [nameserverNoAddress, tooManyNameservers]

    package static let nameserverNoAddress = FindingKind(
        "TN3120", .warning, "name server that is no address",
        explanation: """
            A resolver needs the address of its name server: it can't look up the server's name. Plugins hand on what stands \
            here without looking, and whoever writes resolv.conf writes it down; the resolver passes over the line. Names \
            then aren't found, or are looked for at the next server, after a timeout.
            """,
        remedy: "Write the server's IP address, without a port: resolv.conf has none, it is always 53.",
        bad: .ipam(
            "{\"type\": \"static\", \"addresses\": [{\"address\": \"10.1.0.7/24\"}], \"dns\": {\"nameservers\": [⟦\"ns.example.org\"⟧]}}"
        ),
        good: .ipam(
            "{\"type\": \"static\", \"addresses\": [{\"address\": \"10.1.0.7/24\"}], \"dns\": {\"nameservers\": [\"10.1.0.53\"]}}"
        ))

    package static let tooManyNameservers = FindingKind(
        "TN3121", .warning, "more name servers than a resolver asks",
        explanation: """
            The C libraries take three name servers of resolv.conf (MAXNS) and pass over the rest, and Kubernetes writes three \
            at the most. If the first three are down, the fourth isn't asked either.
            """,
        remedy: "Keep the three that matter; a cache in front of them can know more.",
        bad: .ipam(
            "{\"type\": \"static\", \"addresses\": [{\"address\": \"10.1.0.7/24\"}],\n \"dns\": {\"nameservers\": [\"10.1.0.53\", \"10.1.0.54\", \"10.1.0.55\", ⟦\"10.1.0.56\"⟧]}}"
        ),
        good: .ipam(
            "{\"type\": \"static\", \"addresses\": [{\"address\": \"10.1.0.7/24\"}],\n \"dns\": {\"nameservers\": [\"10.1.0.53\", \"10.1.0.54\", \"10.1.0.55\"]}}"
        ))
}
