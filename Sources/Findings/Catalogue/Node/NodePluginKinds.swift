// Plugins' binaries on a node.
extension FindingKind {
    static let nodePluginKinds = [
        pluginMissing, pluginNotExecutable, pluginNoProgram, pluginOfOtherMachine, interpreterMissing, pluginSilent,
        pluginTooOld, helperMissing, daemonMissing, noCommonVersionOnNode,
    ]

    package static let pluginMissing = FindingKind(
        "TN5001", .error, "plugin that the node doesn't have",
        explanation: """
            A configuration names plugins by the names of files, which the runtime looks for in its plugin folders (bin_dirs of \
            containerd, plugin_dirs of CRI-O). This node has none of that name there. Pods with the network stay in \
            ContainerCreating on it: failed to find plugin "macvlan" in path [/opt/cni/bin]. Packages put plugins elsewhere \
            at times: Debian's are in /usr/lib/cni, which runtimes don't look at by themselves.
            """,
        remedy: """
            Install the plugin on the node (the reference plugins: github.com/containernetworking/plugins), or let pods of \
            this network run on other nodes. If the plugins are in another folder, name it: `--bin-dir DIR`.
            """,
        bad: .onNode(
            "plugins: {folders: [/opt/cni/bin], binaries: {bridge: [0.4.0, 1.0.0]}}",
            Sample.plainMACVLAN(type: "⟦\"macvlan\"⟧")),
        good: .onNode("plugins: {folders: [/opt/cni/bin], binaries: {macvlan: [0.4.0, 1.0.0]}}", Sample.plainMACVLAN()))

    package static let pluginNotExecutable = FindingKind(
        "TN5002", .error, "plugin that may not be executed",
        explanation: """
            There is something of that name in the plugin folder, and it is no file that anybody may execute: copied without \
            its mode, a folder, a socket. libcni looks for executable files alone, so it says that there is no such plugin; \
            others say "permission denied".
            """,
        remedy: "See what it is, and give the plugin its mode: `sudo chmod 0755 FILE`; better, install it anew.",
        bad: .onNode("plugins: {binaries: {macvlan: {mode: \"0644\"}}}", Sample.plainMACVLAN(type: "⟦\"macvlan\"⟧")),
        good: .onNode("plugins: {binaries: {macvlan: {mode: \"0755\"}}}", Sample.plainMACVLAN()))

    package static let pluginNoProgram = FindingKind(
        "TN5003", .error, "plugin that is no program",
        explanation: """
            The file is neither an ELF program nor a script that begins with "#!": a download that ended early, a page that \
            says "404", a pointer of Git LFS, an archive. The kernel refuses it with "exec format error", a shell would try \
            it nevertheless.
            """,
        remedy: "Install the plugin anew, and compare its checksum with the release's.",
        bad: .onNode("plugins: {binaries: {macvlan: {isProgram: false}}}", Sample.plainMACVLAN(type: "⟦\"macvlan\"⟧")),
        good: .onNode("plugins: {binaries: {macvlan: {isProgram: true}}}", Sample.plainMACVLAN()))

    package static let pluginOfOtherMachine = FindingKind(
        "TN5004", .error, "plugin for another kind of machine",
        explanation: """
            The binary was built for another architecture than the node's: an installer that always takes amd64, in a cluster \
            that has arm64 nodes too. The kernel refuses it with "exec format error", and only pods on these nodes hang.
            """,
        remedy: "Install the plugins for the node's architecture; an installer's image must have both.",
        bad: .onNode(
            "plugins: {machine: arm64, binaries: {macvlan: {machine: x86-64}}}",
            Sample.plainMACVLAN(type: "⟦\"macvlan\"⟧")),
        good: .onNode("plugins: {machine: arm64, binaries: {macvlan: {machine: arm64}}}", Sample.plainMACVLAN()))

    package static let interpreterMissing = FindingKind(
        "TN5005", .error, "plugin whose interpreter the node doesn't have",
        explanation: """
            A script is run by the program of its first line, a dynamically linked program by its loader. That isn't on the \
            node, and the kernel says "no such file or directory" as if the plugin weren't there: a script for bash on a node \
            that has sh alone, or a plugin linked with musl on a node with glibc.
            """,
        remedy: "Install what runs it, or a statically linked build of the plugin.",
        bad: .onNode(
            "plugins: {binaries: {macvlan: {lacksInterpreter: /lib/ld-musl-x86_64.so.1}}}",
            Sample.plainMACVLAN(type: "⟦\"macvlan\"⟧")),
        good: .onNode("plugins: {binaries: {macvlan: [1.0.0]}}", Sample.plainMACVLAN()))

    package static let pluginSilent = FindingKind(
        "TN5006", .error, "plugin that doesn't answer VERSION",
        explanation: """
            Every plugin answers the command VERSION with the versions of CNI that it speaks, whatever the configuration. This \
            one fails, answers something else, or takes longer than five seconds: it is broken, it is no CNI plugin, or it \
            lacks a library. Its ADD is hardly better.
            """,
        remedy: "Run it by hand with CNI_COMMAND=VERSION, read what it says, and install it anew.",
        bad: .onNode(
            "plugins: {binaries: {macvlan: {failure: \"doesn't answer VERSION: it exited with 127\"}}}",
            Sample.plainMACVLAN(type: "⟦\"macvlan\"⟧")),
        good: .onNode("plugins: {binaries: {macvlan: [1.0.0]}}", Sample.plainMACVLAN()))

    package static let pluginTooOld = FindingKind(
        "TN5007", .error, "version that the node's plugin doesn't speak",
        explanation: """
            The plugin was asked: the binary on this node doesn't speak the version of the configuration, though releases of it \
            do. As a rule it is older than the definition, often because nodes were set up at different times. It refuses \
            every call with code 1: incompatible CNI versions. An IPAM plugin is spoken to in the version of the list, too.
            """,
        remedy: "Install a newer release of the plugin on the node, or write a version that all nodes' plugins speak.",
        bad: .onNode("plugins: {binaries: {macvlan: [0.3.1, 0.4.0]}}", Sample.plainMACVLAN(type: "⟦\"macvlan\"⟧")),
        good: .onNode("plugins: {binaries: {macvlan: [0.4.0, 1.0.0]}}", Sample.plainMACVLAN()))

    package static let helperMissing = FindingKind(
        "TN5008", .warning, "program that a plugin runs and the node doesn't have",
        explanation: """
            Some plugins run other programs: portmap and ptp run iptables or nft, tap runs ip. The node has none of that name \
            in PATH. The ADD fails once the plugin has something for it to do, for instance when a pod first maps a port.
            """,
        remedy:
            "Install the program on the node (not in the runtime's container), or choose the plugin's other backend.",
        bad: .onNode(
            "programs: [ip]",
            "{\"cniVersion\": \"1.0.0\", \"type\": ⟦\"ptp\"⟧, \"ipMasq\": true, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
        ),
        good: .onNode(
            "programs: [ip, nft]",
            "{\"cniVersion\": \"1.0.0\", \"type\": \"ptp\", \"ipMasq\": true, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}}"
        ))

    package static let daemonMissing = FindingKind(
        "TN5009", .error, "plugin whose daemon isn't there",
        explanation: """
            Some plugins only pass the work on to a daemon of the node, through a socket or a file. The one that this plugin needs \
            isn't there: the daemon doesn't run, or has another path. dhcp's daemon for instance is started by nobody unless \
            you do: error dialing DHCP daemon: dial unix /run/cni/dhcp.sock: connect: no such file or directory.
            """,
        remedy:
            "Start the daemon on the node, as a service or DaemonSet; or correct the path that the configuration names.",
        bad: .onNode("files: []", Sample.plainMACVLAN(more: ", \"ipam\": {\"type\": ⟦\"dhcp\"⟧}")),
        good: .onNode("files: [/run/cni/dhcp.sock]", Sample.plainMACVLAN(more: ", \"ipam\": {\"type\": \"dhcp\"}")))

    package static let noCommonVersionOnNode = FindingKind(
        "TN5010", .error, "plugins of a node without a common version",
        explanation: """
            All plugins of a list, and those that give its addresses, are called with one version. They were asked, and on this node \
            there is none that all of them speak: one binary is too old for what another begins with, though releases of \
            both have versions in common. Whatever the configuration says, one of them refuses it with code 1.
            """,
        remedy: "Install the plugins of one release on the node; the finding says what each of them speaks.",
        bad: .onNode(
            "plugins: {binaries: {bridge: [0.3.0, 0.3.1], firewall: [0.4.0, 1.0.0], dhcp: [0.3.1, 0.4.0]}}",
            Sample.guardedBridge(version: "⟦\"0.4.0\"⟧")),
        good: .onNode(
            "plugins: {binaries: {bridge: [0.3.1, 0.4.0], firewall: [0.4.0, 1.0.0], dhcp: [0.3.1, 0.4.0]}}",
            Sample.guardedBridge(version: "\"0.4.0\"")))
}

extension Sample {
    /// A definition of a bridge with a firewall behind it.
    fileprivate static func guardedBridge(version: String) -> String {
        "{\"cniVersion\": \(version), \"plugins\": [{\"type\": \"bridge\", \"bridge\": \"br0\", \"ipam\": {\"type\": \"dhcp\"}}, {\"type\": \"firewall\"}]}"
    }
}
