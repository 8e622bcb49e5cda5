import CNI
import ExactJSON
import Findings
import MultiNetwork
import PluginCatalogue

/// A network whose definition has the address of one pod in it, and that several pods use.
struct FixedNetworkCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        var first: [String: (pod: PodFacts, use: SelectionUse)] = [:]
        for pod in picture.pods {
            for use in pod.selections {
                guard let network = picture[use], let fixed = FixedThing(network, use, picture.context) else {
                    continue
                }
                if pod.copies.isSeveral {
                    sink.report(
                        .fixedForSeveral, at: use.spot,
                        "\(pod.title) makes \(pod.copiesInWords), and network \(network.reference) gives each of them \(fixed.text)",
                        label: "a network for one pod", notes: [fixed.note],
                        related: [(fixed.spot, "the same for every pod")])
                    continue
                }
                guard let other = first[network.reference] else {
                    first[network.reference] = (pod, use)
                    continue
                }
                if pod.isSameMachine(as: other.pod) { continue }
                sink.report(
                    .fixedForSeveral, at: use.spot,
                    "network \(network.reference) gives \(pod.title) \(fixed.text), which it gives \(other.pod.title), too",
                    label: "a network for one pod", notes: [fixed.note],
                    related: [(other.use.spot, "the first one"), (fixed.spot, "the same for every pod")])
            }
        }
    }
}

/// What a definition gives to every pod, whichever it is, and one pod alone can have.
private struct FixedThing {
    let text: String
    let note: String
    let spot: Spot

    /// - Returns: nil if there is no such thing, or the pod asks for its own.
    init?(_ network: ClusterNetwork, _ use: SelectionUse, _ context: ValidationContext) {
        if use.selection.ips == nil, let fixed = network.addresses.fixed.first,
            network.maker.map({ $0.type != "egress-router" }) ?? true
        {
            text = fixed.address.value.network.address.description
            note = "Two pods with one address take each other's packets."
            spot = fixed.address.spot
            return
        }
        guard use.selection.mac == nil else { return nil }
        for plugin in network.configuration.plugins {
            guard let mac = plugin.cursor["mac"], let value = mac.value.string, !value.isEmpty,
                context.catalogue.entry(plugin.type)?.keys["mac"]?.meaning == .mac
            else { continue }
            text = "the MAC address \(value.cutForMessage)"
            note = "Two pods with one MAC address take each other's packets."
            spot = mac.spot
            return
        }
        return nil
    }
}
