// Devices that networks need, and secrets in definitions.
extension FindingKind {
    static let deviceKinds = [deviceNotRequested, deviceWithoutNetwork, secretInDefinition]

    package static let deviceNotRequested = FindingKind(
        "TN2307", .warning, "network whose device the pod doesn't ask for",
        explanation: """
            A definition with the annotation k8s.v1.cni.cncf.io/resourceName is backed by a device plugin: each attachment takes \
            one of the devices that kubelet has given to the pod's containers, and kubelet gives only what they ask for. \
            Without one left Tartan fails the pod before any plugin runs. Multus starts the plugin without a device, and \
            sriov fails with "VF pci addr is required" (Multus #289).

            The webhook network-resources-injector asks in the pod's place, and so does KubeVirt for its machines, which \
            is why machines are not looked at.
            """,
        remedy: """
            Ask for as many of the resource as the pod has networks of it, in "requests" and "limits" of one of its containers. \
            Where the webhook does that, ignore this code in .tartan.yaml with the reason.
            """,
        bad: .podWithDevice(networks: "⟦fast⟧, slow", resources: "cpu: 1"),
        good: .podWithDevice(networks: "fast, slow", resources: "vendor.example/fast: 1"))

    package static let deviceWithoutNetwork = FindingKind(
        "TN2308", .note, "device that no network of the pod uses",
        explanation: """
            The pod asks for a device of a resource that backs a network, and has no network of it. The device is taken out of the \
            node's pool, the pod is scheduled to nodes with such devices only, and gets no interface of it: mostly the \
            annotation is missing, stands at the Deployment instead of its template, or names another network. A program that \
            uses the device by itself, with DPDK or RDMA, is no mistake.
            """,
        remedy: "Name a network of the resource in k8s.v1.cni.cncf.io/networks, or take the request out.",
        bad: .podWithDevice(networks: "slow", resources: "⟦vendor.example/fast⟧: 1", fast: "⟦TN4002:fast⟧"),
        good: .podWithDevice(networks: "slow, fast", resources: "vendor.example/fast: 1"))

    package static let secretInDefinition = FindingKind(
        "TN2309", .warning, "secret in a definition",
        explanation: """
            Definitions are no Secrets: whoever may read networks of the namespace can read them, they are in backups of etcd \
            without encryption, in the repository that they are applied from, and in the logs of programs that print \
            configurations. A token or password in one is known to all of them.
            """,
        remedy: """
            Keep it in a file of the node that only root may read, which most plugins take the path of ("kubeconfig"), take it \
            out here, and make a new one: the old one is known.
            """,
        bad: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "calico", "ipam": {"type": "calico-ipam"},
              "policy": {"type": "k8s", "k8s_api_root": "https://10.96.0.1", ⟦"k8s_auth_token"⟧: "eyJhbGciOiJSUzI1NiJ9.e30.c2ln"}
            }
            """),
        good: .definition(
            """
            {
              "cniVersion": "1.0.0", "type": "calico", "ipam": {"type": "calico-ipam"},
              "policy": {"type": "k8s"}, "kubernetes": {"kubeconfig": "/etc/cni/net.d/calico-kubeconfig"}
            }
            """))
}

extension Sample {
    /// A pod with its networks and what its container asks for, and two networks: `fast` is backed by a resource.
    fileprivate static func podWithDevice(networks: String, resources: String, fast: String = "fast") -> Sample {
        Sample(
            "web.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              annotations:
                k8s.v1.cni.cncf.io/networks: \(networks)
            spec:
              containers:
                - name: web
                  image: nginx
                  resources:
                    limits:
                      \(resources)
            ---
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata:
              name: \(fast)
              annotations:
                k8s.v1.cni.cncf.io/resourceName: vendor.example/fast
            spec:
              config: '{"cniVersion": "1.0.0", "type": "sriov", "vlan": 7}'
            ---
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata:
              name: slow
            spec:
              config: '{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1"}'

            """)
    }
}
