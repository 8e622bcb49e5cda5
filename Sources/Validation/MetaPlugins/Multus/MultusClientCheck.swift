import Findings

/// Multus asks the API server even for a cluster network in a file.
struct MultusClientCheck: MetaPluginCheck {
    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard settings.program == .multus, let member = settings.member("clusterNetwork"),
            settings.text("clusterNetwork") != nil, settings.text("kubeconfig") == nil,
            !settings.isMisspelt("kubeconfig")
        else { return }
        sink.report(
            .noClient, at: member.spot, "multus needs \"kubeconfig\" for \"clusterNetwork\"",
            label: "\"kubeconfig\" is missing",
            notes: [
                "Without a client of Kubernetes it finds no cluster network, also where a file is named, and no pod can start.",
                "With the cluster network inline, in \"delegates\", it works without; so does Tartan under Multus' name.",
            ])
    }
}
