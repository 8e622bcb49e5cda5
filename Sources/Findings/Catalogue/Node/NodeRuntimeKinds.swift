// The folder from which the runtime takes its network.
extension FindingKind {
    static let nodeRuntimeKinds = [
        runtimeChoice, runtimeStops, runtimeFileUnusable, runtimeHasNothing, defaultNetworkMissing, metaPluginsFight,
        definitionsWithoutEffect, fileNotLookedAt, putAsideByCilium,
    ]

    private static let pods =
        "'{\"cniVersion\": \"1.0.0\", \"name\": \"cbr0\", \"plugins\": [{\"type\": \"flannel\"}]}'"

    package static let runtimeChoice = FindingKind(
        "TN5301", .note, "file that the runtime takes of several",
        explanation: """
            A runtime takes one file of its folder, the first by name (containerd as many as max_conf_num says, CRI-O the network \
            of cni_default_network if that is set), and doesn't look at the others. Which one that is, and why, is worth knowing \
            where there are several: an installer that writes a file whose name sorts first takes the node over.
            """,
        remedy: "Nothing, if it is the one you mean. Else rename or remove the files before it.",
        bad: .runtime(
            "⟦00-tartan.conflist⟧" + Sample.tartanFile.dropFirst("00-tartan.conflist".count)
                + "10-flannel.conflist: \(pods)"),
        good: .runtime(Sample.tartanFile))

    package static let runtimeStops = FindingKind(
        "TN5302", .error, "file at which containerd stops",
        explanation: """
            containerd reads the files of its folder in the order of their names, and gives up at the first that it can't use, \
            though there may be good ones behind it. The node has no network at all: NotReady, cni plugin not initialized.
            """,
        remedy: "Mend the file, or put it out of the way: an ending that isn't .conflist, .conf or .json will do.",
        bad: .runtime("00-old.conflist: '⟦{⟧\"cniVersion\": \"1.0.0\", \"name\": \"old\"}'\n" + Sample.tartanFile),
        good: .runtime("00-old.conflist.bak: '{\"cniVersion\": \"1.0.0\", \"name\": \"old\"}'\n" + Sample.tartanFile))

    package static let runtimeFileUnusable = FindingKind(
        "TN5303", .warning, "file of the runtime's folder that it can't use",
        explanation: """
            The file is in the folder at which the runtime looks, and is no configuration that it could use: no JSON, without \
            plugins, a list in a file that isn't called .conflist. It is passed over, with a line in the runtime's log, and \
            isn't there on the day on which it should take another's place.
            """,
        remedy: "Mend the file, or take it away.",
        bad: .runtime(kind: "CRI-O", "05-old.conf: '{\"name\": \"old\"⟦,⟧ }'\n" + Sample.tartanFile),
        good: .runtime(kind: "CRI-O", Sample.tartanFile))

    package static let runtimeHasNothing = FindingKind(
        "TN5304", .error, "nothing for the runtime to take",
        explanation: """
            The runtime's folder is missing or empty, or no plugin of its files is there. The node is NotReady and no pod starts: \
            cni plugin not initialized; no CNI configuration file in /etc/cni/net.d. Cluster networks write their file when \
            their pod has started on the node; a runtime that was told another folder never sees it.
            """,
        remedy: """
            See whether the cluster network's pod runs on the node, and whether the runtime looks at this folder. Then \
            `sudo tartanctl init --apply`.
            """,
        bad: .node("runtime:\n  kind: containerd\n  folder: ⟦/etc/cni/net.d⟧\n  files: {}"),
        good: .runtime(Sample.tartanFile))

    package static let defaultNetworkMissing = FindingKind(
        "TN5305", .error, "default network of CRI-O that no file has",
        explanation: """
            CRI-O is told by cni_default_network to take the network of that name, whatever its file is called. No usable file in \
            the folder has it, and CRI-O takes no other in its place: no pod starts.
            """,
        remedy:
            "Correct the name, or take the line out: then the first file counts. Then `sudo systemctl restart crio`.",
        bad: .node("runtime:\n  kind: CRI-O\n  defaultNetwork: ⟦tartan⟧\n  files:\n    \(Sample.tartanFile)"),
        good: .node("runtime:\n  kind: CRI-O\n  defaultNetwork: pods\n  files:\n    \(Sample.tartanFile)"))

    package static let metaPluginsFight = FindingKind(
        "TN5306", .warning, "two meta-plugins in the runtime's folder",
        explanation: """
            The runtime takes one file, and another one is of a meta-plugin too. The one that is taken knows nothing of what the \
            other attached. Multus' DaemonSet writes 00-multus.conf again whenever it starts, so that after a restart of its \
            pod the other one is taken.
            """,
        remedy: "Take one of them off the node with what writes its file: `tartanctl migrate` for Multus.",
        bad: .runtime(
            "⟦TN5301:00-multus.conf⟧: '{\"cniVersion\": \"0.3.1\", \"name\": \"multus-cni-network\", \"type\": \"multus-shim\"}'\n"
                + "⟦01-tartan.conflist⟧" + Sample.tartanFile.dropFirst("00-tartan.conflist".count)),
        good: .runtime(Sample.tartanFile))

    package static let definitionsWithoutEffect = FindingKind(
        "TN5307", .warning, "definitions on a node without a meta-plugin",
        explanation: """
            The file that the runtime takes has no meta-plugin in it. Pods get the cluster network alone, whatever their \
            annotations ask for, and start without a message. Often the cluster network's installer has written its file again \
            under a name that sorts first.
            """,
        remedy: "`sudo tartanctl init --apply` puts Tartan first; `tartanctl doctor` says what took its place.",
        bad: Sample(
            [Sample.File("lan.yaml", Sample.network("lan", Sample.plainMACVLAN()))]
                + Sample.runtime("⟦10-flannel.conflist⟧: \(pods)").files),
        good: Sample(
            [Sample.File("lan.yaml", Sample.network("lan", Sample.plainMACVLAN()))]
                + Sample.runtime(Sample.tartanFile).files
        ))

    package static let fileNotLookedAt = FindingKind(
        "TN5308", .warning, "configuration with an ending at which no runtime looks",
        explanation: """
            Runtimes look at files that end in .conflist, .conf or .json, letter for letter. This one holds a network's \
            configuration and is called otherwise: .conflst, .CONF, .conflist.txt. Nothing says that it is passed over.
            """,
        remedy: "Rename it: .conflist for a list of plugins, .conf for one. If it is put aside, name it .bak.",
        bad: .runtime(
            Sample.tartanFile
                + "⟦20-lan.conlist⟧: '{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": [{\"type\": \"bridge\"}]}'"
        ),
        good: .runtime(
            Sample.tartanFile
                + "20-lan.bak: '{\"cniVersion\": \"1.0.0\", \"name\": \"lan\", \"plugins\": [{\"type\": \"bridge\"}]}'")
    )

    package static let putAsideByCilium = FindingKind(
        "TN5309", .warning, "configuration that Cilium has put out of the way",
        explanation: """
            Unless it is told otherwise, Cilium's agent renames every configuration that isn't its own to .cilium_bak, and does \
            so again whenever it starts. A meta-plugin's file is gone by that, and pods lose their further networks.
            """,
        remedy:
            "Set cni.exclusive=false in Cilium's Helm values, then bring the file back: `sudo tartanctl init --apply`.",
        bad: .runtime(Sample.tartanFile + "⟦00-multus.conf.cilium_bak⟧: '{}'"),
        good: .runtime(Sample.tartanFile))
}
