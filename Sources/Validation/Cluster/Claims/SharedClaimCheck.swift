import Findings

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
