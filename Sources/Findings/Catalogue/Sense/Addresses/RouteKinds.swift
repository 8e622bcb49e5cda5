// Routes.
extension FindingKind {
    static let routeKinds = [
        destinationHostBits, routeOfTwoFamilies, routeWithoutAddress, repeatedRoute, competingRoutes,
        routeToOwnNetwork, defaultRouteAgain, defaultRouteWithoutGateway,
    ]

    package static let destinationHostBits = FindingKind(
        "TN3112", .error, "route to a network with host bits",
        explanation: """
            Behind the prefix the destination has to have zeroes alone. No IPAM plugin looks at it, and the interface's plugin \
            hands it to the kernel, which refuses it: "failed to add route …: invalid argument". The message doesn't say \
            why.
            """,
        remedy: "Write the network's own address; for a route to one host /32.",
        bad: .hostLocal("\"subnet\": \"10.1.0.0/24\",\n\"routes\": [{\"dst\": ⟦\"10.8.0.1/16\"⟧}]"),
        good: .hostLocal("\"subnet\": \"10.1.0.0/24\",\n\"routes\": [{\"dst\": \"10.8.0.0/16\"}]"))

    package static let routeOfTwoFamilies = FindingKind(
        "TN3113", .error, "route whose gateway is of the other family",
        explanation: """
            Plugins add an IPv4 route with an IPv4 gateway and an IPv6 route with an IPv6 gateway. Another one fails: "gateway, \
            source, and destination ip are not the same IP family".
            """,
        remedy:
            "Write a gateway of the destination's family, or leave \"gw\" out: then the network's gateway is taken.",
        bad: .hostLocal(
            "\"subnet\": \"10.1.0.0/24\",\n\"routes\": [{\"dst\": \"0.0.0.0/0\", \"gw\": ⟦\"fd00:1::1\"⟧}]"),
        good: .hostLocal("\"subnet\": \"10.1.0.0/24\",\n\"routes\": [{\"dst\": \"0.0.0.0/0\", \"gw\": \"10.1.0.1\"}]"))

    package static let routeWithoutAddress = FindingKind(
        "TN3114", .warning, "route of a family of which the pod gets no address",
        explanation: """
            The route is for IPv6 and the network gives out IPv4 addresses alone, or the other way round. The kernel adds it \
            without a gateway. Programs that prefer IPv6 then try it, with another interface's address or none, and wait for \
            their timeout.
            """,
        remedy: "Remove the route, or add a range of its family.",
        bad: .hostLocal("\"subnet\": \"10.1.0.0/24\",\n\"routes\": [{\"dst\": \"0.0.0.0/0\"}, {\"dst\": ⟦\"::/0\"⟧}]"),
        good: .hostLocal(
            "\"ranges\": [[{\"subnet\": \"10.1.0.0/24\"}], [{\"subnet\": \"fd00:1::/64\"}]],\n\"routes\": [{\"dst\": \"0.0.0.0/0\"}, {\"dst\": \"::/0\"}]"
        ))

    package static let repeatedRoute = FindingKind(
        "TN3115", .error, "route that is added twice",
        explanation: """
            Two routes have the same destination, table, priority and gateway; a route without "gw" has the network's gateway. \
            The kernel refuses the second one, and the plugin fails: "failed to add route …: file exists". Every pod with \
            this network stays in ContainerCreating.
            """,
        remedy: "Remove one of them.",
        bad: .hostLocal(
            "\"subnet\": \"10.1.0.0/24\",\n\"routes\": [\n  {\"dst\": \"10.8.0.0/16\"},\n  {\"dst\": ⟦\"10.8.0.0/16\"⟧, \"gw\": \"10.1.0.1\"}\n]"
        ),
        good: .hostLocal(
            "\"subnet\": \"10.1.0.0/24\",\n\"routes\": [\n  {\"dst\": \"10.8.0.0/16\"},\n  {\"dst\": \"10.9.0.0/16\", \"gw\": \"10.1.0.1\"}\n]"
        ))

    package static let competingRoutes = FindingKind(
        "TN3116", .warning, "two ways to one destination",
        explanation: """
            Two IPv4 routes lead to the same destination by different gateways and have the same priority. Plugins add them so \
            that the kernel takes the last one for every packet and the first one for none; it doesn't share the load, and \
            doesn't fall back when the gateway is gone. It is as good as a second default route: the one that was meant may be \
            the one that isn't used.
            """,
        remedy: "Remove one of them, or give them a \"priority\" each (CNI 1.1.0); the lower number is preferred.",
        bad: .hostLocal(
            "\"subnet\": \"10.1.0.0/24\",\n\"routes\": [\n  {\"dst\": \"0.0.0.0/0\", \"gw\": \"10.1.0.1\"},\n  {\"dst\": ⟦\"0.0.0.0/0\"⟧, \"gw\": \"10.1.0.2\"}\n]"
        ),
        good: .hostLocal(
            "\"subnet\": \"10.1.0.0/24\",\n\"routes\": [\n  {\"dst\": \"0.0.0.0/0\", \"gw\": \"10.1.0.1\"},\n  {\"dst\": \"10.8.0.0/16\", \"gw\": \"10.1.0.2\"}\n]"
        ))

    package static let routeToOwnNetwork = FindingKind(
        "TN3117", .warning, "route to the interface's own network",
        explanation: """
            An address brings along the route to its network: neighbours are reached without a router. A route of the \
            configuration with the same destination has a gateway and is put before it, so that packets to neighbours go \
            through the gateway, which may drop them, send a redirect, or double the traffic.
            """,
        remedy: "Remove the route.",
        bad: .hostLocal("\"subnet\": \"10.1.0.0/24\",\n\"routes\": [{\"dst\": ⟦\"10.1.0.0/24\"⟧}]"),
        good: .hostLocal("\"subnet\": \"10.1.0.0/24\",\n\"routes\": [{\"dst\": \"10.1.0.0/16\"}]"))

    package static let defaultRouteAgain = FindingKind(
        "TN3118", .error, "default route that the plugin adds as well",
        explanation: """
            With "isDefaultGateway" the plugin adds a default route through the gateway. One of the IPAM plugin's "routes" \
            without "gw" comes out as the very same route, and the kernel refuses the second: "failed to add route …: file \
            exists". The pod stays in ContainerCreating, although the interface has its first default route already.
            """,
        remedy: "Remove the route, or write \"isGateway\" instead of \"isDefaultGateway\".",
        bad: .defaultGateway("\"isDefaultGateway\""), good: .defaultGateway("\"isGateway\"", isBad: false))

    package static let defaultRouteWithoutGateway = FindingKind(
        "TN3119", .warning, "default route without a gateway",
        explanation: """
            The route has no "gw", and the network no "gateway" (host-local takes the network's first address for it, static \
            and Whereabouts none). The kernel takes the route so that every address of the world is looked for on the link by \
            ARP. Without a router that answers for all of them (proxy ARP) the pod reaches none.
            """,
        remedy: "Add \"gateway\" to the network or address, or \"gw\" to the route.",
        bad: .whereabouts("\"range\": \"10.1.0.0/24\",\n\"routes\": [{\"dst\": ⟦\"0.0.0.0/0\"⟧}]"),
        good: .whereabouts("\"range\": \"10.1.0.0/24\",\n\"routes\": [{\"dst\": \"0.0.0.0/0\", \"gw\": \"10.1.0.1\"}]"))
}

extension Sample {
    /// A bridge with a default route of the IPAM plugin's.
    fileprivate static func defaultGateway(_ flag: String, isBad: Bool = true) -> Sample {
        let destination = isBad ? "⟦\"0.0.0.0/0\"⟧" : "\"0.0.0.0/0\""
        return .list(
            """
            {
              "cniVersion": "1.0.0",
              "name": "lan",
              "plugins": [
                {
                  "type": "bridge",
                  "bridge": "br-lan",
                  \(flag): true,
                  "ipam": {"type": "host-local", "subnet": "10.1.0.0/24", "routes": [{"dst": \(destination)}]}
                }
              ]
            }
            """)
    }
}
