/// One attachment of the pods that are measured: a list of plugins, and the interface it is known by.
struct Network {
    var name: String
    var interface: String
    var plugins: [[String: Any]]
    /// Of CNI.
    var version = "1.0.0"

    /// The list as a definition or a file of the cluster network has it.
    var list: [String: Any] { ["cniVersion": version, "name": name, "plugins": plugins] }

    var definition: [String: Any] { Self.definition(name: name, config: JSONText.of(list)) }

    static func definition(name: String, config: String) -> [String: Any] {
        [
            "apiVersion": "k8s.cni.cncf.io/v1", "kind": "NetworkAttachmentDefinition",
            "metadata": ["namespace": "bench", "name": name], "spec": ["config": config],
        ]
    }

    /// The cluster network, which every pod has, and three others: five binaries in all.
    static var cluster: Network {
        Network(
            name: "cluster", interface: "eth0",
            plugins: [
                ["type": "bridge", "bridge": "cni0", "isGateway": true, "ipam": addresses("10.244.0.0/20")],
                ["type": "portmap", "snat": true],
            ])
    }

    static var further: [Network] {
        [
            Network(
                name: "lan", interface: "net1",
                plugins: [["type": "bridge", "bridge": "lan0", "ipam": addresses("10.20.0.0/20")]]),
            Network(
                name: "storage", interface: "net2",
                plugins: [
                    ["type": "macvlan", "master": "storage0", "mode": "bridge", "ipam": addresses("10.30.0.0/20")]
                ]),
            Network(name: "uplink", interface: "net3", plugins: [["type": "ptp", "ipam": addresses("10.40.0.0/20")]]),
        ]
    }

    /// A chain of four.
    static var chain: Network {
        Network(
            name: "chain", interface: "net1",
            plugins: [
                ["type": "bridge", "bridge": "lan0", "ipam": addresses("10.50.0.0/20")],
                ["type": "tuning", "sysctl": ["net.ipv4.conf.net1.arp_notify": "1"]],
                ["type": "firewall", "backend": "iptables"], ["type": "portmap", "snat": true],
            ])
    }

    private static func addresses(_ subnet: String) -> [String: Any] {
        ["type": "host-local", "ranges": [[["subnet": subnet]]]]
    }
}
