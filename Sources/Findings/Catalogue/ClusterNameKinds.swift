// Names that lead nowhere.
extension FindingKind {
    static let clusterNameKinds = [unknownNetwork]

    package static let unknownNetwork = FindingKind(
        "TN4001", .error, "network that does not exist",
        explanation: """
            None of the definitions that were read has this name in this namespace. The pod hangs in ContainerCreating: the \
            ADD fails with code 11 until there is such a definition. A name without a namespace is looked up in the pod's \
            own. Told only where definitions are among what is validated.
            """,
        remedy: """
            Correct the name, write namespace and name (infra/storage), or add the definition. If it is made elsewhere, \
            validate it together with the pods, or ignore this code for them with the reason.
            """,
        bad: manifests(naming: "⟦storge⟧"), good: manifests(naming: "storage"))

    private static func manifests(naming name: String) -> Sample {
        Sample(
            "shop.yaml",
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata: {name: storage, namespace: shop}
            spec:
              config: '{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1"}'
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              namespace: shop
              annotations:
                k8s.v1.cni.cncf.io/networks: \(name)

            """)
    }
}
