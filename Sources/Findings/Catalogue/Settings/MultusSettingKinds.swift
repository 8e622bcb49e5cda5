// What Multus makes of its configuration, and what Tartan makes of Multus'.
extension FindingKind {
    static let multusSettingKinds = [
        keyOfMultus, keyOfOtherMode, noClient, daemonNotFound, emptiedFolder, daemonThatEnds, rewrittenFile,
        openProfiles,
    ]

    package static let keyOfMultus = FindingKind(
        "TN6021", .warning, "key of Multus that Tartan does without",
        explanation: """
            Most keys of Multus mean the same to Tartan. Some are for what Tartan doesn't have: a daemon between runtime and plugin, \
            a client of Kubernetes in the plugin, configurations that are generated. Tartan passes over them. The finding says \
            what is instead, as tartanctl migrate does.
            """,
        remedy: "Remove the key. If the file was Multus', let tartanctl migrate show what becomes of each of its keys.",
        bad: .tartan(
            #"""
            "clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist",
            ⟦"kubeconfig"⟧: "/etc/cni/net.d/multus.d/multus.kubeconfig"
            """#),
        good: .tartan(#""clusterNetwork": "/etc/cni/tartan.d/10-cluster.conflist""#))

    package static let keyOfOtherMode = FindingKind(
        "TN6022", .warning, "key of Multus' other way of running",
        explanation: """
            Multus runs as one plugin (thin), or as a shim that asks a daemon (thick); each has keys of its own, and passes over \
            the other's. The daemon reads its own file and finds the API server by itself, so "kubeconfig" does nothing there; \
            the shim answers every DEL with success, so "retryDeleteOnError" does nothing either; folders and the socket \
            of the daemon belong into daemon-config.json.
            """,
        remedy: "Move the key into the file of the program that reads it, or remove it.",
        bad: .multus(
            #"""
            "kubeconfig": "/etc/cni/net.d/multus.d/multus.kubeconfig",
            "clusterNetwork": "/etc/cni/multus/net.d/10-pods.conflist",
            ⟦"socketDir"⟧: "/run/multus/"
            """#),
        good: .daemon(#""socketDir": "/host/run/multus/""#))

    package static let noClient = FindingKind(
        "TN6023", .warning, "Multus without a way to the API server",
        explanation: """
            Without "kubeconfig" Multus' thin plugin has no client of Kubernetes, unless the runtime itself runs with the variables of \
            a pod. It then does without pods and definitions, and refuses "clusterNetwork" even where that is the path of a \
            file: no pod of the node can start.
            """,
        remedy: "Name a kubeconfig, or write the cluster network inline, as the first of \"delegates\".",
        bad: .multus(#"⟦"clusterNetwork"⟧: "/etc/cni/multus/net.d/10-pods.conflist""#),
        good: .multus(
            #""delegates": [{"cniVersion": "1.0.0", "name": "cbr0", "plugins": [{"type": "flannel"}]}]"#))

    package static let daemonNotFound = FindingKind(
        "TN6024", .error, "shim that looks for its daemon in another folder",
        explanation: """
            The shim connects to multus.sock in "daemonSocketDir", the daemon listens at multus.sock in "socketDir"; both are \
            /run/multus where nothing is said. If they differ, each ADD waits for a minute and fails. A DEL answers that \
            all is well and detaches nothing. The daemon's container sees the node's folders \
            below /host, which is no difference.
            """,
        remedy:
            "Write the same folder into both, in the daemon's file with /host before it if its container has it there.",
        bad: .daemon(
            #"""
            "socketDir": "/host/run/multus/",
            "daemonSocketDir": ⟦"/var/run/multus-cni"⟧
            """#),
        good: .daemon(
            #"""
            "socketDir": "/host/run/multus-cni/",
            "daemonSocketDir": "/var/run/multus-cni"
            """#))

    package static let emptiedFolder = FindingKind(
        "TN6025", .error, "folder that Multus' daemon empties",
        explanation: """
            When it starts, the daemon removes "socketDir" with everything in it and makes it anew, for root alone. If other \
            programs have files there, they lose them: sockets of the runtime below /run, reservations of addresses below \
            /var/lib/cni, configurations of networks.
            """,
        remedy: "Name a folder that is for the socket alone, such as /run/multus.",
        bad: .daemon(#""socketDir": ⟦"/host/run/"⟧"#),
        good: .daemon(#""socketDir": "/host/run/multus/""#))

    package static let daemonThatEnds = FindingKind(
        "TN6026", .warning, "configuration file with which Multus' daemon ends at once",
        explanation: """
            With a path as "multusConfigFile" the daemon of Multus up to 4.3.0 copies the file, finds that it has nothing to watch, \
            and exits with status 0 (Multus #1366, #1508, #1543). Kubernetes starts it again after ever longer pauses; in \
            between no pod of the node can start, and DELs detach nothing.
            """,
        remedy: "Write \"auto\", and let the daemon make the file; its keys come from daemon-config.json.",
        bad: .daemon(#""multusConfigFile": ⟦"/etc/multus/00-multus.conf"⟧"#),
        good: .daemon(#""multusConfigFile": "auto""#))

    package static let rewrittenFile = FindingKind(
        "TN6027", .warning, "daemon that rewrites another network's file",
        explanation: """
            With "forceCNIVersion" Multus' daemon writes its "cniVersion" into the file of the cluster network, on the node's disk. \
            The project has it for its own tests. Flannel, Calico and others write their file again when they start, so the \
            version that pods are attached with changes from one day to the next, and plugins refuse one that they don't speak.
            """,
        remedy: "Remove the key, and write into \"cniVersion\" what the cluster network's file has.",
        bad: .daemon(#"⟦"forceCNIVersion"⟧: true, "cniVersion": "0.4.0""#),
        good: .daemon(#""forceCNIVersion": false, "cniVersion": "0.4.0""#))

    package static let openProfiles = FindingKind(
        "TN6028", .warning, "profiles of the daemon for everybody",
        explanation: """
            With "enablePprof" the daemon serves /debug/pprof/ beside its metrics, on every address of the node and without \
            asking for a name. Whoever reaches the node can have its memory shown, with configurations and their secrets, \
            and keep it busy.
            """,
        remedy: "Switch it on for the hour in which you need it, and keep the port behind a firewall.",
        bad: .daemon(#""metricsPort": 9091, ⟦"enablePprof"⟧: true"#),
        good: .daemon(#""metricsPort": 9091"#))
}
