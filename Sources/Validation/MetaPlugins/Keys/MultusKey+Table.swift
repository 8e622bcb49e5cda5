// Every key that Multus 4.3 has, or once had, and what becomes of it. docs/migration.md explains the numbers D1, D2, …
extension MultusKey {
    package static let all: [MultusKey] = cni + networks + isolation + files + logging + daemon + dead

    private static let both: Set<Place> = [.plugin, .daemon]

    package static let definitions =
        "put the definitions into the store, now and whenever they change: "
        + "kubectl get network-attachment-definitions -A -o json | sudo tartanctl apply -f -"

    /// Of the specification of CNI
    private static let cni = [
        MultusKey(
            "cniVersion", [.list, .plugin, .shim, .daemon], .takenOver, .version,
            "version of the answers to the runtime"),
        MultusKey(
            "cniVersions", [.list], .changed, .versions, "the highest that Tartan knows is written as cniVersion"),
        MultusKey("name", both.union([.list]), .takenOver, .name, "the runtime knows the network by it"),
        MultusKey("type", both, .changed, .type, "the binary that the runtime starts"),
        MultusKey(
            "capabilities", both, .changed, .capabilities,
            "those of the cluster network are added, and the one by which the runtime hands over the pod's annotations"),
        MultusKey("runtimeConfig", both, .notNeeded, .drop(.object), "the runtime makes it for each call"),
        MultusKey("prevResult", both, .notNeeded, .drop(.object), "the runtime makes it for each call"),
        MultusKey("disableCheck", [.list], .takenOver, .listFlag, "the runtime doesn't ask CHECK"),
        MultusKey("disableGC", [.list], .takenOver, .listFlag, "the runtime doesn't ask GC"),
        MultusKey(
            "loadOnlyInlinedPlugins", [.list], .takenOver, .listFlag, "the runtime adds no plugins from a folder"),
    ]

    private static let networks = [
        MultusKey(
            "delegates", both, .takenOver, .delegates, "the first is the cluster network, the others are every pod's"),
        MultusKey("clusterNetwork", both, .takenOver, .clusterNetwork, "the network that every pod gets as eth0"),
        MultusKey("defaultNetworks", both, .takenOver, .defaultNetworks, "further networks of every pod"),
        MultusKey("systemNamespaces", both, .takenOver, .texts, "pods there get no defaultNetworks"),
        MultusKey("multusNamespace", both, .takenOver, .namespace, "where plain names of networks are looked up"),
        MultusKey(
            "auxiliaryCNIChainName", both, .takenOver, .text,
            "one more chain for every pod, beside the cluster network's file"),
    ]

    private static let isolation = [
        MultusKey(
            "namespaceIsolation", both, .changed, .flag,
            "holds for v1.multus-cni.io/default-network too, where Multus lets it pass (D8)"
        ),
        MultusKey("globalNamespaces", both, .takenOver, .text, "namespaces whose networks everybody may name"),
    ]

    private static let files = [
        MultusKey(
            "kubeconfig", both, .changed, .drop(.text),
            "Tartan doesn't ask the API server: definitions come from the store, annotations from the runtime (D2)",
            byHand: definitions),
        MultusKey("confDir", both, .takenOver, .path, "where configurations are found by name"),
        MultusKey("cniDir", both, .takenOver, .path, "Multus' state: by it Tartan detaches what Multus attached"),
        MultusKey("binDir", both, .takenOver, .path, "searched for plugins before CNI_PATH"),
        MultusKey(
            "readinessindicatorfile", both, .changed, .path,
            "ADD waits 10 s (readinessTimeout) and not 45, STATUS doesn't wait, GC doesn't look at it (D13)"),
        MultusKey(
            "retryDeleteOnError", both, .notNeeded, .drop(.flag),
            "what could not be detached is always kept and tried again (D5)"),
    ]

    private static let logging = [
        MultusKey(
            "logFile", [.plugin, .shim, .daemon], .takenOver, .path,
            "what is done, a line each"
        ),
        MultusKey(
            "logLevel", [.plugin, .shim, .daemon], .takenOver, .logLevel,
            "how much goes to logFile; panic counts as error"),
        MultusKey("logToStderr", [.plugin, .shim, .daemon], .takenOver, .flag, "errors go to stderr too"),
        MultusKey("logOptions", both, .changed, .logOptions, "takes effect at once; in thin Multus it never did (D14)"),
    ]

    private static let daemon = [
        MultusKey(
            "daemonSocketDir", [.shim, .daemon], .notNeeded, .drop(.text),
            "there is no daemon between runtime and plugin (D1)"
        ),
        MultusKey(
            "socketDir", [.daemon], .notNeeded, .drop(.text),
            "there is no daemon, so no socket for hot plug either (D15)",
            byHand: "remove multus-dynamic-networks-controller if it runs: networks of a running pod can't be changed"),
        MultusKey(
            "chrootDir", [.daemon], .notNeeded, .drop(.text), "plugins run on the host, as the runtime's children (D1)"),
        MultusKey("cniConfigDir", [.daemon], .notNeeded, .drop(.text), "says where the runtime's configurations are"),
        MultusKey("multusConfigFile", [.daemon], .notNeeded, .drop(.text), "nothing is generated any more (D3)"),
        MultusKey(
            "multusAutoconfigDir", [.daemon], .notNeeded, .drop(.text),
            "the cluster network is named once and for all (D3)"),
        MultusKey(
            "multusMasterCNI", [.daemon], .notNeeded, .drop(.text), "the cluster network is named once and for all (D3)"
        ),
        MultusKey("overrideNetworkName", [.daemon], .notNeeded, .drop(.flag), "the name that is in use is kept"),
        MultusKey(
            "forceCNIVersion", [.daemon], .notNeeded, .drop(.flag),
            "each plugin is spoken to in the version of its own configuration (D10)",
            byHand:
                "remove Multus' DaemonSet soon: with forceCNIVersion a daemon that starts again rewrites Tartan's file"),
        MultusKey(
            "perNodeCertificate", [.daemon], .notNeeded, .drop(.object),
            "the plugin has no business with the API server (D2)"),
        MultusKey(
            "connectionLimit", [.daemon], .notNeeded, .drop(.number),
            "no process is shared that pods could exhaust (D1)"),
        MultusKey("metricsPort", [.daemon], .notNeeded, .drop(.number), "the plugin serves no metrics (D15)"),
        MultusKey("enablePprof", [.daemon], .notNeeded, .drop(.flag), "the plugin serves no profiles (D15)"),
    ]

    /// Keys that Multus' generators or documents have, and that no released Multus reads
    private static let dead = [
        MultusKey("cniConf", both, .notNeeded, .drop(.any), "Multus writes it and never reads it; the key is confDir"),
        MultusKey("defaultnetworkfile", both, .notNeeded, .drop(.any), "no Multus of today reads it"),
        MultusKey("defaultnetworkwaitseconds", both, .notNeeded, .drop(.any), "no Multus of today reads it"),
        MultusKey("allowTryDeleteOnErr", both, .notNeeded, .drop(.any), "no Multus of today reads it"),
    ]
}
