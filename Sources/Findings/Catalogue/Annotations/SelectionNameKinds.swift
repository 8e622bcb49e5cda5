// Names in the networks annotation: of networks, namespaces, claims and interfaces.
extension FindingKind {
    static let selectionNameKinds = [
        selectionName, dottedSelection, selectionInterface, selectionInterfaceTaken, selectionInterfaceTwice,
        generatedInterfaceTaken,
    ]

    package static let selectionName = FindingKind(
        "TN1217", .error, "name that no network, namespace or claim can have",
        explanation:
            "Definitions, namespaces and claims are objects of Kubernetes: their names are small letters, digits and \"-\", with a letter or digit at both ends. In the comma form Multus says that items did not match; in the JSON form that the network doesn't exist.",
        remedy: "Write the name as `kubectl get net-attach-def -A` prints it.",
        bad: .asking("⟦Storage_Net⟧"), good: .asking("storage-net"))

    package static let dottedSelection = FindingKind(
        "TN1218", .warning, "network with a dot in the comma form",
        explanation:
            "A definition's name may have dots, but Multus refuses them in the comma form: items did not match. In the JSON form it doesn't look. Tartan takes both.",
        remedy: "Write the JSON form, or give the definition a name with a dash.",
        bad: .asking("⟦vlan.100⟧"), good: .asking("'[{\"name\": \"vlan.100\"}]'"))

    package static let selectionInterface = FindingKind(
        "TN1219", .error, "name that no interface can have",
        explanation:
            "The kernel takes 1 to 15 bytes without blanks and \"/\"; CNI refuses \":\" too. Tartan refuses the annotation; Multus does in the comma form, and in the JSON form the plugin fails.",
        remedy: "Write a short name such as lan0, or none: then it is net1, net2 and so on.",
        bad: .asking("storage@⟦storage-network-0⟧"), good: .asking("storage@storage0"))

    package static let selectionInterfaceTaken = FindingKind(
        "TN1220", .error, "interface that every pod has already",
        explanation:
            "eth0 is the cluster network's interface, lo the loopback one. A further network can't have either: Tartan says that the interface is wanted twice, Multus that the name already exists, and the pod stays in ContainerCreating. What replaces the cluster network is the annotation v1.multus-cni.io/default-network.",
        remedy: "Write another name.",
        bad: .asking("storage@⟦eth0⟧"), good: .asking("storage@eth1"))

    package static let selectionInterfaceTwice = FindingKind(
        "TN1221", .error, "interface that two elements ask for",
        explanation:
            "A pod has each interface once. Tartan refuses the annotation; Multus attaches the first and fails at the second, which already exists. The same network twice is right, with another interface each.",
        remedy: "Give one of them another name.",
        bad: .asking("storage@lan0,lan@⟦lan0⟧"), good: .asking("storage@lan0,storage@lan1"))

    package static let generatedInterfaceTaken = FindingKind(
        "TN1222", .warning, "interface that another element gets by its place",
        explanation:
            "An element without an interface becomes net and its number in the annotation. If another one asks for that name, both want it: Tartan refuses the pod before anything is attached, Multus fails half-way. Networks that the node's configuration gives to every pod shift the numbers.",
        remedy: "Ask for a name that isn't net and a number, or give all elements a name.",
        bad: .asking("storage@⟦net2⟧,lan"), good: .asking("storage@lan0,lan"))
}
