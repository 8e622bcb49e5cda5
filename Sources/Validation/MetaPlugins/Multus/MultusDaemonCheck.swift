import ExactJSON
import Findings

/// What Multus' daemon does with settings that look harmless.
struct MultusDaemonCheck: MetaPluginCheck {
    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard settings.program == .daemon else { return }
        if let file = settings.text("multusConfigFile"), file != "auto",
            let cursor = settings.member("multusConfigFile")?.value
        {
            sink.report(
                .daemonThatEnds, at: cursor.spot,
                "with \"multusConfigFile\": \"\(file.cutForMessage)\" Multus' daemon ends right after its start",
                label: "only \"auto\" works",
                notes: [
                    "It copies the file, waits for nothing and exits with status 0; Kubernetes starts it again and again."
                ])
        }
        if settings.flag("forceCNIVersion") == true, let member = settings.member("forceCNIVersion") {
            sink.report(
                .rewrittenFile, at: member.spot, "Multus' daemon rewrites the cluster network's own file",
                label: "because of this key",
                notes: [
                    "It writes its \"cniVersion\" into the file of Flannel, Calico or whoever has written it, and that one writes it again."
                ])
        }
        if settings.flag("enablePprof") == true, let port = settings.member("metricsPort"),
            let member = settings.member("enablePprof")
        {
            sink.report(
                .openProfiles, at: member.spot,
                "Multus' daemon serves its profiles on all addresses of the node, port \(port.value.value.text.cutForMessage)",
                label: "without asking who wants them",
                notes: ["Profiles show what is in its memory, configurations and their secrets included."],
                related: [(port.spot, "the port")])
        }
    }
}
