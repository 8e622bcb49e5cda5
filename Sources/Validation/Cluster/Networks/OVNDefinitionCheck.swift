import ExactJSON
import Findings
import MarkedYAML

/// A definition that names another one as itself.
struct OVNDefinitionCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        for network in picture.networks {
            guard let plugin = network.maker, plugin.type == OVNNetworkCheck.type,
                let cursor = plugin.cursor["netAttachDefName"], let name = cursor.value.string, !name.isEmpty,
                name != network.reference, !LeftOver.placeholder(in: name)
            else { continue }
            // A manifest without a namespace is for whichever it is applied to.
            let parts = name.split(separator: "/", omittingEmptySubsequences: false)
            let isForAny = network.definition.object.metadata?["namespace"] == nil
            if isForAny, parts.count == 2, parts[1] == network.definition.name { continue }
            sink.report(
                .otherDefinitionName, at: cursor.spot,
                "network \(network.reference) says that it is \"\(name.cutForMessage)\"",
                label: isForAny && parts.count == 2
                    ? "\(parts[0])/\(network.definition.name) is expected" : "\(network.reference) is expected",
                notes: ["OVN-Kubernetes compares the two, and its pods stay in ContainerCreating."],
                replacement: isForAny ? nil : "\"\(network.reference)\"")
        }
    }
}
