import ExactJSON
import Findings
import MarkedYAML
import Wording

/// A pod refers to an IPAMClaim that isn't there. Told only where claims are among the input.
struct UnknownClaimCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        if picture.scope.claims.isEmpty { return }
        let fallback = picture.context.settings.defaultNamespace
        var names: [String: Set<String>] = [:]
        for claim in picture.scope.claims {
            guard let name = claim.name else { continue }
            names[claim.namespace(fallback), default: []].insert(name)
        }
        var proposals = 50
        for use in ClaimUse.all(of: picture.scope.pods) {
            let known = names[use.pod.namespace, default: []]
            if known.contains(use.claim) { continue }
            proposals -= 1
            let near = proposals >= 0 ? Spelling.closest(to: use.claim, in: known.sorted()) : nil
            let elsewhere = names.filter { $0.value.contains(use.claim) }.keys.sorted().first
            sink.report(
                .unknownClaim, at: use.spot,
                "IPAMClaim \(use.pod.namespace)/\(use.claim.cutForMessage) does not exist",
                label: near.map { "did you mean \"\($0)\"?" },
                notes: [
                    elsewhere.map { "There is one in namespace \($0), and a claim has to be in the pod's." }
                        ?? "The network's plugin waits for the claim, and \(use.pod.title) stays in ContainerCreating."
                ])
        }
    }
}

/// A claim that several pods refer to: it holds the addresses of one.
struct SharedClaimCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        var first: [String: ClaimUse] = [:]
        for use in ClaimUse.all(of: picture.pods) {
            let pod = use.pod
            if pod.copies.isSeveral {
                sink.report(
                    .sharedClaim, at: use.spot,
                    "\(pod.title) makes \(pod.copiesInWords), and all of them refer to IPAMClaim \(use.claim.cutForMessage)",
                    label: "a claim is for one pod", notes: ["They would all get the claim's addresses."])
                continue
            }
            let key = "\(pod.namespace)/\(use.claim)"
            guard let other = first[key] else {
                first[key] = use
                continue
            }
            if pod.isSameMachine(as: other.pod) { continue }
            sink.report(
                .sharedClaim, at: use.spot,
                "IPAMClaim \(key.cutForMessage) is that of \(other.pod.title) already", label: "a claim is for one pod",
                notes: ["Both would get the claim's addresses."], related: [(other.spot, "the first one")])
        }
    }
}

/// A claim that was made for another network, or another interface, than the one it is used for.
struct OtherClaimCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        let fallback = picture.context.settings.defaultNamespace
        let claims = Dictionary(
            picture.scope.claims.map { ("\($0.namespace(fallback))/\($0.name ?? "")", $0) }) { first, _ in first }
        if claims.isEmpty { return }
        for use in ClaimUse.all(of: picture.scope.pods) {
            guard let claim = claims["\(use.pod.namespace)/\(use.claim)"], let spec = claim.node["spec"] else { continue }
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

/// One reference of a pod to a claim.
private struct ClaimUse {
    let pod: PodFacts
    let use: SelectionUse
    let claim: String
    let spot: Spot

    static func all(of pods: [PodFacts]) -> [ClaimUse] {
        pods.flatMap { pod in
            pod.selections.compactMap { use in
                guard let claim = use.selection.ipamClaimReference else { return nil }
                let spot = use.element?["ipam-claim-reference"]?.spot ?? use.spot
                return ClaimUse(pod: pod, use: use, claim: claim, spot: spot)
            }
        }
    }
}
