import ExactJSON
import Findings

/// Flannel networks of different names over one subnet file: each gives out the node's part of the overlay.
struct SubnetFileCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        let configurations: [(name: String, configuration: ConfigurationFacts)] =
            picture.scope.configurations.compactMap { facts in facts.ownName.map { ($0, facts) } }
            + picture.networks.map { ($0.name, $0.configuration) }
        var first: [String: (name: String, configuration: ConfigurationFacts, spot: Spot)] = [:]
        for (name, configuration) in configurations {
            guard let plugin = configuration.plugins.first(where: { $0.type == "flannel" }) else { continue }
            let written = plugin.cursor["subnetFile"].flatMap { $0.value.string?.isEmpty == false ? $0 : nil }
            let file = written?.value.string ?? "/run/flannel/subnet.env"
            let spot = (written ?? plugin.cursor["type"] ?? plugin.cursor).spot
            guard let other = first[file] else {
                first[file] = (name, configuration, spot)
                continue
            }
            if other.name == name { continue }
            sink.report(
                .sharedSubnetFile, at: spot,
                "\(configuration.title) takes its addresses from \(file.cutForMessage), as \(other.configuration.title) does",
                label: "the node's addresses under the name \"\(name.cutForMessage)\"",
                notes: [
                    "host-local remembers them under each network's name, \"\(other.name.cutForMessage)\" and \"\(name.cutForMessage)\", so the first pod of each gets the same address."
                ], related: [(other.spot, other.configuration.title)])
        }
    }
}
