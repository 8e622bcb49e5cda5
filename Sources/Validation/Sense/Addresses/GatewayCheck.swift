import CNI
import Findings
import PluginCatalogue

/// Gateways of networks and of fixed addresses.
struct GatewayCheck {
    let plugin: PluginAddresses

    func check(_ sink: inout FindingSink) {
        for pool in plugin.pools {
            guard let gateway = pool.gateway else { continue }
            check(gateway, of: pool.network, at: pool.subnet, pool.plugin, &sink)
            if pool.way == .range, pool.gives(gateway.value) { reportGivenOut(gateway, pool, &sink) }
        }
        for fixed in plugin.fixed {
            guard let gateway = fixed.gateway else { continue }
            if gateway.value == fixed.address.value.network.address {
                sink.report(
                    .ownGateway, at: gateway.spot,
                    "\"\(gateway.key)\" of \(fixed.plugin) is the pod's own address \(gateway.value)",
                    label: "the address of a router is expected",
                    notes: ["The kernel accepts it; packets that should go through the gateway then go nowhere."],
                    related: [(fixed.address.spot, "the pod's address")])
            } else {
                check(gateway, of: fixed.address.value.network, at: fixed.address, fixed.plugin, &sink)
            }
        }
        checkLoneGateways(&sink)
    }

    private func check(
        _ gateway: Placed<IPAddress>, of network: IPNetwork, at subnet: Placed<IPNetworkText>, _ type: String,
        _ sink: inout FindingSink
    ) {
        let subject = "\"\(gateway.key)\" of \(type)"
        // One gateway can be for several networks, that of another one among them.
        if plugin.networks.contains(where: { $0.value.network.contains(gateway.value) }) {
            if network.contains(gateway.value) { checkReserved(gateway, network, subject, &sink) }
            return
        }
        if gateway.value.family != network.address.family {
            sink.report(
                .gatewayOfOtherFamily, at: gateway.spot,
                "\(subject) is \(gateway.value), and the network is \(network.canonical)",
                label: network.address.family == .v4 ? "an IPv4 address is expected" : "an IPv6 address is expected",
                notes: ["Routes of the network's family then have no gateway."],
                related: [(subnet.spot, "the network")])
        } else if network.hostBits > 0, routesNeed(gateway.value) {
            sink.report(
                .unreachableGateway, at: gateway.spot,
                "\(subject) is \(gateway.value), which is not in \(network.canonical)",
                label: "the pod can't reach it",
                notes: ["A route goes through it, so every pod fails: \"network is unreachable\"."],
                related: [(subnet.spot, "the network")])
        } else if network.hostBits > 0 {
            sink.report(
                .gatewayOutside, at: gateway.spot,
                "\(subject) is \(gateway.value), which is not in \(network.canonical)",
                label: "an address of \(network.canonical) is expected",
                notes: ["The plugin takes it; the first route through it fails: \"network is unreachable\"."],
                related: [(subnet.spot, "the network")])
        }
    }

    private func checkReserved(
        _ gateway: Placed<IPAddress>, _ network: IPNetwork, _ subject: String, _ sink: inout FindingSink
    ) {
        guard network.address.family == .v4, network.hostBits > 1 else { return }
        let isFirst = gateway.value == network.first
        guard isFirst || gateway.value == network.last else { return }
        sink.report(
            .reservedGateway, at: gateway.spot,
            "\(subject) is \(gateway.value), the \(isFirst ? "network's own" : "broadcast") address of \(network.canonical)",
            label: isFirst ? network.first.next.map { "did you mean \($0)?" } : "the address of a router is expected",
            notes: ["No router has this address, so that routes through it lead nowhere or are refused."])
    }

    private func reportGivenOut(_ gateway: Placed<IPAddress>, _ pool: AddressPool, _ sink: inout FindingSink) {
        sink.report(
            .gatewayGivenOut, at: gateway.spot,
            "\"\(gateway.key)\" of \(pool.plugin) is \(gateway.value), which a pod can get from the range",
            label: "exclude \(gateway.value)/\(gateway.value.family.bits)",
            notes: [
                "\(pool.plugin) doesn't leave out the gateway by itself; the pod that gets its address cuts off all others."
            ], related: [(pool.subnet.spot, "the range")])
    }

    /// Whether a route without a gateway of its own goes through this one.
    private func routesNeed(_ gateway: IPAddress) -> Bool {
        plugin.routes.contains { route in
            route.gateway == nil && route.destination?.value.address.family == gateway.family
        }
    }

    /// Gateways without a network beside them: one of each family.
    private func checkLoneGateways(_ sink: inout FindingSink) {
        for object in plugin.objects where object.spec(.subnet) == nil && object.spec(.range) == nil {
            guard object.keys.keys.contains(where: { $0.elements?.meaning == .gateway }) else { continue }
            var seen: [IPAddress.Family: AddressText] = [:]
            for text in object.texts(.gateway) {
                guard let family = text.address?.address.family else { continue }
                guard let first = seen[family] else {
                    seen[family] = text
                    continue
                }
                sink.report(
                    .severalGateways, at: text.spot,
                    "\"\(text.key)\" of \(text.plugin) has a second \(family == .v4 ? "IPv4" : "IPv6") gateway",
                    label: "one of each family",
                    notes: ["\(text.plugin) refuses more: all addresses of a family have the same gateway."],
                    related: [(first.spot, "the first one")])
            }
        }
    }
}
