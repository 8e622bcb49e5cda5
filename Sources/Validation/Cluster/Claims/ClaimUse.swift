import ExactJSON
import MultiNetwork

/// One reference of a pod to a claim.
struct ClaimUse {
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
