import ExactJSON
import Findings

/// Networks that give out the node's range of pod addresses, each from a list of its own of those that are taken.
struct PodRangeCheck: PictureCheck {
    private struct Use {
        let configuration: ConfigurationFacts
        let spot: Spot
        /// Where host-local keeps what it gave out.
        let reservations: String
        /// Whether the range is surely the node's; Flannel's is where flanneld takes it from Kubernetes.
        let isNamed: Bool
    }

    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        let configurations =
            picture.scope.configurations.compactMap { facts in facts.ownName.map { ($0, facts) } }
            + picture.networks.map { ($0.name, $0.configuration) }
        let uses = configurations.compactMap { Self.use($0, of: $1) }
        guard let first = uses.first(where: \.isNamed) else { return }
        for use in uses where use.reservations != first.reservations {
            sink.report(
                .sharedPodRange, at: use.spot,
                "\(use.configuration.title) gives out the node's range of pod addresses, as \(first.configuration.title) does",
                label: use.isNamed ? "the node's range" : "the node's range, if flanneld takes it from Kubernetes",
                notes: [
                    "host-local remembers what it gave out in \(first.reservations) and in \(use.reservations): two pods get the same address."
                ], related: [(first.spot, first.configuration.title)])
        }
    }

    private static func use(_ name: String, of configuration: ConfigurationFacts) -> Use? {
        guard let plugin = configuration.plugins.first, plugin.index == 0 else { return nil }
        let ipam = plugin.cursor["ipam"]
        let folder = ipam?["dataDir"]?.value.string.flatMap { $0.isEmpty ? nil : $0 } ?? "/var/lib/cni/networks"
        let reservations = "\(folder)/\(name.cutForMessage)"
        switch plugin.type {
        case "calico":
            guard ipam?["type"]?.value.string == "host-local", let spot = ipam.flatMap(word)?.spot else { return nil }
            return Use(configuration: configuration, spot: spot, reservations: reservations, isNamed: true)
        case "flannel":
            // A file of its own is another flanneld's.
            let file = plugin.cursor["subnetFile"]?.value.string ?? ""
            guard file.isEmpty || file == "/run/flannel/subnet.env" else { return nil }
            return Use(
                configuration: configuration, spot: (plugin.cursor["type"] ?? plugin.cursor).spot,
                reservations: reservations, isNamed: false)
        default: return nil
        }
    }

    /// Calico takes it in any letter case, beside or inside of `ranges`.
    private static func word(_ ipam: JSONCursor) -> JSONCursor? {
        let sets = (ipam["ranges"]?.elements ?? []).flatMap { $0.elements ?? [] }
        return ([ipam] + sets).compactMap { $0["subnet"] }.first {
            $0.value.string?.lowercased() == "usepodcidr"
        }
    }
}
