import CNI
import Findings

/// A pod that has two interfaces in networks with the same addresses.
struct PodOverlapCheck: PictureCheck {
    private struct Use {
        let use: SelectionUse
        let network: ClusterNetwork
        let range: IPNetwork
        let spot: Spot
    }

    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        for pod in picture.scope.pods where pod.selections.count > 1 { check(pod, picture, &sink) }
    }

    private func check(_ pod: PodFacts, _ picture: ClusterPicture, _ sink: inout FindingSink) {
        var sweep = OverlapSweep<Use>()
        for use in pod.selections {
            guard let network = picture[use], !Self.hasRoutesOfItsOwn(network) else { continue }
            for subnet in network.addresses.networks {
                let range = subnet.value.network.canonical
                // A host route of its own is stronger than any other.
                guard range.hostBits > 1 else { continue }
                sweep.add(
                    range.range, key: network.reference,
                    Use(use: use, network: network, range: range, spot: subnet.spot))
            }
        }
        var told = Set<[String]>()
        for (first, second, _) in sweep.overlaps() {
            // What two networks of one wire give is told at their definitions.
            if let segment = first.network.segment, segment == second.network.segment { continue }
            let names = [first.network.reference, second.network.reference]
            guard told.insert(names).inserted else { continue }
            sink.report(
                .overlapInPod, at: second.use.spot,
                "\(pod.title) has network \(names[1]) with \(second.range) beside network \(names[0]) with \(first.range)",
                label: "the same addresses by two interfaces",
                notes: ["The pod has two routes to them, and sends by one interface what is meant for both networks."],
                related: [(first.use.spot, "the other network"), (second.spot, "its addresses")])
        }
    }

    /// Tables of its own, by vrf or sbr.
    private static func hasRoutesOfItsOwn(_ network: ClusterNetwork) -> Bool {
        network.configuration.plugins.contains { $0.type == "vrf" || $0.type == "sbr" }
    }
}
