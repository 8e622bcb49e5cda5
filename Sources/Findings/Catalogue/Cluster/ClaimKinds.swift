// References to IPAMClaims.
extension FindingKind {
    static let claimKinds = [unknownClaim, sharedClaim, otherClaim]

    private static let network = Sample.lan(
        "tenant",
        #"{"cniVersion": "1.0.0", "name": "tenant", "type": "ovn-k8s-cni-overlay", "topology": "layer2", "subnets": "10.1.0.0/16", "netAttachDefName": "default/tenant", "allowPersistentIPs": true}"#
    )

    private static func pod(_ claim: String, name: String = "web") -> String {
        Sample.asking(#"[{"name": "tenant", "ipam-claim-reference": \#(claim)}]"#, name: name)
    }

    package static let unknownClaim = FindingKind(
        "TN4006", .error, "IPAMClaim that does not exist",
        explanation: """
            A pod refers to a claim that isn't in its namespace; other claims are among what was read. The plugin that gives the \
            addresses doesn't find it, and the pod stays in ContainerCreating.
            """,
        remedy: "Correct the name, or apply the claim in the pod's namespace. `kubectl get ipamclaims -A` lists them.",
        bad: .cluster(network, Sample.claim("web.tenant", network: "tenant"), pod(#"⟦"web.tenants"⟧"#)),
        good: .cluster(network, Sample.claim("web.tenant", network: "tenant"), pod(#""web.tenant""#)))

    package static let sharedClaim = FindingKind(
        "TN4007", .warning, "IPAMClaim of several pods",
        explanation: """
            A claim holds the addresses of one workload while its pods come and go. Two pods with one claim get the same \
            addresses and take each other's packets. The two pods that a machine of KubeVirt has while it moves to another node \
            are meant to share one, and aren't told.
            """,
        remedy:
            "Make a claim for each pod. Pods of a Deployment can't have one; machines and StatefulSets of one pod can.",
        bad: .cluster(
            network, Sample.claim("web.tenant", network: "tenant"), pod(#""web.tenant""#),
            pod(#"⟦"web.tenant"⟧"#, name: "web-2")),
        good: .cluster(
            network, Sample.claim("web.tenant", network: "tenant"), Sample.claim("web-2.tenant", network: "tenant"),
            pod(#""web.tenant""#), pod(#""web-2.tenant""#, name: "web-2")))

    package static let otherClaim = FindingKind(
        "TN4008", .warning, "IPAMClaim for another network or interface",
        explanation: """
            A claim says for which network and which interface its addresses are. Used for another one it brings addresses that \
            don't belong there, or none at all: its status stays empty, and nothing else says so.
            """,
        remedy: "Refer to the claim of this network, or correct its `spec`.",
        bad: .cluster(network, Sample.claim("web", network: "backup"), pod(#"⟦"web"⟧"#)),
        good: .cluster(network, Sample.claim("web", network: "tenant"), pod(#""web""#)))
}
