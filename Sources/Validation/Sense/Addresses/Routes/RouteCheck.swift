import CNI
import Findings

/// Each route by itself: its destination, and whether the pod can use its gateway.
struct RouteCheck {
    let plugin: PluginAddresses

    func check(_ sink: inout FindingSink) {
        let reachable = Reachable(plugin)
        for route in plugin.routes {
            guard let destination = route.destination else { continue }
            checkHostBits(destination, route, &sink)
            guard checkFamilies(destination, route, &sink) else { continue }
            if reachable.isKnown { checkUse(destination, route, reachable, &sink) }
        }
    }

    private func checkHostBits(_ destination: Placed<IPNetwork>, _ route: RouteUse, _ sink: inout FindingSink) {
        let network = destination.value
        // The kernel takes IPv6 destinations as they are meant.
        guard network.address.family == .v4, network.hasHostBits else { return }
        sink.report(
            .destinationHostBits, at: destination.spot,
            "\"\(destination.key)\" of a route is \(network), which is no network's own address",
            label: "did you mean \(network.canonical)\(network.isHostLike ? " or \(network.address)/32" : "")?",
            notes: ["The kernel refuses the route, and the pod fails: \"invalid argument\"."],
            replacement: network.isHostLike ? nil : "\"\(network.canonical)\"")
    }

    /// - Returns: whether both ends of the route are of one family.
    private func checkFamilies(
        _ destination: Placed<IPNetwork>, _ route: RouteUse, _ sink: inout FindingSink
    ) -> Bool {
        guard let gateway = route.gateway, gateway.value.family != destination.value.address.family else { return true }
        let isV4 = destination.value.address.family == .v4
        sink.report(
            .routeOfTwoFamilies, at: gateway.spot,
            "\"\(gateway.key)\" of the route to \(destination.value) is \(gateway.value)",
            label: isV4 ? "an IPv4 address is expected" : "an IPv6 address is expected",
            notes: [
                "The plugin refuses the route: \"gateway, source, and destination ip are not the same IP family\"."
            ], related: [(destination.spot, "the destination")])
        return false
    }

    private func checkUse(
        _ destination: Placed<IPNetwork>, _ route: RouteUse, _ reachable: Reachable, _ sink: inout FindingSink
    ) {
        let family = destination.value.address.family
        guard reachable.families.contains(family) else {
            sink.report(
                .routeWithoutAddress, at: destination.spot,
                "the route to \(destination.value) is for \(family == .v4 ? "IPv4" : "IPv6"), and the pod gets no such address here",
                label: "no network of this family is given out",
                notes: [
                    "The route is added all the same; packets that take it have no sender's address, or that of another interface."
                ],
                related: plugin.networks.prefix(1).map { ($0.spot, "the network") })
            return
        }
        guard let gateway = route.gateway, !reachable.contains(gateway.value) else { return }
        sink.report(
            .unreachableGateway, at: gateway.spot,
            "\"\(gateway.key)\" of the route to \(destination.value) is \(gateway.value), which is in no network of the interface",
            label: "the pod can't reach it",
            notes: ["The kernel refuses the route, so every pod fails: \"network is unreachable\"."],
            related: plugin.networks.filter { $0.value.network.address.family == family }.prefix(2)
                .map { ($0.spot, "a network of the interface") })
    }
}

/// What an interface reaches without a router.
private struct Reachable {
    let isKnown: Bool
    let families: Set<IPAddress.Family>
    private let networks: [IPNetwork]

    init(_ plugin: PluginAddresses) {
        // A route of a scope of its own, or one that nobody gives a gateway, makes its destination reachable.
        let direct = plugin.routes.filter { route in
            route.gateway == nil && route.destination.map { !$0.value.isDefault } ?? false
        }
        let given = plugin.networks.map(\.value.network)
        isKnown = !given.isEmpty && !plugin.takesRequests
        families = Set(given.map(\.address.family))
        networks = given + direct.compactMap(\.destination?.value)
    }

    /// Addresses of the link are always on it.
    func contains(_ address: IPAddress) -> Bool {
        networks.contains { $0.contains(address) } || Self.linkLocal?.contains(address) == true
    }

    private static let linkLocal = IPNetwork("fe80::/10")
}

extension IPNetwork {
    /// Whether one host may be meant by an address with a prefix.
    fileprivate var isHostLike: Bool { address != last && prefixLength > 0 }
}
