// Slips in the writing of JSON: brackets, commas, colons.
extension FindingKind {
    static let jsonSyntaxKinds = [
        jsonSyntax, trailingComma, missingComma, unclosed, textAfterEnd, repeatedKey, missingColon, wrongBracket,
        missingValue, yamlInsteadOfJSON,
    ]

    package static let jsonSyntax = FindingKind(
        "TN1021", .error, "invalid JSON",
        explanation: """
            The API server takes the definition, since its configuration is a mere text there. The pod then hangs in \
            ContainerCreating with the words of a parser that names no line.
            """,
        remedy: "Look at the marked character: nothing of JSON begins with it here.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": ⟦(⟧\"macvlan\")}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\"}"))

    package static let trailingComma = FindingKind(
        "TN1022", .error, "comma before a closing bracket",
        explanation: """
            JSON allows no comma after the last element. The API server accepts the definition, since its configuration is a \
            mere string there; the pod then hangs in ContainerCreating with the parser's words (multus-cni #1195).
            """,
        remedy: "Remove the comma.",
        bad: .definition("{\n  \"cniVersion\": \"1.0.0\",\n  \"type\": \"macvlan\",\n  \"master\": \"eth1\"⟦,⟧\n}"),
        good: .definition("{\n  \"cniVersion\": \"1.0.0\",\n  \"type\": \"macvlan\",\n  \"master\": \"eth1\"\n}"))

    package static let missingComma = FindingKind(
        "TN1023", .error, "comma that is missing",
        explanation:
            "Between two members of an object and two elements of an array there is a comma. Plugins say: invalid character after object key:value pair.",
        remedy: "Write a comma at the end of the line before.",
        bad: .definition("{\n  \"cniVersion\": \"1.0.0\",\n  \"type\": \"macvlan\"\n  ⟦\"master\"⟧: \"eth1\"\n}"),
        good: .definition("{\n  \"cniVersion\": \"1.0.0\",\n  \"type\": \"macvlan\",\n  \"master\": \"eth1\"\n}"))

    package static let unclosed = FindingKind(
        "TN1024", .error, "bracket or string that is never closed",
        explanation:
            "The text ends before all of its brackets and quotation marks have their counterpart. Plugins say: unexpected end of JSON input.",
        remedy: "Close it. The marked one is the innermost that is open; one before it may be the one that was meant.",
        bad: .definition(
            "{\n  \"cniVersion\": \"1.0.0\",\n  \"type\": \"macvlan\",\n  \"ipam\": ⟦{⟧\n    \"type\": \"dhcp\""),
        good: .definition(
            "{\n  \"cniVersion\": \"1.0.0\",\n  \"type\": \"macvlan\",\n  \"ipam\": {\n    \"type\": \"dhcp\"\n  }\n}"))

    package static let textAfterEnd = FindingKind(
        "TN1025", .error, "text behind the end of JSON",
        explanation:
            "A text of JSON is one value. A bracket too many, or a second object behind the first, is refused: invalid character after top-level value.",
        remedy: "Remove what is too much. Two configurations are two definitions, or two plugins of one list.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"ipam\": {\"type\": \"dhcp\"}}⟦}⟧"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"ipam\": {\"type\": \"dhcp\"}}"))

    package static let repeatedKey = FindingKind(
        "TN1026", .warning, "key that is twice in an object of JSON",
        explanation:
            "JSON leaves open which one counts; plugins, runtimes and Tartan take the last one and say nothing. What stands in the first has no effect.",
        remedy: "Remove the one that isn't meant.",
        bad: .definition(
            "{\n  \"cniVersion\": \"1.0.0\",\n  \"type\": \"macvlan\",\n  ⟦\"master\"⟧: \"eth1\",\n  \"master\": \"eth2\"\n}"
        ),
        good: .definition("{\n  \"cniVersion\": \"1.0.0\",\n  \"type\": \"macvlan\",\n  \"master\": \"eth2\"\n}"))

    package static let missingColon = FindingKind(
        "TN1027", .error, "colon that is missing",
        explanation:
            "Between a key and its value there is a colon; an equals sign, a comma or nothing is refused: invalid character after object key.",
        remedy: "Write a colon.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\" ⟦=⟧ \"macvlan\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\"}"))

    package static let wrongBracket = FindingKind(
        "TN1028", .error, "bracket of the wrong kind",
        explanation:
            "What `{` opens `}` closes, and what `[` opens `]`. Keys with values are in braces, lists of values in brackets.",
        remedy: "Write the bracket that fits.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"plugins\": [{\"type\": \"macvlan\"⟦]⟧]}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"plugins\": [{\"type\": \"macvlan\"}]}"))

    package static let missingValue = FindingKind(
        "TN1029", .error, "value or key that is missing",
        explanation:
            "Between two commas, behind a colon and before a comma there is something. Two commas in a row, or a key without a value, are refused.",
        remedy: "Write what is missing, or remove the comma.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\",⟦,⟧ \"master\": \"eth1\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))

    package static let yamlInsteadOfJSON = FindingKind(
        "TN1030", .error, "YAML where JSON is expected",
        explanation:
            "What stands in `spec.config` is handed to plugins as it is, and they read JSON only. So do runtimes for their files.",
        remedy:
            "Write it as JSON: braces around it, keys and texts in quotation marks, commas between them. `yq -o json` converts.",
        bad: .definition("⟦cniVersion: 1.0.0⟧\ntype: macvlan\nmaster: eth1"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))
}
