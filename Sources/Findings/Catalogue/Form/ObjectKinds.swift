// Kubernetes objects: what they are and what they are called.
extension FindingKind {
    static let objectKinds = [
        misspeltKind, wrongAPIVersion, missingKind, missingName, invalidObjectName, dottedName, invalidNamespace,
        generatedName, listWithoutItems, sameObjectTwice, incompleteClaim, largeObject,
    ]

    package static let misspeltKind = FindingKind(
        "TN1301", .error, "misspelt kind",
        explanation:
            "The API server knows a kind by its exact name. kubectl says: no matches for kind. Here it is told because the object is in the group of network definitions, or asks for networks.",
        remedy: "Correct the kind.",
        bad: .manifest(kind: "kind: ⟦NetworkAttachementDefinition⟧"), good: .manifest())

    package static let wrongAPIVersion = FindingKind(
        "TN1302", .error, "kind in another API version",
        explanation:
            "A kind exists in its API group and version only: NetworkAttachmentDefinition in k8s.cni.cncf.io/v1, IPAMClaim in k8s.cni.cncf.io/v1alpha1. The annotations have another prefix, k8s.v1.cni.cncf.io, which is easily confused with it.",
        remedy: "Write the apiVersion that belongs to the kind.",
        bad: .manifest(apiVersion: "apiVersion: ⟦k8s.v1.cni.cncf.io/v1⟧"), good: .manifest())

    package static let missingKind = FindingKind(
        "TN1303", .error, "object without kind or apiVersion",
        explanation: "Both have to be there, spelt like this. kubectl says: Object 'Kind' is missing.",
        remedy: "Add what is missing.",
        bad: .manifest(apiVersion: "⟦apiVersion⟧: k8s.cni.cncf.io/v1", kind: ""), good: .manifest())

    package static let missingName = FindingKind(
        "TN1304", .error, "object without a name",
        explanation: "kubectl refuses it: resource name may not be empty.",
        remedy: "Add metadata.name.",
        bad: Sample(
            "storage.yaml",
            "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\n⟦metadata⟧:\n  namespace: infra\n"),
        good: Sample(
            "storage.yaml",
            "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata:\n  name: storage\n  namespace: infra\n"
        ))

    package static let invalidObjectName = FindingKind(
        "TN1305", .error, "name that Kubernetes doesn't take",
        explanation:
            "Names are those of DNS (RFC 1123): small letters, digits and \"-\", with a letter or digit at both ends, 253 bytes at the most.",
        remedy: "Write such a name, here and in the annotations that use it.",
        bad: .manifest(metadata: "name: ⟦Storage_Net⟧"), good: .manifest(metadata: "name: storage-net"))

    package static let dottedName = FindingKind(
        "TN1306", .warning, "definition whose name has a dot",
        explanation:
            "The API server takes a dot, Tartan too. Multus refuses it in the annotation of a pod, so that no pod can ask for the network.",
        remedy: "Write a dash instead.",
        bad: .manifest(metadata: "name: ⟦vlan.100⟧"), good: .manifest(metadata: "name: vlan-100"))

    package static let invalidNamespace = FindingKind(
        "TN1307", .error, "namespace that Kubernetes doesn't take",
        explanation: "A namespace is a label of DNS: small letters, digits and \"-\", 63 bytes at the most, no dots.",
        remedy: "Write the name of a namespace.",
        bad: .manifest(metadata: "name: storage\nnamespace: ⟦infra.example⟧"),
        good: .manifest(metadata: "name: storage\nnamespace: infra-example"))

    package static let generatedName = FindingKind(
        "TN1308", .warning, "definition with a generated name",
        explanation:
            "Pods ask for a network by the name of its definition. One that the API server makes up can't be asked for, and kubectl apply refuses generateName.",
        remedy: "Give it a name.",
        bad: .manifest(metadata: "⟦generateName⟧: storage-"), good: .manifest())

    package static let listWithoutItems = FindingKind(
        "TN1309", .error, "list of objects whose items can't be read",
        explanation: "A List has its objects under \"items\", each one an element. kubectl refuses anything else.",
        remedy: "Write `items:` and `- ` before each object.",
        bad: Sample("all.yaml", "apiVersion: v1\nkind: List\nitems:\n  ⟦apiVersion⟧: v1\n  kind: Pod\n"),
        good: Sample(
            "all.yaml",
            "apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata: {name: web}\n"))

    package static let sameObjectTwice = FindingKind(
        "TN1310", .warning, "object that is there twice",
        explanation:
            "kubectl apply takes one after the other, and the last one stays: which that is depends on the order of files. kustomize refuses it. Objects in different folders aren't compared, since folders often hold variants.",
        remedy: "Remove one, or give it another name or namespace.",
        bad: Sample(
            "storage.yaml",
            "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: storage}\n---\napiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: ⟦storage⟧}\n"
        ),
        good: Sample(
            "storage.yaml",
            "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: storage}\n---\napiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: storage, namespace: infra}\n"
        ))

    package static let incompleteClaim = FindingKind(
        "TN1311", .error, "claim without network or interface",
        explanation:
            "An IPAMClaim holds the addresses of one interface in one network; the API server refuses it without spec.network and spec.interface.",
        remedy: "Add them: the network's name as its plugin knows it, and the interface's name in the pod.",
        bad: Sample(
            "claim.yaml",
            "apiVersion: k8s.cni.cncf.io/v1alpha1\nkind: IPAMClaim\nmetadata:\n  name: web.tenant\n⟦spec⟧:\n  network: tenant\n"
        ),
        good: Sample(
            "claim.yaml",
            "apiVersion: k8s.cni.cncf.io/v1alpha1\nkind: IPAMClaim\nmetadata:\n  name: web.tenant\nspec:\n  network: tenant\n  interface: net1\n"
        ))

    package static let largeObject = FindingKind(
        "TN1312", .error, "object that is larger than etcd takes",
        explanation:
            "etcd takes requests of 1.5 MiB: \"etcdserver: request is too large\". A configuration of that size is an accident.",
        remedy: "Look at what it is that makes it so large.",
        bad: .manifest(
            metadata: "name: ⟦storage⟧",
            spec: "config: '{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"_comment\": \"⟪200000×too long ⟫\"}'"),
        good: .manifest())
}
