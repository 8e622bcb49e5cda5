// The networks annotation as a whole: its two forms and what is neither.
extension FindingKind {
    static let selectionFormKinds = [
        emptySelection, emptySelectionItem, repeatedSelectionSign, selectionSeparator, mixedSelectionForms,
        selectionInYAML, selectionNoList, selectionNoObject,
    ]

    package static let emptySelection = FindingKind(
        "TN1201", .note, "annotation that names no network",
        explanation:
            "A blank text and an empty list select nothing: the pod gets its cluster network alone, as without the annotation. Templates print such a one where a value is missing.",
        remedy: "Name a network, or leave the annotation out.",
        bad: .asking("⟦\"\"⟧"), good: .asking("storage"))

    package static let emptySelectionItem = FindingKind(
        "TN1202", .error, "comma too many in the networks annotation",
        explanation:
            "Between two commas, before the first and behind the last one stands a network's name. Multus takes nothing for a network without a name and says that it can't find it (Multus #1195); Tartan refuses the annotation and names the place.",
        remedy: "Remove the comma, or write the name that is missing.",
        bad: .asking("storage,lan⟦,⟧"), good: .asking("storage,lan"))

    package static let repeatedSelectionSign = FindingKind(
        "TN1203", .error, "network with a second slash or a second interface",
        explanation:
            "A network is written [namespace/]name[@interface]: one slash and one \"@\" at the most. Multus says: Invalid network object (failed at '/'), or at '@'. In a machine of KubeVirt networkName has no interface at all.",
        remedy: "Write infra/storage@lan0. Two interfaces in one network are two items: storage@lan0,storage@lan1.",
        bad: .asking("infra/storage⟦/⟧lan0"), good: .asking("infra/storage@lan0"))

    package static let selectionSeparator = FindingKind(
        "TN1204", .error, "networks with something else than a comma between them",
        explanation:
            "Networks are separated by commas. With a blank, a line end or a semicolon the whole is one name, which Kubernetes doesn't allow; Multus says that items did not match the comma-delimited format.",
        remedy: "Write a comma between two networks. Blanks beside it don't matter.",
        bad: .asking("storage⟦;⟧lan"), good: .asking("storage, lan"))

    package static let mixedSelectionForms = FindingKind(
        "TN1205", .error, "comma form and JSON in one annotation",
        explanation:
            "The annotation is a list of names with commas, or JSON: a list of objects. Multus takes it for JSON as soon as a bracket, a brace or a quotation mark is anywhere in it, and then says that it is an invalid character; Tartan refuses it.",
        remedy: "Write all networks in one form; JSON is needed for addresses, ports and the like.",
        bad: .asking("'storage,⟦{⟧\"name\": \"lan\", \"ips\": [\"10.30.0.9/24\"]}'"),
        good: .asking("'[{\"name\": \"storage\"}, {\"name\": \"lan\", \"ips\": [\"10.30.0.9/24\"]}]'"))

    package static let selectionInYAML = FindingKind(
        "TN1206", .error, "networks annotation that is written in YAML",
        explanation:
            "Behind `|` begins a text of its own, and this text is JSON or a comma list. YAML in it is read by nobody: Multus and Tartan refuse the annotation.",
        remedy: "Write the list as JSON: brackets, braces, quotation marks and commas.",
        bad: .askingInLines("⟦-⟧ name: storage\n  interface: lan0"),
        good: .askingInLines("[\n  {\"name\": \"storage\", \"interface\": \"lan0\"}\n]"))

    package static let selectionNoList = FindingKind(
        "TN1207", .error, "networks annotation that is no list",
        explanation:
            "In JSON the annotation is a list, also of one network: it begins with \"[\". Multus says: cannot unmarshal object into Go value of type []*types.NetworkSelectionElement. The word null, which templates print, is a network of that name to it.",
        remedy: "Put brackets around the objects.",
        bad: .asking("'⟦{⟧\"name\": \"storage\"}'"), good: .asking("'[{\"name\": \"storage\"}]'"))

    package static let selectionNoObject = FindingKind(
        "TN1208", .error, "element of the networks annotation that is no object",
        explanation:
            "Each element of the JSON form is an object with the key \"name\", even if nothing else is asked for. Multus says: cannot unmarshal string into Go value of type types.NetworkSelectionElement.",
        remedy: "Write {\"name\": \"storage\"} for each network, or the comma form: storage,lan.",
        bad: .asking("'[⟦\"storage\"⟧]'"), good: .asking("'[{\"name\": \"storage\"}]'"))
}
