import ExactJSON
import Findings

/// Definitions that are one network of OVN-Kubernetes, because they have one name, and describe it differently.
struct OVNNetworkCheck: PictureCheck {
    static let type = "ovn-k8s-cni-overlay"

    private static let keys = [
        "topology", "subnets", "mtu", "role", "excludeSubnets", "joinSubnet", "physicalNetworkName", "vlanID",
        "allowPersistentIPs",
    ]

    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        var first: [String: (network: ClusterNetwork, plugin: PluginUse)] = [:]
        for network in picture.networks {
            guard let plugin = network.maker, plugin.type == Self.type, let name = network.configuration.ownName
            else { continue }
            guard let other = first[name] else {
                first[name] = (network, plugin)
                continue
            }
            let key = Self.keys.first { plugin.cursor[$0]?.value != other.plugin.cursor[$0]?.value }
            guard let key else { continue }
            let mine = plugin.cursor[key]
            let theirs = other.plugin.cursor[key]
            sink.report(
                .otherOVNNetwork, at: (mine ?? plugin.cursor["type"] ?? plugin.cursor).spot,
                "network \(network.reference) and network \(other.network.reference) are both \"\(name.cutForMessage)\" of OVN-Kubernetes, and differ in \"\(key)\"",
                label: theirs == nil ? "not there" : mine == nil ? "\"\(key)\" is missing" : nil,
                notes: ["OVN-Kubernetes has one network of a name, and refuses the definition that comes second."],
                related: [((theirs ?? other.plugin.cursor).spot, "network \(other.network.reference)")])
        }
    }
}
