// Files, folders and sockets of Tartan's and Multus' own configuration.
extension FindingKind {
    static let metaPluginPathKinds = [pathOfContainer, folderOfOthers, volatileStore, socketPathTooLong]

    package static let pathOfContainer = FindingKind(
        "TN6017", .warning, "path of a container in a file of the node",
        explanation: """
            The runtime starts the plugin on the node. Below /host and /hostroot are the node's files as a DaemonSet's container \
            sees them, and below /var/run/secrets/kubernetes.io a container's own token: on the node there is nothing. \
            Multus' documentation shows both kinds of paths, for its daemon and for the plugin.
            """,
        remedy: "Write the path as it is on the node: /etc/cni/… for /host/etc/cni/….",
        bad: .multus(
            #"""
            "kubeconfig": ⟦"/host/etc/cni/net.d/multus.d/multus.kubeconfig"⟧,
            "clusterNetwork": "/etc/cni/multus/net.d/10-pods.conflist"
            """#),
        good: .multus(
            #"""
            "kubeconfig": "/etc/cni/net.d/multus.d/multus.kubeconfig",
            "clusterNetwork": "/etc/cni/multus/net.d/10-pods.conflist"
            """#))

    package static let folderOfOthers = FindingKind(
        "TN6018", .warning, "folder that other programs use",
        explanation: """
            Both programs keep what they know of pods in a folder of their own. Shared with others it goes wrong in either \
            direction: Multus with its state in /var/lib/cni mixed its results with the runtime's, and every DEL failed with \
            "interface name eth0 already assigned" (Multus #669, #677). Tartan refuses a store that others may write, \
            and every pod with it.
            """,
        remedy: "Give it a folder of its own: /var/lib/tartan for \"store\", /var/lib/cni/multus for \"cniDir\".",
        bad: .multus(
            #"""
            "kubeconfig": "/etc/cni/net.d/multus.d/multus.kubeconfig",
            "clusterNetwork": "/etc/cni/multus/net.d/10-pods.conflist",
            "cniDir": ⟦"/var/lib/cni"⟧
            """#),
        good: .multus(
            #"""
            "kubeconfig": "/etc/cni/net.d/multus.d/multus.kubeconfig",
            "clusterNetwork": "/etc/cni/multus/net.d/10-pods.conflist",
            "cniDir": "/var/lib/cni/multus"
            """#))

    package static let volatileStore = FindingKind(
        "TN6019", .warning, "store that a reboot empties",
        explanation: """
            The store holds the definitions, by which pods start before an API server or an agent is up, and records of what is \
            attached, by which it is detached. /run, /tmp and /dev/shm are empty after a reboot: pods wait for definitions that \
            somebody has to bring again, and addresses of the pods that were there stay reserved, because host-local and \
            others keep their reservations on disk.
            """,
        remedy: "Leave \"store\" out, which means /var/lib/tartan, or name a folder on a disk.",
        bad: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            "store": ⟦"/run/tartan/store"⟧
            """#),
        good: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            "store": "/var/lib/tartan"
            """#))

    package static let socketPathTooLong = FindingKind(
        "TN6020", .error, "socket whose path is too long",
        explanation: """
            The kernel keeps the path of a Unix socket in 108 bytes, one of them a zero at the end. A longer one can't be listened \
            at, nor connected to. Multus adds "multus.sock" to its folder.
            """,
        remedy: "Choose a shorter path, such as /run/tartan/agent.sock.",
        bad: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            "agentSocket": ⟦"/var/lib/kubelet/plugins/tartan.networks.infrastructure.example/nodes/worker-0017/sockets/agent/tartan-agent.sock"⟧
            """#),
        good: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            "agentSocket": "/var/lib/kubelet/plugins/tartan/agent.sock"
            """#))
}
