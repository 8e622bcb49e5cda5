// Texts that can't be read at all, or not to their end.
extension FindingKind {
    static let encodingKinds = [
        invalidUTF8, tooLarge, yamlSyntax, forbiddenCharacter, utf16, tabIndentation, duplicateKey, unknownAnchor,
        anchorInItself, expansion, tooDeep,
    ]

    package static let invalidUTF8 = FindingKind(
        "TN1001", .error, "text that is not UTF-8",
        explanation: """
            Kubernetes and CNI take UTF-8 only. A file in another encoding is refused by kubectl ("invalid leading UTF-8 \
            octet") and by every plugin.
            """,
        remedy: "Save the file as UTF-8. `iconv -f LATIN1 -t UTF-8 FILE` converts one that an old editor wrote.",
        bad: Sample("network.yaml", "# R⟦⟪E9⟫⟧seau de stockage\napiVersion: v1\nkind: ConfigMap\n"),
        good: Sample("network.yaml", "# Réseau de stockage\napiVersion: v1\nkind: ConfigMap\n"))

    package static let tooLarge = FindingKind(
        "TN1002", .error, "text that is too large",
        explanation: """
            A text of more than 16 MiB isn't read. The API server takes no object of more than 1.5 MiB, so such a file is an \
            accident: a log, an image, the output of a whole cluster in one piece.
            """,
        remedy: "Divide it into several files, or leave it out.",
        bad: Sample("dump.yaml", "⟦⟧⟪2000000×# nothing⟫"), good: Sample("dump.yaml", "⟪2000×# nothing⟫"))

    package static let yamlSyntax = FindingKind(
        "TN1003", .error, "invalid YAML",
        explanation: """
            The document can't be read. kubectl refuses the whole file with "error converting YAML to JSON"; here the other \
            documents of the file are looked at nevertheless.
            """,
        remedy:
            "Look at the marked place and at the line before it: a bracket or a comma is missing, or there is one too many.",
        bad: Sample(
            "storage.yaml",
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata: {name: storage, namespace: infra
            spec⟦:⟧
              config: '{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1"}'
            """),
        good: Sample(
            "storage.yaml",
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata: {name: storage, namespace: infra}
            spec:
              config: '{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1"}'
            """))

    package static let forbiddenCharacter = FindingKind(
        "TN1004", .error, "control character in a text",
        explanation: """
            YAML and JSON allow no control characters but tab and line end. They come from a file that was cut off or \
            overwritten by a crash (zero bytes), from a terminal's colours, or from a file that is no text.
            """,
        remedy: "Remove the character. `cat -v FILE` shows it, as ^@ or ^[.",
        bad: Sample("storage.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: storage⟦⟪00⟫⟧\n"),
        good: Sample("storage.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: storage\n"))

    package static let utf16 = FindingKind(
        "TN1005", .error, "text in UTF-16",
        explanation: """
            Windows' PowerShell and some editors save text as UTF-16 and call it Unicode. kubectl reads UTF-16 in some places, \
            runtimes and plugins read it nowhere.
            """,
        remedy: "Save as UTF-8: `iconv -f UTF-16 -t UTF-8 FILE`; in PowerShell `Out-File -Encoding utf8`.",
        bad: Sample("10-lan.conf", "⟦⟪FF⟫⟧⟪FE⟫{⟪00⟫}⟪00⟫"),
        good: Sample("10-lan.conf", "{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"type\": \"tap\"}\n"))

    package static let tabIndentation = FindingKind(
        "TN1006", .error, "YAML that is indented by tabs",
        explanation: """
            YAML is indented by blanks alone. kubectl says "found character that cannot start any token". Inside of a JSON \
            text in YAML tabs do no harm once the line is indented by blanks.
            """,
        remedy: "Replace the tabs by blanks: `expand -t 2 FILE`.",
        bad: Sample(
            "storage.yaml",
            "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata:\n⟦\t⟧name: storage\n"),
        good: Sample(
            "storage.yaml",
            "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata:\n  name: storage\n"))

    package static let duplicateKey = FindingKind(
        "TN1007", .error, "key that is twice in a mapping of YAML",
        explanation: """
            YAML forbids it. kubectl takes one of the two without a word; kustomize, Helm and Tartan refuse the file. Two \
            "annotations:" in one pod are the usual case: the networks of one of them are lost.
            """,
        remedy: "Put what belongs under the key together, and remove the second key.",
        bad: Sample(
            "web.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              annotations:
                k8s.v1.cni.cncf.io/networks: storage
              ⟦annotations⟧:
                prometheus.io/scrape: "true"
            """),
        good: Sample(
            "web.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              annotations:
                k8s.v1.cni.cncf.io/networks: storage
                prometheus.io/scrape: "true"
            """))

    package static let unknownAnchor = FindingKind(
        "TN1008", .error, "alias without an anchor",
        explanation: """
            `*name` stands for what `&name` marks, before it in the same document. A value that begins with an asterisk is \
            taken for an alias too.
            """,
        remedy:
            "Mark the value with `&name` in the same document, or put a text that begins with `*` in quotation marks.",
        bad: .manifest(spec: "config: ⟦*macvlan⟧"), good: .manifest())

    package static let anchorInItself = FindingKind(
        "TN1009", .error, "alias inside of what it stands for",
        explanation: "The value would contain itself without end. Every reader of YAML refuses it.",
        remedy: "Write out what is meant.",
        bad: .manifest(metadata: "name: storage\nlabels: &labels {tier: infra, more: ⟦*labels⟧}"),
        good: .manifest(metadata: "name: storage\nlabels: &labels {tier: infra}"))

    package static let expansion = FindingKind(
        "TN1010", .error, "text that stands for too much",
        explanation: """
            Aliases count as what they stand for: nine lines can stand for a billion values. More than a million values, or \
            64 MiB of text, are refused; kubectl refuses "excessive aliasing" as well. The rest of such a file isn't read.
            """,
        remedy: "Write it without aliases, or divide the file.",
        bad: Sample("bomb.yaml", "a: &a [⟪99×0,⟫0]\nb: &b [⟪99×*a,⟫*a]\nc: [⟪97×*b,⟫⟦*b⟧,*b,*b]\n"),
        good: Sample("bomb.yaml", "a: &a [0, 0]\nb: &b [*a, *a]\nc: [*b, *b]\n"))

    package static let tooDeep = FindingKind(
        "TN1011", .error, "text that is nested too deep",
        explanation: """
            More than 128 mappings, lists or brackets inside of each other are refused, and what is inside of more than \
            eight Lists of Kubernetes isn't looked at. No configuration needs ten levels; a text that has more is an \
            accident, or wants to bring its reader down.
            """,
        remedy: "Look where the brackets are not closed.",
        bad: Sample("deep.yaml", "a: ⟪127×[⟫⟦[⟧⟪128×]⟫\n"), good: Sample("deep.yaml", "a: ⟪100×[⟫⟪100×]⟫\n"))
}
