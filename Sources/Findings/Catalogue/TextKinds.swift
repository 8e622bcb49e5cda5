// What is wrong with a text itself.
extension FindingKind {
    static let textKinds = [
        invalidUTF8, tooLarge, yamlSyntax, jsonSyntax, trailingComma, configurationNotAnObject, invalidSelection,
    ]

    package static let invalidUTF8 = FindingKind(
        "TN1001", .error, "text that is not UTF-8",
        explanation:
            "Kubernetes and CNI take UTF-8 only. A file in another encoding is refused by the API server and by every plugin.",
        remedy: "Save the file as UTF-8. `iconv -f LATIN1 -t UTF-8 FILE` converts one that an old editor wrote.",
        bad: Sample("network.yaml", ""), good: Sample("network.yaml", ""))

    package static let tooLarge = FindingKind(
        "TN1002", .error, "text that is too large",
        explanation: "", remedy: "",
        bad: Sample("network.yaml", ""), good: Sample("network.yaml", ""))

    package static let yamlSyntax = FindingKind(
        "TN1003", .error, "invalid YAML",
        explanation: "", remedy: "",
        bad: Sample("network.yaml", ""), good: Sample("network.yaml", ""))

    package static let jsonSyntax = FindingKind(
        "TN1021", .error, "invalid JSON",
        explanation: "", remedy: "",
        bad: Sample("network.yaml", ""), good: Sample("network.yaml", ""))

    package static let trailingComma = FindingKind(
        "TN1022", .error, "comma before a closing bracket",
        explanation: """
            JSON allows no comma after the last element. The API server accepts the definition, since its configuration is a \
            mere string there; the pod then hangs in ContainerCreating with the parser's words.
            """,
        remedy: "Remove the comma.",
        bad: Sample(
            "storage.yaml",
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata:
              name: storage
            spec:
              config: |
                {
                  "cniVersion": "1.0.0",
                  "type": "macvlan",
                  "master": "eth1"⟦,⟧
                }
            """),
        good: Sample(
            "storage.yaml",
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata:
              name: storage
            spec:
              config: |
                {
                  "cniVersion": "1.0.0",
                  "type": "macvlan",
                  "master": "eth1"
                }
            """))

    package static let configurationNotAnObject = FindingKind(
        "TN1041", .error, "configuration that is no object",
        explanation: "", remedy: "",
        bad: Sample("network.yaml", ""), good: Sample("network.yaml", ""))

    package static let invalidSelection = FindingKind(
        "TN1201", .error, "annotation that can't be read",
        explanation: "", remedy: "",
        bad: Sample("network.yaml", ""), good: Sample("network.yaml", ""))
}
