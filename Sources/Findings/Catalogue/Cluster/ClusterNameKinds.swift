// Names that lead nowhere, or where they may not lead.
extension FindingKind {
    static let clusterNameKinds = [
        unknownNetwork, unusedNetwork, isolatedNetwork, notAdmitted, missingNetworkFile, sameConfigurationTwice,
    ]

    package static let unknownNetwork = FindingKind(
        "TN4001", .error, "network that does not exist",
        explanation: """
            A pod, or Tartan's configuration for all pods, names a network of which there is no definition among what was \
            read. The pod stays in ContainerCreating: \
            Tartan and Multus refuse it, with "cannot find a network-attachment-definition" or the event NoNetworkFound. A name \
            without a namespace is looked for in the pod's own namespace, that of the annotation \
            v1.multus-cni.io/default-network in Multus' (kube-system).
            """,
        remedy:
            "Correct the name, write namespace/name, or apply the definition. `kubectl get net-attach-def -A` lists what there is.",
        bad: .cluster(Sample.lan("storage", Sample.macvlan()), Sample.asking("storage, ⟦backup⟧")),
        good: .cluster(
            Sample.lan("storage", Sample.macvlan()), Sample.lan("backup", Sample.macvlan(master: "eth2")),
            Sample.asking("storage, backup")))

    package static let unusedNetwork = FindingKind(
        "TN4002", .note, "network that no pod uses",
        explanation: """
            Pods are among what was read, and none of them names this network. It may be for pods that come later; it may also \
            be that a pod names another one by mistake. Networks of Multus' own namespace, and those that the configuration of \
            Tartan or Multus names, are left out.
            """,
        remedy: "Remove the definition if nobody needs it.",
        bad: .cluster(
            Sample.lan("storage", Sample.macvlan()), Sample.lan("⟦backup⟧", Sample.macvlan(master: "eth2")),
            Sample.asking("storage")),
        good: .cluster(
            Sample.lan("storage", Sample.macvlan()), Sample.lan("backup", Sample.macvlan(master: "eth2")),
            Sample.asking("storage, backup")))

    package static let isolatedNetwork = FindingKind(
        "TN4003", .error, "network of a namespace that the pod may not use",
        explanation: """
            With "namespaceIsolation" in the configuration of Tartan or Multus, or "globalNamespaces" in .tartan.yaml, a pod may \
            name networks of its own namespace and of the global ones only. Any other is refused, and the pod stays in \
            ContainerCreating: "annotation violates permission" in Multus (#567, #489), error 7 in Tartan, which looks at the \
            annotation v1.multus-cni.io/default-network as well.
            """,
        remedy:
            "Put a copy of the definition into the pod's namespace, or its namespace into \"globalNamespaces\", which then needs \"default\", too.",
        bad: Sample([
            Sample.File(".tartan.yaml", "globalNamespaces: [shared]\n"),
            Sample.File(
                "cluster.yaml",
                Sample.lan("storage", Sample.macvlan(), in: "infra") + "---\n"
                    + Sample.asking("⟦infra/storage⟧", in: "shop")),
        ]),
        good: Sample([
            Sample.File(".tartan.yaml", "globalNamespaces: [shared]\n"),
            Sample.File(
                "cluster.yaml",
                Sample.lan("storage", Sample.macvlan(), in: "shared") + "---\n"
                    + Sample.asking("shared/storage", in: "shop")),
        ]))

    package static let notAdmitted = FindingKind(
        "TN4025", .error, "network whose owner doesn't admit the pod",
        explanation: """
            The definition's annotation tartan/allowed-namespaces names the namespaces whose pods may use the network, and the \
            pod's is not among them. Tartan refuses the pod with error 7, in the same words as for a network that isn't there. \
            Multus doesn't know the annotation.
            """,
        remedy:
            "Ask the network's owner to add the namespace, or name a network of the pod's own. docs/isolation.md says who can allow what.",
        bad: .cluster(
            Sample.lan("storage", Sample.macvlan(), in: "infra", allowing: "team-*"),
            Sample.asking("⟦infra/storage⟧", in: "shop")),
        good: .cluster(
            Sample.lan("storage", Sample.macvlan(), in: "infra", allowing: "team-*, shop"),
            Sample.asking("infra/storage", in: "shop")))

    package static let missingNetworkFile = FindingKind(
        "TN4004", .note, "definition for a file that isn't there",
        explanation: """
            A definition without "config" stands for a file of the node: the one whose configuration has the definition's name. \
            Files are among what was read, and none has this name. On a node without it the pod stays in ContainerCreating: "no \
            network configuration found".
            """,
        remedy:
            "Give the definition the file's name, or the file's configuration the definition's. The name inside counts, not the file's own.",
        bad: Sample([
            Sample.File("lan.yaml", Sample.lan("⟦legacy-lan⟧", nil)),
            Sample.File("20-lan.conf", Self.lanFile("legacy")),
        ]),
        good: Sample([
            Sample.File("lan.yaml", Sample.lan("legacy-lan", nil)),
            Sample.File("20-lan.conf", Self.lanFile("legacy-lan")),
        ]))

    private static func lanFile(_ name: String) -> String {
        #"{"cniVersion": "1.0.0", "name": "\#(name)", "type": "macvlan", "master": "eth1"}"# + "\n"
    }

    package static let sameConfigurationTwice = FindingKind(
        "TN4005", .note, "two definitions with the same configuration",
        explanation: """
            Two definitions of one namespace say the same, so that their pods are in one network, whichever of the two they \
            name. As a rule one of them is a copy that was to be changed, and its pods aren't where they should be.
            """,
        remedy: "Change the copy, or remove it and let its pods name the other one.",
        bad: .cluster(Sample.lan("blue", Sample.macvlan()), Sample.lan("⟦green⟧", Sample.macvlan())),
        good: .cluster(Sample.lan("blue", Sample.macvlan()), Sample.lan("green", Sample.macvlan(master: "eth2"))))
}
