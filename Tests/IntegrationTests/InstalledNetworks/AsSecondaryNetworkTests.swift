import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Flannel, Calico, Weave Net and Cilium as a further network of a pod: what works, and what is refused before anything runs.
@Suite(.privateHost) struct AsSecondaryNetworkTests {
    /// One that can be a further network, beside a cluster network of another kind.
    struct Further: Sendable, CustomTestStringConvertible {
        let network: InstalledNetwork
        let cluster: InstalledNetwork
        /// Its interface's addresses.
        let addresses: [String]
        var testDescription: String { "\(network) beside \(cluster)" }
        var plugin: String { network.types[0] }

        /// Of its definition.
        func configuration(_ node: NetworkNode) -> JSONValue {
            switch network {
            case .flannel:
                [
                    "cniVersion": "1.0.0", "name": "cbr1",
                    "plugins": [
                        [
                            "type": "flannel", "subnetFile": "/run/flannel/second.env",
                            "delegate": ["bridge": "cni1", "isDefaultGateway": true],
                        ]
                    ],
                ]
            case .calico, .canal:
                [
                    "cniVersion": "1.0.0", "name": "routed",
                    "plugins": [
                        [
                            "type": "calico", "datastore_type": "kubernetes", "nodename": "node-a",
                            "kubernetes": ["kubeconfig": .string("\(node.node.folder)/calico-kubeconfig")],
                            "policy": ["type": "k8s"],
                            "ipam": [
                                "type": "host-local", "ranges": [[["subnet": "10.70.0.0/24"]]],
                                "routes": [["dst": "10.71.0.0/16"]],
                            ],
                        ]
                    ],
                ]
            case .weave: ["cniVersion": "0.3.0", "name": "weave", "plugins": [["type": "weave-net"]]]
            case .cilium: ["cniVersion": "1.0.0", "name": "cilium", "plugins": [["type": "cilium-cni"]]]
            }
        }

        func node() throws -> NetworkNode {
            let node = try NetworkNode(cluster)
            if network == .flannel {
                try node.writeSubnetFile("/run/flannel/second.env", network: "10.245.0.0/16", subnet: "10.245.7.1/24")
            } else {
                try node.start(network)
            }
            try node.node.network("further", configuration(node))
            return node
        }

        var hostLinks: [String] { network == .flannel ? ["cni1"] : network.hostLinks }
    }

    static let all = [
        Further(network: .flannel, cluster: .flannel, addresses: ["10.245.7.2/24"]),
        Further(network: .flannel, cluster: .calico, addresses: ["10.245.7.2/24"]),
        Further(network: .calico, cluster: .flannel, addresses: ["10.70.0.2/32"]),
        Further(network: .weave, cluster: .flannel, addresses: ["10.32.0.1/12"]),
        Further(network: .weave, cluster: .cilium, addresses: ["10.32.0.1/12"]),
        Further(network: .cilium, cluster: .flannel, addresses: ["fd00:10::2/128", "10.0.0.2/32"]),
    ]

    @Test("ADD: both interfaces are there, and the default route is the cluster network's", arguments: all)
    func add(_ further: Further) throws {
        let node = try further.node()
        let pod = try node.host.pod()
        let answer = try node.node.add(pod, "further")
        try #require(answer.succeeded, "\(answer)")
        #expect(
            answer.addresses == further.cluster.addresses.map { "eth0 \($0)" } + further.addresses.map { "net1 \($0)" })
        let first = try #require(try node.host.defaultRoutes(in: pod.name).first)
        #expect(first == "\(further.cluster.gateway) eth0 0")
        #expect(try node.breaches() == [])
    }

    @Test("CHECK: it finds what is lost of the further network", arguments: all)
    func check(_ further: Further) throws {
        let node = try further.node()
        let pod = try node.host.pod()
        #expect(try node.node.add(pod, "further").succeeded)
        let good = try node.node.check(pod, "further")
        #expect(good.succeeded, "\(good)")
        try node.host.shell("ip -n \(pod.name) address delete \(further.addresses.last ?? "") dev net1")
        let bad = try node.node.check(pod, "further")
        #expect(!bad.succeeded && bad.message.contains("net1"), "\(bad)")
    }

    @Test("DEL: nothing of either is left", arguments: all)
    func delete(_ further: Further) throws {
        let node = try further.node()
        let pod = try node.host.pod()
        #expect(try node.node.add(pod, "further").succeeded)
        let answer = try node.node.delete(pod, "further")
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.leftBehind(pod, host: further.hostLinks) == [])
        #expect(try node.breaches() == [])
    }

    @Test("fault: it fails, and the cluster network's interface is undone with it; the next try works", arguments: all)
    func fault(_ further: Further) throws {
        let node = try further.node()
        let pod = try node.host.pod()
        var failing = node.node
        if further.network == .flannel {
            // Its delegate, the real bridge, finds that the name is taken; the real flannel does too.
            try node.host.shell("ip link add cni1 type veth peer name far1")
        } else {
            failing.environment.append("STANDIN_FAIL=\(further.plugin):ADD:1:code=999")
        }
        let refused = try failing.add(pod, "further")
        #expect(refused.message.contains("net1") && refused.message.contains(further.plugin), "\(refused)")
        if further.network == .flannel { try node.host.shell("ip link delete cni1") }
        #expect(try node.leftBehind(pod, host: further.hostLinks) == [])
        let answer = try node.node.add(pod, "further")
        #expect(answer.succeeded, "\(answer)")
    }

    @Test("reboot: DEL frees what both keep on disk", arguments: all)
    func reboot(_ further: Further) throws {
        let node = try further.node()
        let pod = try node.host.pod()
        #expect(try node.node.add(pod, "further").succeeded)
        try node.reboot([pod])
        for network in Set([further.cluster, further.network]) { try node.start(network) }
        let answer = try node.node.delete(pod, "further")
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.kept() == [])
    }

    @Test("update: the plugin's binary is another one at DEL than at ADD", arguments: all)
    func update(_ further: Further) throws {
        let node = try further.node()
        let pod = try node.host.pod()
        #expect(try node.node.add(pod, "further").succeeded)
        let binary = "\(node.node.folder)/bin/\(further.plugin)"
        try node.host.shell("cp -L \(binary) \(binary).tmp && mv \(binary).tmp \(binary)")
        #expect(try node.node.delete(pod, "further").succeeded)
        #expect(try node.leftBehind(pod, host: further.hostLinks) == [])
    }
}

/// What must not be tried.
@Suite(.privateHost) struct RefusedSecondaryTests {
    struct Twice: Sendable, CustomTestStringConvertible {
        let cluster: InstalledNetwork
        let plugin: JSONValue
        let version: String
        let project: String
        var testDescription: String { "\(cluster), then \(plugin["type"]?.string ?? "")" }
    }

    static let twice = [
        Twice(
            cluster: .calico, plugin: ["type": "calico", "ipam": ["type": "calico-ipam"]], version: "1.0.0",
            project: "Calico"),
        Twice(
            cluster: .canal, plugin: ["type": "calico", "ipam": ["type": "calico-ipam"]], version: "1.0.0",
            project: "Calico"),
        Twice(
            cluster: .canal, plugin: ["type": "flannel", "delegate": ["type": "calico"]], version: "1.0.0",
            project: "Calico"),
        Twice(cluster: .weave, plugin: ["type": "weave-net"], version: "0.3.0", project: "Weave Net"),
        Twice(
            cluster: .weave, plugin: ["type": "bridge", "ipam": ["type": "weave-ipam"]], version: "0.3.0",
            project: "Weave Net"),
        Twice(cluster: .cilium, plugin: ["type": "cilium-cni"], version: "1.0.0", project: "Cilium"),
    ]

    @Test(
        "a second one of a pod is refused before anything runs, with the reason and what to do instead",
        arguments: twice)
    func second(_ test: Twice) throws {
        let node = try NetworkNode(test.cluster)
        try node.node.network(
            "again", ["cniVersion": .string(test.version), "name": "again", "plugins": [test.plugin]])
        let pod = try node.host.pod()
        let answer = try node.node.add(pod, "again")
        #expect(answer.errorCode == 7, "\(answer)")
        #expect(answer.message.contains("the pod has \(test.project) already"), "\(answer)")
        #expect(answer.message.contains("eth0") && answer.message.contains("net1"), "\(answer)")
        #expect(answer.details.contains("Take the network out of the annotation"), "\(answer)")
        #expect(try node.calls().isEmpty)
        #expect(try node.leftBehind(pod) == [])
    }

    @Test(
        "a second call of the runtime's for the same sandbox is refused too",
        arguments: [InstalledNetwork.calico, .weave, .cilium])
    func secondCall(_ network: InstalledNetwork) throws {
        let node = try NetworkNode(network)
        var pod = try node.host.pod()
        #expect(try node.node.add(pod).succeeded)
        pod.interface = "eth1"
        let answer = try node.node.add(pod)
        #expect(answer.errorCode == 7, "\(answer)")
        #expect(try node.host.links(in: pod.name) == ["eth0"])
    }

    @Test("[flannel, calico] is refused with the reason and what to write instead")
    func calicoBehindFlannel() throws {
        let node = try NetworkNode(.flannel)
        try node.start(.calico)
        try node.node.writeConfiguration(
            "10-flannel.conflist",
            node.node.list(
                "cbr0", ["type": "flannel"],
                ["type": "calico", "ipam": ["type": "host-local", "subnet": "usePodCidr"]]))
        let pod = try node.host.pod()
        let answer = try node.node.add(pod)
        #expect(answer.errorCode == 7, "\(answer)")
        #expect(answer.message.contains("calico can't follow flannel in one chain"), "\(answer)")
        #expect(answer.details.contains("usePodCidr") && answer.details.contains("\"delegate\""), "\(answer)")
        #expect(try node.calls().isEmpty)
    }

    @Test("two names over one subnet of Flannel's are refused: the same address would be given out twice")
    func oneSubnetFile() throws {
        let node = try NetworkNode(.flannel)
        try node.node.network(
            "flannel1", node.node.list("flannel.1", ["type": "flannel", "delegate": ["bridge": "cni1"]]))
        let pod = try node.host.pod()
        let answer = try node.node.add(pod, "flannel1")
        #expect(answer.errorCode == 7, "\(answer)")
        #expect(answer.message.contains("/run/flannel/subnet.env"), "\(answer)")
        #expect(try node.calls().isEmpty)
    }
}
