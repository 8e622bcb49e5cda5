// What pods ask of their networks' plugins, and what these read.
extension FindingKind {
    static let requestKinds = [
        unreadCapability, misspeltCapability, undeclaredCapability, unreadArgument, oncePerPod, mixedUpState,
        furtherCalico,
    ]

    package static let unreadCapability = FindingKind(
        "TN2301", .warning, "capability that the plugin doesn't read",
        explanation: """
            A capability that is declared true makes the runtime hand over what the pod asks for, in "runtimeConfig". Neither \
            this plugin nor the one that gives its addresses looks for it there: the pod starts, without the addresses, \
            the MAC or the ports that were asked for. dhcp and whereabouts, for one, don't read "ips".
            """,
        remedy:
            "Declare the capability at the plugin that reads it: \"ips\" where the addresses come from static or host-local, \"mac\" at macvlan, bridge or tuning, \"portMappings\" at portmap, \"bandwidth\" at bandwidth.",
        bad: .definition(
            """
            {"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1",
             "capabilities": {⟦"ips"⟧: true}, "ipam": {"type": "dhcp"}}
            """),
        good: .definition(
            """
            {"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1",
             "capabilities": {"ips": true}, "ipam": {"type": "static"}}
            """))

    package static let misspeltCapability = FindingKind(
        "TN2302", .warning, "capability that nobody knows",
        explanation: """
            A capability is a name that runtime and plugin have agreed on, letter for letter: portMappings, bandwidth, ips, \
            ipRanges, mac, infinibandGUID, deviceID. Nobody has a value for another one, and nobody says so: a pod that \
            asks for the right one finds it undeclared.
            """,
        remedy: "Write it as the finding says.",
        bad: .definition(
            """
            {"cniVersion": "1.0.0", "plugins": [
              {"type": "bridge", "bridge": "br0", "ipam": {"type": "dhcp"}},
              {"type": "portmap", "capabilities": {⟦"portmappings"⟧: true}}
            ]}
            """),
        good: .definition(
            """
            {"cniVersion": "1.0.0", "plugins": [
              {"type": "bridge", "bridge": "br0", "ipam": {"type": "dhcp"}},
              {"type": "portmap", "capabilities": {"portMappings": true}}
            ]}
            """))

    package static let undeclaredCapability = FindingKind(
        "TN2303", .error, "request that the network can't take",
        explanation: """
            What a pod asks for with ips, mac, infiniband-guid, portMappings or bandwidth goes to those plugins of the network \
            that declare the capability. If none does, Tartan fails the pod before any plugin runs, and says "no plugin of \
            its chain declares the capability". Multus starts it without what it asked for.
            """,
        remedy:
            "Add \"capabilities\": {\"mac\": true} to the plugin that is to get the value. For a plugin that reads MAC or IP of CNI_ARGS instead set \"requestsAsArguments\" in Tartan's configuration, and ignore this code with its reason.",
        bad: .podAndNetwork(
            networks: "[{\"name\": \"storage\", ⟦\"mac\"⟧: \"02:00:00:00:00:05\"}]",
            config: "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"),
        good: .podAndNetwork(
            networks: "[{\"name\": \"storage\", \"mac\": \"02:00:00:00:00:05\"}]",
            config:
                "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", \"capabilities\": {\"mac\": true}}"
        ))

    package static let unreadArgument = FindingKind(
        "TN2304", .note, "argument that no plugin reads",
        explanation: """
            What stands in a pod's "cni-args" is handed to every plugin of the network under args.cni. Few read anything there: \
            static reads ips, bridge mac, tuning sysctl, mac, promisc and mtu. All else has no effect, and no plugin says so.
            """,
        remedy:
            "Ask for addresses, MAC and ports with the annotation's own keys: ips, mac, portMappings. What is left over, take out.",
        bad: .podAndNetwork(
            networks: "[{\"name\": \"storage\", \"cni-args\": {⟦\"vlan\"⟧: 5}}]",
            config: "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"),
        good: .podAndNetwork(
            networks: "[{\"name\": \"storage\", \"cni-args\": {\"ips\": [\"10.7.0.9/24\"]}}]",
            config:
                "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\", \"ipam\": {\"type\": \"static\"}}"
        ))

    package static let oncePerPod = FindingKind(
        "TN2305", .error, "plugin that a pod can have only once",
        explanation: """
            Some plugins name what they make after the pod or its sandbox alone, not after the interface. Called a second time for \
            one pod, they take the first interface's place, refuse, or free with one DEL what belongs to the other: Calico deletes \
            the pod's first interface, Weave Net fails and frees the first's address. \
            The cluster network counts, where Tartan's or Multus' file is among what is read and names it.
            """,
        remedy:
            "Let the pod name one network of that plugin, and make the others with a plugin for further interfaces: macvlan, ipvlan, bridge, sriov.",
        bad: .podAndNetwork(
            networks: "storage, ⟦storage⟧", config: "{\"cniVersion\": \"0.3.0\", \"type\": \"weave-net\"}"),
        good: .podAndNetwork(networks: "storage", config: "{\"cniVersion\": \"0.3.0\", \"type\": \"weave-net\"}"))

    package static let mixedUpState = FindingKind(
        "TN2306", .warning, "plugin that mixes two of a pod's networks up",
        explanation: """
            Flannel keeps what it needs for DEL in a file that is named after the container id alone; portmap and bandwidth name \
            their chains and devices after network and container id. If a pod has such a network twice, the second ADD \
            overwrites what the first remembered. DEL then undoes one of them, and addresses, rules or devices of the \
            other stay on the node.
            """,
        remedy:
            "Give each Flannel network a \"dataDir\" of its own. For the others make a second definition, without a common \"name\".",
        bad: .podAndNetwork(
            networks: "storage, ⟦storage⟧",
            config:
                "{\"cniVersion\": \"1.0.0\", \"plugins\": [{\"type\": \"bridge\", \"bridge\": \"br0\", \"ipam\": {\"type\": \"dhcp\"}}, {\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}}]}"
        ),
        good: .podAndNetwork(
            networks: "storage, storage",
            config:
                "{\"cniVersion\": \"1.0.0\", \"plugins\": [{\"type\": \"bridge\", \"bridge\": \"br0\", \"ipam\": {\"type\": \"dhcp\"}}, {\"type\": \"sbr\"}]}"
        ))

    package static let furtherCalico = FindingKind(
        "TN2310", .warning, "Calico as a further network of a pod",
        explanation: """
            Calico makes one interface for a pod, the one with the default route. On a pod that has another cluster network the ADD \
            fails: "failed to add IPv4 route for 0.0.0.0/0 via 169.254.1.1: file exists". On one whose cluster network is Calico \
            it deletes the pod's first interface, and answers as if all were well.
            """,
        remedy:
            "Let Calico be the cluster network, and take macvlan, ipvlan, bridge or sriov for others. Beside another cluster network it works with host-local and \"routes\" without a default route; the pod's policy is then that of this interface.",
        bad: .podAndNetwork(
            networks: "⟦storage⟧",
            config:
                "{\"cniVersion\": \"1.0.0\", \"type\": \"calico\", \"kubernetes\": {\"kubeconfig\": \"/etc/cni/net.d/calico-kubeconfig\"}, \"ipam\": {\"type\": \"calico-ipam\"}}"
        ),
        good: .podAndNetwork(
            networks: "storage",
            config:
                "{\"cniVersion\": \"1.0.0\", \"type\": \"calico\", \"kubernetes\": {\"kubeconfig\": \"/etc/cni/net.d/calico-kubeconfig\"}, \"ipam\": {\"type\": \"host-local\", \"subnet\": \"10.30.7.0/24\", \"routes\": [{\"dst\": \"10.30.0.0/16\"}]}}"
        ))
}

extension Sample {
    /// A pod with its networks annotation, and network `storage`.
    fileprivate static func podAndNetwork(networks: String, config: String) -> Sample {
        Sample(
            "web.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              annotations:
                k8s.v1.cni.cncf.io/networks: '\(networks)'
            spec:
              containers:
                - name: web
                  image: nginx
            ---
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata:
              name: storage
            spec:
              config: '\(config)'

            """)
    }
}
