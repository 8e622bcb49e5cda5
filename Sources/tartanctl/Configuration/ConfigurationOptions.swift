import ArgumentParser

/// Which configuration Tartan is called with, and what a runtime would add to it.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp(
            "Tartan's network configuration (default: the first one in /etc/cni/net.d or $NETCONFPATH, else one made up).",
            valueName: "file"))
    var file: String?

    @Option(
        name: .customLong("cluster-network"),
        help: ArgumentHelp(
            "The cluster network in place of the configuration's: a file, a folder, NAMESPACE/NAME or NAME.",
            valueName: "ref"))
    var clusterNetwork: String?

    @Flag(
        name: .customLong("no-annotations"),
        help: "Don't hand over the pod's annotations, as older runtimes don't: Tartan looks them up itself.")
    var withoutAnnotations = false

    @Option(
        name: .customLong("cap-args"),
        help: ArgumentHelp(
            "What the runtime would ask of the cluster network, by capability (default: $CAP_ARGS), such as "
                + "'{\"portMappings\":[{\"hostPort\":8080,\"containerPort\":80}]}'.", valueName: "json"))
    var capabilityArguments: String?
}
