// What is wrong with what people tell the validation.
extension FindingKind {
    static let suppressionKinds = [unsoundSuppression, needlessSuppression]

    package static let unsoundSuppression = FindingKind(
        "TN1901", .warning, "suppression without a code or a reason",
        explanation: """
            The annotation tartan/ignore keeps a finding from being told: a code and the reason on each line. Without a \
            reason nobody knows later whether it still holds, and a code that doesn't exist hides nothing, so the line is \
            not obeyed.
            """,
        remedy:
            "Write the code, a blank and the reason: `TN3001 the switch adds the tag`. `tartanctl explain codes` lists them.",
        bad: Sample(
            "storage.yaml",
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata:
              name: storage
              annotations:
                tartan/ignore: ⟦TN1022⟧
            spec:
              config: '{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1"⟦TN1022:,⟧}'
            """),
        good: Sample(
            "storage.yaml",
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata:
              name: storage
              annotations:
                tartan/ignore: TN1022 our own reader takes it
            spec:
              config: '{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1",}'
            """))

    package static let needlessSuppression = FindingKind(
        "TN1902", .note, "suppression of nothing",
        explanation: """
            The annotation tartan/ignore names a finding that isn't there any more. It would hide the next mistake of that \
            kind.
            """,
        remedy: "Remove the line.",
        bad: Sample(
            "storage.yaml",
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata:
              name: storage
              annotations:
                tartan/ignore: ⟦TN1022⟧ our own reader takes it
            spec:
              config: '{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1"}'
            """),
        good: Sample(
            "storage.yaml",
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata:
              name: storage
            spec:
              config: '{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1"}'
            """))
}
