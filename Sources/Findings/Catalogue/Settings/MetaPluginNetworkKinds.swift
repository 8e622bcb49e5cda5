// Which networks Tartan and Multus give to all pods.
extension FindingKind {
    static let metaPluginNetworkKinds = [
        noClusterNetwork, delegatesNotUsed, metaPluginAsNetwork, twoMetaPlugins, callsItself, anyFileOfFolder,
        referenceToNothing, networkTwice, chainWithoutFolder,
    ]

    package static let noClusterNetwork = FindingKind(
        "TN6001", .error, "meta-plugin without a cluster network",
        explanation: """
            Tartan and Multus make no network themselves: every pod gets the cluster network as eth0, and what its annotation \
            names beside it. The cluster network is "clusterNetwork", or the first of "delegates". Without both no pod of \
            the node can start: Tartan refuses every ADD with code 7, Multus its whole configuration.
            """,
        remedy:
            "Let tartanctl init write the file for the cluster network that it finds on the node, or name its file.",
        bad: Sample(
            "00-tartan.conflist",
            #"""
            {
              "cniVersion": "1.0.0", "name": "tartan",
              "plugins": [
                {
                  "type": ⟦"tartan"⟧,
                  "capabilities": {"io.kubernetes.cri.pod-annotations": true}
                }
              ]
            }

            """#),
        good: .tartan(#""clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist""#))

    package static let delegatesNotUsed = FindingKind(
        "TN6002", .warning, "inline networks beside a cluster network by name",
        explanation: """
            Where "clusterNetwork" is set, neither Tartan nor Multus looks at "delegates", not even at the second and third of \
            them: pods start without the networks that are written there, and nobody says so.
            """,
        remedy: """
            Keep one of the two. Further networks for every pod are named by "defaultNetworks" beside "clusterNetwork", or \
            stand behind the first in "delegates".
            """,
        bad: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            ⟦"delegates"⟧: [{"cniVersion": "1.0.0", "name": "lan", "type": "macvlan", "master": "eth1"}]
            """#),
        good: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            "defaultNetworks": ["infra/lan"]
            """#))

    package static let metaPluginAsNetwork = FindingKind(
        "TN6003", .error, "meta-plugin as one of the networks",
        explanation: """
            A network whose plugin is Tartan or Multus makes the plugin call itself, or the other meta-plugin, for the same pod. \
            Tartan refuses it by name. Multus calls itself until the runtime gives up, or attaches a pod's networks twice: \
            "interface name net1 already exists" (Multus #353, #1082, #1089, #1130). It comes of a configuration that \
            was generated from itself, or of a list that was copied whole into a definition.
            """,
        remedy: "Write the network's own configuration there: that of Flannel, Calico or macvlan.",
        bad: .tartan(
            #"""
            "delegates": [{
              "cniVersion": "1.0.0", "name": "pods", "type": ⟦"multus"⟧, "clusterNetwork": "pods"
            }]
            """#),
        good: .tartan(
            #"""
            "delegates": [{
              "cniVersion": "1.0.0", "name": "cbr0",
              "plugins": [{"type": "flannel"}, {"type": "portmap", "capabilities": {"portMappings": true}}]
            }]
            """#))

    package static let twoMetaPlugins = FindingKind(
        "TN6004", .error, "two meta-plugins in one list",
        explanation: """
            The runtime calls every plugin of its list. Each meta-plugin attaches the cluster network and all networks of the \
            pod's annotation, under the same interface names: the second finds eth0 taken, and the pod fails.
            """,
        remedy: "Take one of the two out. tartanctl migrate takes Multus' settings over into Tartan's.",
        bad: Sample(
            "00-both.conflist",
            #"""
            {
              "cniVersion": "1.0.0", "name": "pods",
              "plugins": [
                {
                  "type": "tartan", "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
                  "capabilities": {"io.kubernetes.cri.pod-annotations": true}
                },
                {
                  "type": ⟦"multus"⟧, "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
                  "kubeconfig": "/etc/cni/net.d/multus.d/multus.kubeconfig"
                }
              ]
            }

            """#),
        good: .tartan(#""clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist""#))

    package static let callsItself = FindingKind(
        "TN6005", .error, "cluster network that is the file itself",
        explanation: """
            The file that is named as cluster network is the one in which it is named, so the meta-plugin would call itself. \
            Tartan refuses it, and no pod of the node can start; Multus calls itself without end (Multus #1130, #1162).
            """,
        remedy: """
            Name the file of the network that was there before. Its best place is outside of /etc/cni/net.d, so that no \
            runtime takes it in the meta-plugin's place: /etc/cni/tartan.d.
            """,
        bad: .tartan(#""clusterNetwork": ⟦"/etc/cni/net.d/00-tartan.conflist"⟧"#),
        good: .tartan(#""clusterNetwork": "/etc/cni/net.d/10-flannel.conflist""#))

    package static let anyFileOfFolder = FindingKind(
        "TN6006", .warning, "runtime's folder as the cluster network",
        explanation: """
            A folder stands for the file in it that sorts first. In the runtime's own folder files come and go: a network that is \
            installed later, or a file that a removed one has left behind, becomes every new pod's eth0 without anybody \
            deciding so (Multus #1499). Multus finds its own file there.
            """,
        remedy: "Name the file, or keep the cluster network's file in a folder of its own, such as /etc/cni/tartan.d.",
        bad: .tartan(#""clusterNetwork": ⟦"/etc/cni/net.d/"⟧"#),
        good: .tartan(#""clusterNetwork": "/etc/cni/tartan.d""#))

    package static let referenceToNothing = FindingKind(
        "TN6007", .error, "reference that can name no network",
        explanation: """
            "clusterNetwork" and "defaultNetworks" name a file or a folder by its whole path, a definition as NAMESPACE/NAME \
            (Tartan), or a network by its name. A file's name without its path is looked for as a network's name and never \
            found; Multus takes everything with a slash for a path, relative to the folder in which the runtime \
            happens to run. No pod of the node can start.
            """,
        remedy: "Write the whole path, or the name as it stands in the network's own configuration.",
        bad: .tartan(#""clusterNetwork": ⟦"10-flannel.conflist"⟧"#),
        good: .tartan(#""clusterNetwork": "/etc/cni/tartan.d/10-flannel.conflist""#))

    package static let networkTwice = FindingKind(
        "TN6008", .warning, "network that every pod gets twice",
        explanation: """
            What "defaultNetworks" names comes beside the cluster network, each once more as an interface net1, net2, … of every \
            pod. A network that is named twice takes two addresses of its range for each pod, and routes go either way.
            """,
        remedy: "Leave one of the two out.",
        bad: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            "defaultNetworks": ["infra/backup", "infra/logs", ⟦"infra/backup"⟧]
            """#),
        good: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            "defaultNetworks": ["infra/backup", "infra/logs"]
            """#))

    package static let chainWithoutFolder = FindingKind(
        "TN6009", .error, "auxiliary chain without a folder to look in",
        explanation: """
            The plugins of "auxiliaryCNIChainName" are the files *.conf of a folder of that name beside the cluster network's file. \
            If the cluster network is named by its name, or stands inline, there is no such place. Tartan and Multus refuse \
            every ADD.
            """,
        remedy: "Name the cluster network's file as \"clusterNetwork\", by its whole path.",
        bad: .tartan(
            #"""
            "clusterNetwork": "cbr0",
            ⟦"auxiliaryCNIChainName"⟧: "sysctls"
            """#),
        good: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            "auxiliaryCNIChainName": "sysctls"
            """#))
}
