import CNI
import Findings
import MultiNetwork

/// Networks with addresses, or routes to addresses, that are those of the cluster's pods or services.
struct ClusterRangeCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        let ranges = picture.context.settings.clusterRanges
        if ranges.isEmpty { return }
        let settings = picture.context.settings
        let defaults = Set(picture.scope.pods.compactMap { $0.defaultNetwork?.selection.reference.description })
        for network in picture.networks {
            // What is the cluster network itself has the cluster's addresses.
            if network.definition.namespace == settings.multusNamespace || defaults.contains(network.reference) {
                continue
            }
            checkAddresses(network, ranges, &sink)
            checkRoutes(network, ranges, &sink)
        }
    }

    private func checkAddresses(_ network: ClusterNetwork, _ ranges: [IPNetwork], _ sink: inout FindingSink) {
        for subnet in network.addresses.networks {
            let own = subnet.value.network.canonical
            guard let range = ranges.first(where: { $0.overlaps(own) }) else { continue }
            sink.report(
                .overlapWithCluster, at: subnet.spot,
                "\(own) of network \(network.reference) overlaps with the cluster's range \(range.canonical)",
                label: "addresses of the cluster's pods or services",
                notes: [
                    "A pod with this network sends by its interface what is meant for the cluster, and doesn't reach it."
                ])
        }
    }

    private func checkRoutes(_ network: ClusterNetwork, _ ranges: [IPNetwork], _ sink: inout FindingSink) {
        for route in network.addresses.plugins.flatMap(\.routes) {
            guard let destination = route.destination, !destination.value.canonical.isDefault,
                let range = ranges.first(where: { $0.overlaps(destination.value) })
            else { continue }
            sink.report(
                .routeOverCluster, at: destination.spot,
                "network \(network.reference) routes \(destination.value.canonical), which has the cluster's range \(range.canonical) in it or is in it",
                label: "stronger than the pod's default route",
                notes: [
                    "Packets to the cluster's pods or services that the route covers leave by this network instead of the cluster's."
                ])
        }
    }
}
