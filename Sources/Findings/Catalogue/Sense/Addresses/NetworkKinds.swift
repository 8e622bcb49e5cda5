// Networks that addresses are taken from.
extension FindingKind {
    static let networkKinds = [hostBits, networkTooSmall, specialNetwork, poolOfOtherFamily]

    package static let hostBits = FindingKind(
        "TN3007", .error, "network with host bits",
        explanation: """
            Behind the prefix a network's own address has zeroes alone. host-local refuses another one: "Network has host bits \
            set. For a subnet mask of length 16 the network address is 10.1.0.0". The pod then stays in ContainerCreating. \
            It is right where an address in its network is meant: in Whereabouts' "range" and "exclude" and in the \
            addresses of static.
            """,
        remedy:
            "Write the network's own address. If the first or last address to be given out was meant, write \"rangeStart\" and \"rangeEnd\".",
        bad: .hostLocal("\"subnet\": ⟦\"10.1.0.20/16\"⟧"), good: .hostLocal("\"subnet\": \"10.1.0.0/16\""))

    package static let networkTooSmall = FindingKind(
        "TN3008", .error, "network without room for a pod",
        explanation: """
            The first and the last address of a network aren't given out, so that a network of one or two addresses has none \
            for pods. host-local says "Network … too small to allocate from", Whereabouts "net mask is too short"; every \
            pod fails.
            """,
        remedy:
            "Take a larger network, /30 or /126 at the least. A single address for a single pod is the plugin static's business.",
        bad: .hostLocal("\"subnet\": ⟦\"10.1.0.8/31\"⟧"), good: .hostLocal("\"subnet\": \"10.1.0.8/29\""))

    package static let specialNetwork = FindingKind(
        "TN3009", .warning, "network that isn't for hosts",
        explanation: """
            Some networks have a use of their own: loopback (127.0.0.0/8, ::1), multicast (224.0.0.0/4, ff00::/8), no host at \
            all (0.0.0.0/8), the link alone (fe80::/10), the metadata server of clouds (169.254.169.254). IPAM plugins don't \
            mind. The kernel refuses ::1 and multicast of IPv6 on an interface; the others it takes, and packets are lost or \
            go to the wrong host.
            """,
        remedy:
            "Take a network of the private ranges: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, or for IPv6 a part of fd00::/8.",
        bad: .hostLocal("\"subnet\": ⟦\"224.10.0.0/24\"⟧"), good: .hostLocal("\"subnet\": \"10.10.0.0/24\""))

    package static let poolOfOtherFamily = FindingKind(
        "TN3010", .error, "pool under the key of the other family",
        explanation: """
            calico-ipam has a key for IPv4 pools and one for IPv6 pools. A network of the other family is refused: "isn't a \
            IPv4 address", and the pod gets no address of either.
            """,
        remedy: "Move the network to the key of its family, and set \"assign_ipv6\" to \"true\" for IPv6.",
        bad: .calicoPools("\"ipv4_pools\": [\"10.244.0.0/16\", ⟦\"fd10:244::/48\"⟧]"),
        good: .calicoPools(
            "\"assign_ipv6\": \"true\", \"ipv4_pools\": [\"10.244.0.0/16\"], \"ipv6_pools\": [\"fd10:244::/48\"]"))
}

extension Sample {
    /// A list with Calico and these members of calico-ipam's object.
    fileprivate static func calicoPools(_ members: String) -> Sample {
        .list(
            """
            {
              "cniVersion": "1.0.0",
              "name": "k8s-pod-network",
              "plugins": [
                {
                  "type": "calico",
                  "datastore_type": "kubernetes",
                  "ipam": {"type": "calico-ipam", \(members)},
                  "policy": {"type": "k8s"},
                  "kubernetes": {"kubeconfig": "/etc/cni/net.d/calico-kubeconfig"}
                }
              ]
            }
            """)
    }
}
