extension KnownPlugin {
    package static let all: [KnownPlugin] = [
        KnownPlugin(
            type: "calico",
            needs: [
                DaemonNeed(
                    .file("/var/lib/calico/nodename"), key: ["nodename_file"],
                    needlessWith: ["nodename_file_optional"], by: "calico-node")
            ],
            transientMessages: [
                "error getting ClusterInformation*", "Calico is currently not ready to process requests",
                "nodename: no such file or directory",
            ],
            isFirstOnly: true,
            oncePerPod: OncePerPod(
                project: "Calico",
                reason:
                    "The host's end is named after the pod alone: attaching it again deletes the pod's first interface."
            )
        ),
        KnownPlugin(type: "calico-ipam", transientMessages: ["error getting ClusterInformation*"]),
        KnownPlugin(
            type: "cilium-cni", needs: [DaemonNeed(.socket("/var/run/cilium/cilium.sock"), by: "cilium-agent")],
            transientMessages: ["unable to connect to Cilium agent*", "*DaemonDown*"],
            oncePerPod: OncePerPod(
                project: "Cilium", reason: "The DEL of one attachment removes all endpoints of the container id.")),
        KnownPlugin(
            type: "coordinator",
            needs: [DaemonNeed(.socket("/var/run/spidernet/spiderpool.sock"), by: "spiderpool-agent")]),
        KnownPlugin(
            type: "dhcp",
            needs: [
                DaemonNeed(
                    .socket("/run/cni/dhcp.sock"), key: ["ipam", "daemonSocketPath"],
                    by: "the DHCP daemon (dhcp daemon)")
            ],
            transientMessages: ["error dialing DHCP daemon*"]),
        KnownPlugin(
            type: "flannel",
            needs: [DaemonNeed(.subnetFile(SubnetFile.usualPath), key: ["subnetFile"], by: "flanneld")],
            transientMessages: ["failed to load flannel 'subnet.env' file*", "loadFlannelSubnetEnv failed*"],
            isFirstOnly: true, keptFile: KeptFile(key: "dataDir", folder: "/var/lib/cni/flannel")),
        KnownPlugin(
            type: "kube-ovn",
            needs: [
                DaemonNeed(
                    .socket("/run/openvswitch/kube-ovn-daemon.sock"), key: ["server_socket"], by: "kube-ovn-cni")
            ],
            transientMessages: ["RPC failed*"]),
        KnownPlugin(
            type: "ovn-k8s-cni-overlay",
            needs: [DaemonNeed(.socket("/run/ovn-kubernetes/cni/ovn-cni-server.sock"), by: "ovnkube-node")]),
        KnownPlugin(
            type: "ovs",
            needs: [DaemonNeed(.socket("/var/run/openvswitch/db.sock"), key: ["socket_file"], by: "ovsdb-server")]),
        KnownPlugin(
            type: "spiderpool",
            needs: [
                DaemonNeed(
                    .socket("/var/run/spidernet/spiderpool.sock"), key: ["ipam", "ipam_unix_socket_path"],
                    by: "spiderpool-agent")
            ],
            transientMessages: ["unhealthy spiderpool-agent backend*"]),
        KnownPlugin(type: "sriov", transientMessages: ["*is already allocated"]),
        KnownPlugin(
            type: "weave-ipam", needs: [weaveRouter], transientMessages: ["*connection refused"],
            oncePerPod: OncePerPod(project: "Weave Net", reason: "The address belongs to the container id alone.")),
        KnownPlugin(
            type: "weave-net", needs: [weaveRouter],
            transientMessages: [
                "unable to allocate IP address: *connection refused", "Failed to get netdev for*bridge",
                "*did you launch weave?",
            ],
            isFirstOnly: true,
            oncePerPod: OncePerPod(
                project: "Weave Net",
                reason:
                    "The host's end and the address belong to the container id alone: a second attachment fails, and its DEL frees the first's address."
            )),
        KnownPlugin(
            type: "whereabouts",
            needs: [
                DaemonNeed(
                    .file("/etc/cni/net.d/whereabouts.d/whereabouts.conf"), key: ["ipam", "configuration_path"],
                    needlessWith: ["ipam", "kubernetes", "kubeconfig"], by: "Whereabouts' installer")
            ],
            transientMessages: ["*context deadline exceeded*", "*connection refused*"]),
    ]

    private static let weaveRouter = DaemonNeed(
        .port(address: "127.0.0.1", port: 6784), variable: "WEAVE_HTTP_ADDR", by: "Weave's router")
}
