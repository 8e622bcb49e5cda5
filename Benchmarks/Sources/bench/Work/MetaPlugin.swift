/// Tartan, or a peer: one process for all networks of the pod, called as a container runtime calls it.
struct MetaPlugin: Contender {
    let name: String
    let program: String
    let workspace: Workspace
    /// The network configuration for a scenario, without prevResult.
    let configuration: (Scenario) throws(BenchFailure) -> [String: Any]

    func job(_ verb: Verb, _ scenario: Scenario, _ sandbox: Sandbox) throws(BenchFailure) -> Job {
        var input = try configuration(scenario)
        if verb != .add {
            input["prevResult"] = try JSONText.object(workspace.read(answer(workspace, sandbox)), of: "\(name) ADD")
        }
        return try makeJob(
            verb, workspace, sandbox, program: program, input: JSONText.of(input),
            environment: sandbox.environment(verb, scenario))
    }

    /// Tartan as containerd calls it: with the pod's annotations; or without, so that it looks the pod up in the store.
    static func tartan(
        _ program: String, store: String, annotations: Bool = true, name: String = "tartan", _ workspace: Workspace
    ) -> MetaPlugin {
        MetaPlugin(name: name, program: program, workspace: workspace) { (scenario) throws(BenchFailure) in
            var configuration: [String: Any] = [
                "cniVersion": "1.0.0", "name": "tartan", "type": "tartan", "store": store,
                "clusterNetwork": workspace.path("cluster.conflist"), "agentSocket": workspace.path("no-agent.sock"),
                "capabilities": ["portMappings": true, "io.kubernetes.cri.pod-annotations": true],
            ]
            if annotations {
                configuration["runtimeConfig"] = [
                    "io.kubernetes.cri.pod-annotations": ["k8s.v1.cni.cncf.io/networks": scenario.annotation]
                ]
            }
            return configuration
        }
    }

    /// A peer with a configuration of its own, in which @CLUSTER@ stands for the path of the cluster network's list,
    /// @DELEGATES@ for all lists as a JSON array, @ANNOTATION@ for the pod's annotation, @STORE@ for Tartan's store, @WORK@ for a private folder.
    static func peer(_ program: String, configuration text: String, _ workspace: Workspace) -> MetaPlugin {
        MetaPlugin(name: "peer", program: program, workspace: workspace) { (scenario) throws(BenchFailure) in
            let filled =
                text
                .replacing("@CLUSTER@", with: workspace.path("cluster.conflist"))
                .replacing("@DELEGATES@", with: JSONText.of(scenario.networks.map(\.list)))
                .replacing("@ANNOTATION@", with: scenario.annotation)
                .replacing("@STORE@", with: workspace.path("store"))
                .replacing("@WORK@", with: workspace.path("peer"))
            return try JSONText.object(filled, of: "PEER_CONFIG")
        }
    }
}
