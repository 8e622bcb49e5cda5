// The keys of an element in the JSON form.
extension FindingKind {
    static let selectionElementKinds = [
        namelessSelection, qualifiedSelectionName, unknownSelectionKey, selectionKeyLetterCase, repeatedSelectionKey,
        selectionValueType, contradictingSelectionKeys, oldInterfaceKey,
    ]

    package static let namelessSelection = FindingKind(
        "TN1209", .error, "element that doesn't say which network",
        explanation:
            "\"name\" is the one key that every element has. Without it, or with an empty one, Multus looks for a definition without a name and says that it can't find it; Tartan refuses the annotation. KubeVirt refuses a network of multus without networkName.",
        remedy: "Add \"name\", the definition's name, and \"namespace\" if that isn't the pod's own.",
        bad: .asking("'[⟦{⟧\"interface\": \"lan0\"}]'"),
        good: .asking("'[{\"name\": \"storage\", \"interface\": \"lan0\"}]'"))

    package static let qualifiedSelectionName = FindingKind(
        "TN1210", .error, "namespace or interface within \"name\"",
        explanation:
            "infra/storage@lan0 is the comma form. In the JSON form namespace, name and interface have a key each; Multus looks for a network whose name has a slash, and doesn't find it (Multus #705). Tartan refuses it and says what to write.",
        remedy: "Write \"namespace\", \"name\" and \"interface\".",
        bad: .asking("'[{\"name\": ⟦\"infra/storage\"⟧}]'"),
        good: .asking("'[{\"namespace\": \"infra\", \"name\": \"storage\"}]'"))

    package static let unknownSelectionKey = FindingKind(
        "TN1211", .warning, "key of an element that nobody reads",
        explanation:
            "Multus and Tartan pass over keys that they don't know: the pod starts, without the address or the name that it asked for. Keys without a dot belong to the specification; own ones have a domain, such as example.com/tier.",
        remedy: "Correct the key, or remove it.",
        bad: .asking("'[{\"name\": \"storage\", ⟦\"ipaddress\"⟧: [\"10.30.0.9/24\"]}]'"),
        good: .asking("'[{\"name\": \"storage\", \"ips\": [\"10.30.0.9/24\"], \"example.com/tier\": 1}]'"))

    package static let selectionKeyLetterCase = FindingKind(
        "TN1212", .warning, "key of an element in other letters",
        explanation:
            "Multus is written in Go, which reads keys in any letter case. Tartan and other programs read them as they are spelt and pass over the rest, so that the same pod gets something else elsewhere.",
        remedy: "Spell the key as the specification does.",
        bad: .asking("'[{\"name\": \"storage\", ⟦\"Interface\"⟧: \"lan0\"}]'"),
        good: .asking("'[{\"name\": \"storage\", \"interface\": \"lan0\"}]'"))

    package static let repeatedSelectionKey = FindingKind(
        "TN1213", .error, "key that an element has twice",
        explanation:
            "JSON leaves open which of two equal keys counts. Multus takes the last one and says nothing; Tartan refuses the annotation.",
        remedy: "Remove one of them. Several addresses are one list.",
        bad: .asking("'[{\"name\": \"storage\", \"mac\": \"0a:58:0a:1e:00:09\", ⟦\"mac\"⟧: \"0a:58:0a:1e:00:0a\"}]'"),
        good: .asking("'[{\"name\": \"storage\", \"mac\": \"0a:58:0a:1e:00:09\"}]'"))

    package static let selectionValueType = FindingKind(
        "TN1214", .error, "value of an element that is of another kind",
        explanation:
            "Each key takes a text, a number, a list or an object, and nothing else: \"ips\" and \"default-route\" are lists also with one address (Multus #684), ports and rates are numbers without quotation marks. Multus says: cannot unmarshal string into Go struct field.",
        remedy: "Write the value as the finding says.",
        bad: .asking("'[{\"name\": \"storage\", \"ips\": ⟦\"10.30.0.9/24\"⟧}]'"),
        good: .asking("'[{\"name\": \"storage\", \"ips\": [\"10.30.0.9/24\"]}]'"))

    package static let contradictingSelectionKeys = FindingKind(
        "TN1215", .error, "two keys of an element of which one may be there",
        explanation:
            "\"ipam-claim-reference\" says that an IPAMClaim holds the addresses, \"ips\" says which they are: the specification allows one of the two. \"interfaceRequest\" is the old name of \"interface\", so both can't name another interface. Tartan refuses the annotation.",
        remedy: "Remove one of them.",
        bad: .asking(
            "'[{\"name\": \"tenant\", \"ips\": [\"10.30.0.9/24\"], ⟦\"ipam-claim-reference\"⟧: \"db.tenant\"}]'"),
        good: .asking("'[{\"name\": \"tenant\", \"ipam-claim-reference\": \"db.tenant\"}]'"))

    package static let oldInterfaceKey = FindingKind(
        "TN1216", .note, "old name of a key",
        explanation:
            "\"interfaceRequest\" was the name of \"interface\" in Multus' first years. Multus and Tartan still read it; other programs that read the annotation don't.",
        remedy: "Write \"interface\".",
        bad: .asking("'[{\"name\": \"storage\", ⟦\"interfaceRequest\"⟧: \"lan0\"}]'"),
        good: .asking("'[{\"name\": \"storage\", \"interface\": \"lan0\"}]'"))
}
