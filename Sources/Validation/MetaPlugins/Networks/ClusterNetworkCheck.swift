import ExactJSON
import Findings

/// That there is a cluster network, one, and in a form that the rest of the configuration needs.
struct ClusterNetworkCheck: MetaPluginCheck {
    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        // The daemon's keys are laid over the shim's: neither of both files has to have it.
        if settings.program == .tartan || settings.program == .multus { checkThere(settings, &sink) }
        if settings.text("clusterNetwork") != nil, let delegates = settings.member("delegates"),
            delegates.value.elements?.isEmpty == false, let cluster = settings.member("clusterNetwork")
        {
            sink.report(
                .delegatesNotUsed, at: delegates.spot,
                "\(settings.title) has both \"clusterNetwork\" and \"delegates\"",
                label: "not looked at",
                notes: ["\"clusterNetwork\" counts; what is written here, pods don't get."],
                related: [(cluster.spot, "this one counts")])
        }
        checkAuxiliary(settings, &sink)
    }

    private func checkThere(_ settings: MetaPluginFacts, _ sink: inout FindingSink) {
        guard settings.text("clusterNetwork") == nil else { return }
        let delegates = settings.member("delegates")
        if let delegates, delegates.value.elements?.isEmpty != true { return }
        // Told at the key that isn't what it should be.
        if let member = settings.member("clusterNetwork"), member.value.value.string == nil { return }
        if settings.isMisspelt("clusterNetwork") || settings.isMisspelt("delegates") { return }
        let place = settings.member("clusterNetwork") ?? delegates
        sink.report(
            .noClusterNetwork, at: place?.spot ?? settings.spot,
            "\(settings.title) has neither \"clusterNetwork\" nor \"delegates\"",
            label: place == nil ? "which network do all pods get?" : "it is empty",
            notes: [
                "No pod of the node can start: the cluster network is what pods get as eth0."
            ] + (settings.program == .tartan ? ["One that works is made by: tartanctl init"] : []))
    }

    private func checkAuxiliary(_ settings: MetaPluginFacts, _ sink: inout FindingSink) {
        guard settings.program == .tartan || settings.program == .multus,
            let name = settings.text("auxiliaryCNIChainName"), let member = settings.member("auxiliaryCNIChainName")
        else { return }
        let cluster = settings.text("clusterNetwork")
        if cluster?.hasPrefix("/") == true || settings.isMisspelt("clusterNetwork") { return }
        let place = settings.member("clusterNetwork")
        sink.report(
            .chainWithoutFolder, at: member.spot,
            "the chain \"\(name.cutForMessage)\" of \(settings.title) has no folder: \"clusterNetwork\" is no path",
            label: "it is looked for beside the cluster network's file",
            notes: ["No pod can start: its plugins are the files *.conf of a folder beside that file."],
            related: place.map { [($0.value.spot, "a network's name")] } ?? [])
    }
}
