// Kubernetes objects: their metadata, and where a definition has its configuration.
extension FindingKind {
    static let objectPartKinds = [
        unknownDefinitionKey, configurationElsewhere, configurationNotText, emptyConfig, partOfWrongKind, notText,
        oldBoolean,
        annotationNotText, invalidAnnotationKey, largeAnnotations, invalidLabel, invalidResourceName,
        misspeltDefinitionAnnotation, invalidAllowedNamespaces,
    ]

    package static let unknownDefinitionKey = FindingKind(
        "TN1313", .warning, "unknown key of a definition",
        explanation:
            "A definition has apiVersion, kind, metadata, and spec with config. The API server drops everything else; kubectl refuses it (unknown field) unless its validation is off, Helm and controllers don't.",
        remedy: "Correct the key, or move it into the configuration if it is a plugin's.",
        bad: .manifest(
            spec: "config: '{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}'\n⟦master⟧: eth1"),
        good: .manifest())

    package static let configurationElsewhere = FindingKind(
        "TN1314", .error, "configuration that isn't in spec.config",
        explanation:
            "Where it stands the API server drops it. What is left is a definition without configuration, which is looked for in the node's files by its name, and not found.",
        remedy: "Move the text to spec.config.",
        bad: .manifest(spec: "⟦Config⟧: '{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}'"),
        good: .manifest())

    package static let configurationNotText = FindingKind(
        "TN1315", .error, "configuration that isn't a text",
        explanation:
            "`spec.config` is a text that holds JSON, not a mapping: the API server says that spec.config in body must be of type string.",
        remedy: "Write `config: |` and the JSON in the lines below it, or put it in single quotation marks.",
        bad: .manifest(spec: "config:\n  ⟦cniVersion⟧: 1.0.0\n  type: macvlan\n  master: eth1"),
        good: .manifest(spec: "config: |\n  {\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))

    package static let emptyConfig = FindingKind(
        "TN1316", .warning, "definition whose configuration is empty",
        explanation:
            "An empty text counts as none: runtimes look for a file of the node whose configuration has the definition's name. Written like this it is hardly meant; left out it says so.",
        remedy: "Write the configuration, or remove `config` if the node's file is meant.",
        bad: .manifest(spec: "⟦config⟧: ''"),
        good: Sample(
            "storage.yaml",
            "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata:\n  name: storage\n"))

    package static let partOfWrongKind = FindingKind(
        "TN1317", .error, "part of an object that is no mapping",
        explanation:
            "metadata, spec, labels and annotations are mappings of keys to values. A list in their place, or a line without the blank behind its colon, is refused by kubectl: cannot unmarshal.",
        remedy: "Write `key: value` in lines of their own, without \"- \" before them.",
        bad: .manifest(metadata: "name: storage\nlabels:\n  ⟦-⟧ tier: infra"),
        good: .manifest(metadata: "name: storage\nlabels:\n  tier: infra"))

    package static let notText = FindingKind(
        "TN1318", .error, "number or boolean where a text is needed",
        explanation:
            "Names, labels and annotations are texts. Without quotation marks 100 is a number and true a boolean: kubectl says that it cannot unmarshal it into a string.",
        remedy: "Put it in quotation marks.",
        bad: .manifest(metadata: "name: ⟦100⟧"), good: .manifest(metadata: "name: \"100\""))

    package static let oldBoolean = FindingKind(
        "TN1319", .error, "yes, no, on or off without quotation marks",
        explanation:
            "kubectl reads YAML 1.1, in which these words, y and n too, are booleans; YAML 1.2 has them as texts. As a label or annotation kubectl refuses them: cannot unmarshal bool.",
        remedy: "Put it in quotation marks.",
        bad: .manifest(metadata: "name: storage\nlabels:\n  shared: ⟦yes⟧"),
        good: .manifest(metadata: "name: storage\nlabels:\n  shared: \"yes\""))

    package static let annotationNotText = FindingKind(
        "TN1320", .error, "annotation that is an object or a list",
        explanation:
            "An annotation is a text, also the networks annotation in its JSON form: without quotation marks YAML takes the brackets for a list of its own, and kubectl says that it cannot unmarshal it.",
        remedy: "Write `|` behind the key and the JSON in the lines below, or put it in single quotation marks.",
        bad: Sample(
            "web.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    k8s.v1.cni.cncf.io/networks: ⟦[⟧{\"name\": \"storage\"}]\n"
        ),
        good: Sample(
            "web.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    k8s.v1.cni.cncf.io/networks: '[{\"name\": \"storage\"}]'\n"
        ))

    package static let invalidAnnotationKey = FindingKind(
        "TN1321", .error, "annotation whose key Kubernetes doesn't take",
        explanation:
            "A key is a name of 63 bytes at the most, with a domain and one slash before it if it isn't the user's own. The API server refuses the object.",
        remedy: "Correct the key.",
        bad: .manifest(metadata: "name: storage\nannotations:\n  ⟦example.com/net/owner⟧: infra"),
        good: .manifest(metadata: "name: storage\nannotations:\n  net.example.com/owner: infra"))

    package static let largeAnnotations = FindingKind(
        "TN1322", .error, "annotations that are too large",
        explanation:
            "All annotations of an object have 256 KiB together. kubectl apply puts a copy of the object among them, so that a definition of more than that can't be applied, only created.",
        remedy: "Shorten the largest one. `kubectl apply --server-side` needs no copy.",
        bad: .manifest(metadata: "name: storage\nannotations:\n  ⟦notes⟧: \"⟪30000×too long ⟫\""),
        good: .manifest(metadata: "name: storage\nannotations:\n  notes: \"short\""))

    package static let invalidLabel = FindingKind(
        "TN1323", .error, "label that Kubernetes doesn't take",
        explanation:
            "The value of a label has 63 bytes at the most: letters, digits, \"-\", \"_\" and \".\", with a letter or digit at both ends. The API server refuses the object.",
        remedy: "Shorten it, or make it an annotation, which takes any text.",
        bad: .manifest(metadata: "name: storage\nlabels:\n  owner: ⟦network team⟧"),
        good: .manifest(metadata: "name: storage\nlabels:\n  owner: network-team"))

    package static let invalidResourceName = FindingKind(
        "TN1324", .error, "resource that no device plugin can have",
        explanation:
            "k8s.v1.cni.cncf.io/resourceName names the resource of a device plugin, which always has a domain: vendor.example/pool. With another name a pod gets no device, and sriov fails with \"VF pci addr is required\".",
        remedy: "`kubectl get node NODE -o jsonpath='{.status.allocatable}'` lists what there is.",
        bad: .manifest(metadata: "name: storage\nannotations:\n  k8s.v1.cni.cncf.io/resourceName: ⟦intel_sriov⟧"),
        good: .manifest(
            metadata: "name: storage\nannotations:\n  k8s.v1.cni.cncf.io/resourceName: intel.com/intel_sriov"))

    package static let misspeltDefinitionAnnotation = FindingKind(
        "TN1325", .warning, "misspelt annotation of a definition",
        explanation:
            "Nobody reads an annotation of another name. Without k8s.v1.cni.cncf.io/resourceName a network has no devices, and sriov fails with \"VF pci addr is required\" (sriov-network-device-plugin #188).",
        remedy: "Correct the key.",
        bad: .manifest(metadata: "name: storage\nannotations:\n  ⟦k8s.v1.cni.cncf.io/resource-name⟧: intel.com/sriov"),
        good: .manifest(metadata: "name: storage\nannotations:\n  k8s.v1.cni.cncf.io/resourceName: intel.com/sriov"))

    package static let invalidAllowedNamespaces = FindingKind(
        "TN1326", .error, "list of namespaces that can't be read",
        explanation:
            "tartan/allowed-namespaces holds names of namespaces and patterns between commas: shop, team-*. In a pattern * stands for any characters. Anything else is refused, and until it is mended no pod of another namespace may use the network.",
        remedy: "Write namespaces between commas, without labels, quotes or brackets. docs/isolation.md has the whole.",
        bad: .manifest(metadata: "name: storage\nannotations:\n  tartan/allowed-namespaces: ⟦Shop⟧"),
        good: .manifest(metadata: "name: storage\nannotations:\n  tartan/allowed-namespaces: shop, team-*"))
}
