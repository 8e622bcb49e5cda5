/// A chain of four plugins, and each of the networks that most clusters run as the cluster network, by its stand-in or real plugin.
struct NetworksBench {
    let measure: Measure
    let workspace: Workspace
    let settings: Settings

    func add(_ contenders: [any Contender], chain: Scenario, to report: inout Report) throws(BenchFailure) {
        let cycles = CycleBench(measure: measure, workspace: workspace)
        var chain = chain
        chain.name = "chain of four"
        var series = try cycles.run(contenders, chain, pairs: settings.pairs)
        cycles.rows(series, chain).forEach { report.add($0) }
        try prepareNode()
        let daemons = try ["weaver", "cilium-agent"].map { name throws(BenchFailure) in
            try Daemon(
                program: "\(settings.networkPlugins)/\(name)", environment: environment,
                listening: "\(state)/listening")
        }
        defer { daemons.forEach { $0.end() } }
        for (name, network) in try clusterNetworks() {
            try workspace.write(JSONText.of(network.list), to: workspace.path("cluster.conflist"))
            let scenario = scenario(name, network)
            series = try cycles.run(contenders, scenario, pairs: settings.pairs)
            cycles.rows(series, scenario).forEach { report.add($0) }
        }
    }

    private func scenario(_ name: String, _ network: Network) -> Scenario {
        var scenario = Scenario(
            name: name, networks: [network], plugins: settings.networkPlugins, makesInterfaces: true)
        scenario.clock = DelegateClock(
            standIns: settings.clockedNetworks, plugins: settings.networkPlugins, file: workspace.path("times"))
        if network.version.hasPrefix("0.") { scenario.verbs = [.add, .delete] }
        scenario.hasOwnPods = true
        scenario.environment = environment
        return scenario
    }

    private var state: String { workspace.path("standin") }
    private var kubeconfig: String { workspace.path("kubeconfig") }

    private var environment: [String: String] { ["STANDIN_STATE": state] }

    /// What the networks' daemons keep on a node.
    private func prepareNode() throws(BenchFailure) {
        for folder in ["/run/flannel", "/run/cilium", "/var/lib/calico", "\(state)/api/nodes"] {
            try workspace.makeFolder(folder)
        }
        let lease = [
            "FLANNEL_NETWORK=10.244.0.0/16", "FLANNEL_SUBNET=10.244.7.1/24", "FLANNEL_MTU=1450", "FLANNEL_IPMASQ=true",
        ]
        try workspace.write(lease.joined(separator: "\n") + "\n", to: "/run/flannel/subnet.env")
        try workspace.write("node-a\n", to: "/var/lib/calico/nodename")
        try workspace.write("10.244.7.0/24\n", to: "\(state)/api/nodes/node-a")
        try workspace.write("", to: kubeconfig)
        // Of the chain, with another address than Flannel's lease wants.
        try Shell.run("ip", ["link", "delete", "cni0"])
    }

    /// As their installers write them.
    private func clusterNetworks() throws(BenchFailure) -> [(name: String, network: Network)] {
        func calico(_ ipam: [String: Any]) -> [String: Any] {
            [
                "type": "calico", "datastore_type": "kubernetes", "nodename": "node-a", "ipam": ipam,
                "policy": ["type": "k8s"], "kubernetes": ["kubeconfig": kubeconfig],
            ]
        }
        let portmap: [String: Any] = ["type": "portmap", "snat": true]
        func network(_ name: String, _ version: String, _ plugins: [[String: Any]]) -> Network {
            Network(name: name, interface: "eth0", plugins: plugins, version: version)
        }
        return [
            (
                "Flannel",
                network(
                    "cbr0", "0.3.1",
                    [["type": "flannel", "delegate": ["hairpinMode": true, "isDefaultGateway": true]], portmap])
            ),
            ("Calico", network("k8s-pod-network", "1.0.0", [calico(["type": "calico-ipam"]), portmap])),
            (
                "Canal",
                network("k8s-pod-network", "1.0.0", [calico(["type": "host-local", "subnet": "usePodCidr"]), portmap])
            ),
            ("Weave Net", network("weave", "0.3.0", [["type": "weave-net", "hairpinMode": true], portmap])),
            ("Cilium", network("cilium", "0.3.1", [["type": "cilium-cni"]])),
        ]
    }
}
