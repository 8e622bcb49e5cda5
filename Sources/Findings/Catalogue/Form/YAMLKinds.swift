// Slips in the writing of YAML.
extension FindingKind {
    static let yamlKinds = [
        colonInValue, keyWithoutColon, reservedCharacter, template, conflictMarker, unclosedQuote, wrongIndentation,
        keyNotText, mergeOfNoMapping,
    ]

    package static let colonInValue = FindingKind(
        "TN1012", .error, "colon inside of a text without quotation marks",
        explanation: """
            A colon with a blank behind it ends a key. In a value it needs quotation marks around the value. The same message \
            comes for a line that is indented too far: kubectl says "mapping values are not allowed in this context".
            """,
        remedy: "Put the value in quotation marks, or correct the indentation of the line.",
        bad: .manifest(metadata: "name: storage\nannotations:\n  description: VLAN 12⟦:⟧ storage"),
        good: .manifest(metadata: "name: storage\nannotations:\n  description: \"VLAN 12: storage\""))

    package static let keyWithoutColon = FindingKind(
        "TN1013", .error, "line without \"key: value\"",
        explanation: """
            In a mapping every line is a key, a colon, a blank and a value. Without the blank the whole is one text: kubectl \
            says "could not find expected ':'".
            """,
        remedy: "Write `key: value` with the blank behind the colon; indent a line that goes on with a text.",
        bad: Sample(
            "storage.yaml",
            "apiVersion: k8s.cni.cncf.io/v1\n⟦kind:NetworkAttachmentDefinition⟧\nmetadata:\n  name: storage\n"),
        good: Sample(
            "storage.yaml",
            "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata:\n  name: storage\n"))

    package static let reservedCharacter = FindingKind(
        "TN1014", .error, "value that begins with a reserved character",
        explanation:
            "`@` and the grave accent are reserved in YAML, and `%` begins a directive: a value with one of them at its beginning needs quotation marks.",
        remedy: "Put the value in quotation marks.",
        bad: .manifest(metadata: "name: storage\nannotations:\n  owner: ⟦@⟧network-team"),
        good: .manifest(metadata: "name: storage\nannotations:\n  owner: \"@network-team\""))

    package static let template = FindingKind(
        "TN1015", .error, "placeholder of a template",
        explanation: """
            `{{ … }}` is replaced by Helm, `${…}` by envsubst or Flux, `__NAME__` by installers. Left in the text it breaks \
            the syntax, or a plugin takes it as it is and looks for an interface of that name.
            """,
        remedy:
            "Validate what the template makes: `helm template CHART | tartanctl validate -`, `kustomize build DIR | tartanctl validate -`.",
        bad: .definition(
            "{\n  \"cniVersion\": \"1.0.0\",\n  \"type\": \"macvlan\",\n  \"master\": \"eth1\",\n  \"mtu\": ⟦{{ .Values.mtu }}⟧\n}"
        ),
        good: .definition(
            "{\n  \"cniVersion\": \"1.0.0\",\n  \"type\": \"macvlan\",\n  \"master\": \"eth1\",\n  \"mtu\": 9000\n}"))

    package static let conflictMarker = FindingKind(
        "TN1016", .error, "merge conflict that is left in a text",
        explanation:
            "git writes both versions of a conflict into the file, between <<<<<<<, ======= and >>>>>>>. No reader takes such a file.",
        remedy: "Keep one version, remove the three lines, and `git add` the file.",
        bad: Sample(
            "storage.yaml",
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata:
            ⟦<<<<<<< HEAD⟧
              name: storage
            =======
              name: store
            >>>>>>> feature
            """),
        good: Sample(
            "storage.yaml",
            "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata:\n  name: storage\n"))

    package static let unclosedQuote = FindingKind(
        "TN1017", .error, "quotation mark of YAML that is never closed",
        explanation: """
            The text goes on until the end of the document. In single quotation marks a single one is written twice: 'the \
            node''s port'.
            """,
        remedy: "Close it, or write it twice where it is meant.",
        bad: .manifest(spec: "config: ⟦'⟧{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"),
        good: .manifest())

    package static let wrongIndentation = FindingKind(
        "TN1018", .error, "line that fits no indentation",
        explanation: """
            The line is indented less than the lines before it and more than what they belong to, or it is a key between the \
            elements of a list. kubectl says "did not find expected key" or "did not find expected '-' indicator".
            """,
        remedy: "Indent it as the line that it belongs beside.",
        bad: .manifest(metadata: "  name: storage\n⟦namespace⟧: infra"),
        good: .manifest(metadata: "name: storage\nnamespace: infra"))

    package static let keyNotText = FindingKind(
        "TN1019", .error, "key that is no text",
        explanation:
            "Kubernetes has JSON, whose keys are texts. YAML would also allow a list, a mapping or null as a key.",
        remedy: "Write a text as the key. `[x]:` and `{x}:` need quotation marks.",
        bad: .manifest(metadata: "name: storage\nlabels:\n  ⟦[⟧tier]: infra"),
        good: .manifest(metadata: "name: storage\nlabels:\n  tier: infra"))

    package static let mergeOfNoMapping = FindingKind(
        "TN1020", .error, "merge of what is no mapping",
        explanation:
            "`<<` takes over the keys of a mapping, or of several in a list. Of a text or number there are none.",
        remedy: "Give it an alias of a mapping: `<<: *defaults`.",
        bad: .manifest(metadata: "name: storage\nlabels:\n  <<: ⟦defaults⟧"),
        good: .manifest(metadata: "name: storage\nlabels:\n  <<: {tier: infra}"))
}
