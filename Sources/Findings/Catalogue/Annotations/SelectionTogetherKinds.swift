// What the elements of an annotation are together.
extension FindingKind {
    static let selectionTogetherKinds = [
        defaultRouteTwice, tooManySelections, severalDefaultNetworks, defaultNetworkInterface,
    ]

    package static let defaultRouteTwice = FindingKind(
        "TN1233", .error, "default route that two networks want",
        explanation:
            "\"default-route\" may be in one element of the annotation. The specification calls two invalid, and Tartan refuses them, also if one is for IPv4 and the other for IPv6; Multus takes those, and refuses two of a family.",
        remedy: "Leave it to one network: both families can have their gateway there.",
        bad: .asking(
            "'[{\"name\": \"lan\", \"default-route\": [\"10.30.0.1\"]}, {\"name\": \"uplink\", ⟦\"default-route\"⟧: [\"10.40.0.1\"]}]'"
        ),
        good: .asking("'[{\"name\": \"lan\"}, {\"name\": \"uplink\", \"default-route\": [\"10.40.0.1\"]}]'"))

    package static let tooManySelections = FindingKind(
        "TN1234", .error, "more networks than a pod may have",
        explanation:
            "Tartan attaches 64 networks to a pod at the most, and refuses an annotation with more before anything is done.",
        remedy: "Use fewer networks: VLANs of one trunk can be made within the pod.",
        bad: .asking("\"⟪64×lan,⟫⟦lan⟧\""), good: .asking("\"⟪63×lan,⟫lan\""))

    package static let severalDefaultNetworks = FindingKind(
        "TN1235", .error, "more than one default network",
        explanation:
            "v1.multus-cni.io/default-network says what replaces the cluster network, and that is one network. Multus and Tartan refuse a second one.",
        remedy: "Keep one; further networks belong into k8s.v1.cni.cncf.io/networks.",
        bad: .annotatedPod("v1.multus-cni.io/default-network: infra/flat,⟦infra/lan⟧"),
        good: .annotatedPod("v1.multus-cni.io/default-network: infra/flat\nk8s.v1.cni.cncf.io/networks: infra/lan"))

    package static let defaultNetworkInterface = FindingKind(
        "TN1236", .error, "default network under another interface",
        explanation:
            "The runtime looks for the pod's addresses at eth0, which is the cluster network's interface, whatever network that is. Tartan refuses another name; with Multus the pod has no address that the kubelet knows.",
        remedy: "Leave the interface out.",
        bad: .annotatedPod("v1.multus-cni.io/default-network: infra/flat@⟦net0⟧"),
        good: .annotatedPod("v1.multus-cni.io/default-network: infra/flat"))
}
