import ExactJSON
import Findings
import MultiNetwork

/// Two definitions of a namespace with the same configuration.
struct SameConfigurationCheck: PictureCheck {
    /// Of these any number may be the same. What two of the others would share is told as that.
    private static let types = ["bridge", "macvlan", "ipvlan", "dummy", "tap", "sriov", "ovs"]

    private struct Key: Hashable {
        let namespace: String
        let resource: String
        let configuration: [UInt8]
    }

    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        var first: [Key: ClusterNetwork] = [:]
        for network in picture.networks {
            guard let maker = network.maker, Self.types.contains(maker.type), network.addresses.networks.isEmpty,
                maker.cursor["mode"]?.value.string != "passthru"
            else { continue }
            let definition = network.definition
            let key = Key(
                namespace: definition.namespace, resource: definition.annotation(Annotation.resourceName) ?? "",
                configuration: network.configuration.root.value.bytes)
            guard let other = first[key] else {
                first[key] = network
                continue
            }
            sink.report(
                .sameConfigurationTwice, at: definition.object.title,
                "network \(network.reference) is the same as network \(other.reference)",
                notes: ["Their pods are in one network, whichever of the two they name."],
                related: [(other.definition.object.title, "the first one")])
        }
    }
}
