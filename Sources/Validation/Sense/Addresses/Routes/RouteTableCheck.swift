import CNI
import ExactJSON
import Findings

/// Routes of one plugin against each other, and against the interface's own network.
struct RouteTableCheck {
    let plugin: PluginAddresses

    /// What the kernel tells routes apart by, beside their gateway.
    private struct Slot: Hashable {
        let destination: IPNetwork
        let table: String
        let priority: String
        let scope: String
    }

    private struct Seen {
        let spot: Spot
        let gateway: IPAddress?
    }

    func check(_ sink: inout FindingSink) {
        var seen: [Slot: [Seen]] = [:]
        for route in plugin.routes {
            guard let destination = route.destination else { continue }
            let slot = Slot(
                destination: destination.value.canonical, table: number("table", route),
                priority: number("priority", route), scope: number("scope", route))
            let gateway = route.gateway?.value ?? plugin.gateway(of: destination.value.address.family)
            let others = seen[slot, default: []]
            if let same = others.first(where: { $0.gateway == gateway }) {
                reportRepeated(destination, same, &sink)
            } else if let other = others.last, destination.value.address.family == .v4 {
                reportCompeting(destination, gateway, other, &sink)
            }
            // A few are enough to tell the next one; so many of one slot are a mistake that was told.
            if others.count < 8 { seen[slot, default: []].append(Seen(spot: destination.spot, gateway: gateway)) }
            if slot.table.isEmpty, slot.scope.isEmpty { checkOwnNetwork(destination, route, gateway, &sink) }
        }
    }

    private func number(_ key: String, _ route: RouteUse) -> String {
        guard let text = route.object[key]?.value.number?.spelling else { return "" }
        return key == "table" && text == "254" || text == "0" ? "" : text
    }

    private func reportRepeated(_ destination: Placed<IPNetwork>, _ first: Seen, _ sink: inout FindingSink) {
        sink.report(
            .repeatedRoute, at: destination.spot, "the route to \(destination.value) is here for the second time",
            label: "leave one of them out", notes: ["The kernel refuses it, and the pod fails: \"file exists\"."],
            related: [(first.spot, "the first time")])
    }

    private func reportCompeting(
        _ destination: Placed<IPNetwork>, _ gateway: IPAddress?, _ other: Seen, _ sink: inout FindingSink
    ) {
        let what = destination.value.isDefault ? "a second default route" : "a second route to \(destination.value)"
        let ways = [gateway, other.gateway].map { $0.map { "\($0)" } ?? "the link" }
        sink.report(
            .competingRoutes, at: destination.spot,
            "there is \(what), by \(ways[0]) as well as by \(ways[1])",
            label: "the last one is used, the other one never",
            notes: ["Routes with the same destination need different priorities; the lower one is then preferred."],
            related: [(other.spot, "the other route")])
    }

    private func checkOwnNetwork(
        _ destination: Placed<IPNetwork>, _ route: RouteUse, _ gateway: IPAddress?, _ sink: inout FindingSink
    ) {
        // A cable to the node has no neighbours: its plugin routes the network by the node in any case.
        guard destination.value.address.family == .v4, plugin.plugin.type != "ptp", let gateway,
            let own = plugin.networks.first(where: { $0.value.network.canonical == destination.value.canonical })
        else { return }
        sink.report(
            .routeToOwnNetwork, at: destination.spot,
            "the route to \(destination.value) is one to the interface's own network",
            label: "remove it: the address brings it along",
            notes: ["It comes before the kernel's own route: packets to neighbours go through \(gateway)."],
            related: [(own.spot, "the network")])
    }
}
