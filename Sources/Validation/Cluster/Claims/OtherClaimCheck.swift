import CNI
import ExactJSON
import Findings
import MarkedYAML
import MultiNetwork

/// A claim that was made for another network, or another interface, than the one it is used for.
struct OtherClaimCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        let fallback = picture.context.settings.defaultNamespace
        let claims = Dictionary(
            picture.scope.claims.map { ("\($0.namespace(fallback))/\($0.name ?? "")", $0) }
        ) { first, _ in first }
        if claims.isEmpty { return }
        for use in ClaimUse.all(of: picture.scope.pods) {
            guard let claim = claims["\(use.pod.namespace)/\(use.claim)"], let spec = claim.node["spec"] else {
                continue
            }
            if let node = spec["network"], let network = node.string, !network.isEmpty,
                let used = picture[use.use], !Self.names(of: used).contains(network)
            {
                sink.report(
                    .otherClaim, at: use.spot,
                    "IPAMClaim \(use.claim.cutForMessage) is for network \"\(network.cutForMessage)\", and is used for \(used.reference)",
                    notes: ["Its addresses are those of the other network."],
                    related: [(claim.spot(node), "the claim's network")])
            } else if let node = spec["interface"], let interface = node.string, !interface.isEmpty,
                let wanted = use.use.selection.interface?.text, wanted != interface
            {
                sink.report(
                    .otherClaim, at: use.spot,
                    "IPAMClaim \(use.claim.cutForMessage) is for interface \"\(interface.cutForMessage)\", and is used for \"\(wanted)\"",
                    notes: ["Who made the claim looks for its addresses on the other interface."],
                    related: [(claim.spot(node), "the claim's interface")])
            }
        }
    }

    private static func names(of network: ClusterNetwork) -> [String] {
        [network.name, network.definition.name, network.reference]
    }
}
