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
