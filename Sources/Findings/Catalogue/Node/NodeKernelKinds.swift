// What a node's kernel can do.
extension FindingKind {
    static let nodeKernelKinds = [moduleMissing, moduleDisabled, noIPv6, bridgesUnfiltered, kernelUnknown]

    package static let moduleMissing = FindingKind(
        "TN5201", .error, "kind of interface that the node's kernel doesn't have",
        explanation: """
            The kernel makes such interfaces by a module, which is neither built in nor among those of this kernel. Minimal \
            kernels of clouds and appliances leave out macvlan, ipvlan, vrf, bonding, dummy or ifb. The plugin fails: operation \
            not supported.
            """,
        remedy: """
            Install the kernel's further modules (Ubuntu: linux-modules-extra-$(uname -r); Fedora: kernel-modules-extra), use \
            another kernel, or another plugin.
            """,
        bad: .onNode(
            "kernel: {release: 6.1.0-cloud, modules: [bridge, veth]}", Sample.plainMACVLAN(type: "⟦\"macvlan\"⟧")),
        good: .onNode("kernel: {release: 6.1.0, modules: [bridge, veth, macvlan]}", Sample.plainMACVLAN()))

    package static let moduleDisabled = FindingKind(
        "TN5202", .error, "kernel module that the node's settings keep out",
        explanation: """
            The module is there, and a file in modprobe.d keeps the kernel from loading it: "blacklist", or "install" with \
            /bin/false, as guides for hardening have it. The plugin fails as if there were no such module: operation not \
            supported.
            """,
        remedy:
            "Take the line out, or load the module at boot by a file in /etc/modules-load.d if \"blacklist\" is to stay.",
        bad: .onNode(
            "kernel: {release: 6.1.0, modules: [macvlan], disabledModules: {macvlan: /etc/modprobe.d/hardening.conf}}",
            Sample.plainMACVLAN(type: "⟦\"macvlan\"⟧")),
        good: .onNode(
            "kernel: {release: 6.1.0, modules: [macvlan], disabledModules: {dccp: /etc/modprobe.d/hardening.conf}}",
            Sample.plainMACVLAN()))

    package static let noIPv6 = FindingKind(
        "TN5203", .error, "IPv6 addresses on a node whose kernel has no IPv6",
        explanation: """
            The kernel was started with ipv6.disable=1, or built without IPv6. No interface takes an IPv6 address, in no \
            namespace: the plugin fails with "permission denied" or "operation not supported".
            """,
        remedy:
            "Start the kernel with IPv6 (net.ipv6.conf.all.disable_ipv6=1 keeps the node itself without), or leave the IPv6 range out.",
        bad: .onNode(
            "kernel: {release: 6.1.0, modules: [macvlan], ipv6: false}",
            Sample.plainMACVLAN(more: ", \"ipam\": {\"type\": \"host-local\", \"subnet\": ⟦\"fd00:1::/64\"⟧}")),
        good: .onNode(
            "kernel: {release: 6.1.0, modules: [macvlan], ipv6: false}",
            Sample.plainMACVLAN(more: ", \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.1.0.0/24\"}")))

    package static let bridgesUnfiltered = FindingKind(
        "TN5204", .note, "bridge of the cluster network past iptables",
        explanation: """
            kube-proxy rewrites the addresses of services by iptables, which see what goes over a bridge only with the module \
            br_netfilter and net.bridge.bridge-nf-call-iptables=1. Without them a pod that calls a service whose chosen pod is \
            on the same bridge gets the answer from an address that it never called, and drops it: services work from other \
            nodes and fail now and then from this one.
            """,
        remedy: """
            `echo br_netfilter | sudo tee /etc/modules-load.d/br_netfilter.conf`, net.bridge.bridge-nf-call-iptables = 1 in \
            /etc/sysctl.d, and both at once. Ignore it if services are done by eBPF.
            """,
        bad: .node(
            """
            kernel: {release: 6.1.0, modules: [bridge, veth], filtersBridges: false}
            runtime:
              kind: containerd
              files:
                10-pods.conflist: |
                  {"cniVersion": "1.0.0", "name": "pods", "plugins": [{"type": ⟦"bridge"⟧, "bridge": "cni0"}]}
            """),
        good: .node(
            """
            kernel: {release: 6.1.0, modules: [bridge, veth], filtersBridges: true}
            runtime:
              kind: containerd
              files:
                10-pods.conflist: |
                  {"cniVersion": "1.0.0", "name": "pods", "plugins": [{"type": "bridge", "bridge": "cni0"}]}
            """))

    package static let kernelUnknown = FindingKind(
        "TN5205", .note, "kernel of which it can't be told what it can do",
        explanation: """
            What a kernel can load stands in /lib/modules, in a folder of its release. It isn't there or can't be read: in a \
            container, on an appliance, or since a package of the running kernel was removed. Whether it has what the plugins \
            need isn't checked, and after such a removal it can't load anything any more.
            """,
        remedy: """
            In a container mount the node's /lib/modules, or look at the node's files with `--root DIR`. If the running kernel's \
            package was removed, start the new kernel: `sudo reboot`.
            """,
        bad: .onNode("kernel: {release: ⟦6.1.0-18-amd64⟧}", Sample.plainMACVLAN()),
        good: .onNode("kernel: {release: 6.1.0-18-amd64, modules: [macvlan]}", Sample.plainMACVLAN()))
}
