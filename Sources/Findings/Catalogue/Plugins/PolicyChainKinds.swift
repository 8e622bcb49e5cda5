// Chains with Calico and Cilium: who may come after whom, and which mode Cilium is in.
extension FindingKind {
    static let policyChainKinds = [
        calicoBehindAnother, ciliumWithoutMode, ciliumModeByName, ciliumModeUnused, behindLast,
    ]

    package static let calicoBehindAnother = FindingKind(
        "TN2107", .error, "Calico behind a plugin that makes the interface",
        explanation: """
            "Flannel for the network, Calico for the policy" can't be written as a list of the two. Calico reads no prevResult: it \
            makes an interface of its own under the name that is taken, and the pod fails with "file exists" or, where \
            both take addresses of one range, with "duplicate allocation is not allowed". Nor would its policy reach the other's \
            interface: Felix knows a pod by the name of the link that the plugin calico made, cali… and a hash.
            """,
        remedy: """
            Write Canal: calico alone makes the interface, with "ipam": {"type": "host-local", "subnet": "usePodCidr"}, and \
            flanneld carries the packets between nodes without its plugin. To police what Flannel makes, put firewall behind it \
            (in a list of 0.4.0 or newer), cilium-cni with "chaining-mode": "generic-veth", or run a daemon that needs no plugin.
            """,
        bad: .list(
            """
            {"cniVersion": "1.0.0", "name": "k8s-pod-network", "plugins": [
              {"type": "flannel", "delegate": {"isDefaultGateway": true}},
              {"type": ⟦"calico"⟧, "policy": {"type": "k8s"}, "ipam": {"type": "calico-ipam"},
               "kubernetes": {"kubeconfig": "/etc/cni/net.d/calico-kubeconfig"}}
            ]}
            """, as: "10-canal.conflist"),
        good: .list(
            """
            {"cniVersion": "1.0.0", "name": "k8s-pod-network", "plugins": [
              {"type": "calico", "policy": {"type": "k8s"}, "ipam": {"type": "host-local", "subnet": "usePodCidr"},
               "kubernetes": {"kubeconfig": "/etc/cni/net.d/calico-kubeconfig"}}
            ]}
            """, as: "10-canal.conflist"))

    package static let ciliumWithoutMode = FindingKind(
        "TN2108", .error, "Cilium behind a plugin without a chaining mode",
        explanation: """
            Behind another plugin cilium-cni has to be told what it works on, by "chaining-mode", or by the network's name, which it \
            takes for the mode where there is none. With neither it fails: "CNI PrevResult supplied, but not in chaining mode".
            """,
        remedy: "Add \"chaining-mode\": \"generic-veth\", or the mode made for the plugin that comes first.",
        bad: .list(
            """
            {"cniVersion": "0.3.1", "name": "cbr0", "plugins": [
              {"type": "flannel", "delegate": {"isDefaultGateway": true}},
              {"type": ⟦"cilium-cni"⟧}
            ]}
            """, as: "05-cilium.conflist"),
        good: .list(
            """
            {"cniVersion": "0.3.1", "name": "cbr0", "plugins": [
              {"type": "flannel", "delegate": {"isDefaultGateway": true}},
              {"type": "cilium-cni", "chaining-mode": "generic-veth"}
            ]}
            """, as: "05-cilium.conflist"))

    package static let ciliumModeByName = FindingKind(
        "TN2109", .note, "network's name that is Cilium's chaining mode",
        explanation: """
            cilium-cni behind another plugin has no "chaining-mode" here, and takes the network's name for it. That works as long as \
            nobody renames the network: under another name every pod fails.
            """,
        remedy: "Write the mode as \"chaining-mode\"; then the name means nothing.",
        bad: .list(
            """
            {"cniVersion": "0.3.1", "name": ⟦"generic-veth"⟧, "plugins": [
              {"type": "flannel", "delegate": {"isDefaultGateway": true}},
              {"type": "cilium-cni"}
            ]}
            """, as: "05-cilium.conflist"),
        good: .list(
            """
            {"cniVersion": "0.3.1", "name": "generic-veth", "plugins": [
              {"type": "flannel", "delegate": {"isDefaultGateway": true}},
              {"type": "cilium-cni", "chaining-mode": "generic-veth"}
            ]}
            """, as: "05-cilium.conflist"))

    package static let ciliumModeUnused = FindingKind(
        "TN2110", .warning, "chaining mode of a Cilium that comes first",
        explanation: """
            Without a prevResult cilium-cni doesn't look at its chaining mode: it makes an interface of its own, with addresses of \
            the agent. At DEL it does look, and undoes as if another plugin had made the interface.
            """,
        remedy: "Put the plugin that makes the interface before it, or take \"chaining-mode\" out.",
        bad: .list(
            """
            {"cniVersion": "0.3.1", "name": "cilium", "plugins": [
              {"type": "cilium-cni", "chaining-mode": ⟦"generic-veth"⟧}
            ]}
            """, as: "05-cilium.conflist"),
        good: .list(
            """
            {"cniVersion": "0.3.1", "name": "cilium", "plugins": [
              {"type": "cilium-cni"}
            ]}
            """, as: "05-cilium.conflist"))

    package static let behindLast = FindingKind(
        "TN2111", .warning, "plugin behind one that belongs at the end",
        explanation: """
            Some plugins take up what the list has made so far: cilium-cni in a chaining mode reads the pod's addresses and the MAC \
            of its interface at its ADD, and hands them to the agent. What a plugin behind it changes the agent never learns, \
            and packets are dropped as those of a stranger.
            """,
        remedy: "Put it before the other; the order in \"plugins\" is the order of the calls.",
        bad: .list(
            """
            {"cniVersion": "1.0.0", "name": "cbr0", "plugins": [
              {"type": "flannel", "delegate": {"isDefaultGateway": true}},
              {"type": "cilium-cni", "chaining-mode": "generic-veth"},
              {"type": ⟦"tuning"⟧, "mtu": 1400}
            ]}
            """, as: "05-cilium.conflist"),
        good: .list(
            """
            {"cniVersion": "1.0.0", "name": "cbr0", "plugins": [
              {"type": "flannel", "delegate": {"isDefaultGateway": true}},
              {"type": "tuning", "mtu": 1400},
              {"type": "cilium-cni", "chaining-mode": "generic-veth"}
            ]}
            """, as: "05-cilium.conflist"))
}
