import CNI
import ExactJSON
import Findings
import PluginCatalogue

/// Default routes: whether they have a gateway, and whether the plugin adds the same one by itself.
struct DefaultRouteCheck {
    let plugin: PluginAddresses

    func check(_ sink: inout FindingSink) {
        for route in plugin.routes {
            guard let destination = route.destination, destination.value.prefixLength == 0, route.gateway == nil,
                !plugin.networks.isEmpty
            else { continue }
            let family = destination.value.address.family
            guard plugin.networks.contains(where: { $0.value.network.address.family == family }) else { continue }
            if let flag = plugin.flag(.defaultRoute) {
                reportTwice(destination, flag, route, &sink)
            } else if plugin.gateway(of: family) == nil, !plugin.takesRequests {
                reportNoGateway(destination, &sink)
            }
        }
    }

    private func reportTwice(
        _ destination: Placed<IPNetwork>, _ flag: JSONCursor.Member, _ route: RouteUse, _ sink: inout FindingSink
    ) {
        guard ["table", "priority", "scope"].allSatisfy({ route.object[$0] == nil }) else { return }
        sink.report(
            .defaultRouteAgain, at: destination.spot,
            "the default route \(destination.value) is here, and \"\(flag.key)\" of \(plugin.plugin.type.cutForMessage) adds the same",
            label: "leave one of them out",
            notes: ["Every pod fails: \"failed to add route … file exists\"."],
            related: [(flag.spot, "adds the default route")])
    }

    private func reportNoGateway(_ destination: Placed<IPNetwork>, _ sink: inout FindingSink) {
        sink.report(
            .defaultRouteWithoutGateway, at: destination.spot,
            "the default route \(destination.value) has no gateway",
            label: "\"gw\" here, or \"gateway\" at the network",
            notes: [
                "The route is added without one: the pod looks for every address of the world on the link, and reaches none behind a router."
            ], related: plugin.networks.prefix(1).map { ($0.spot, "the network") })
    }
}
