import CNI
import ExactJSON
import Findings

/// The version in which Tartan answers the runtime.
struct AnswerVersionCheck: MetaPluginCheck {
    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard settings.program == .tartan, let root = settings.configuration?.root,
            let member = root.member("cniVersion"), let version = member.value.value.string.flatMap(CNIVersion.init),
            version.isSupported
        else { return }
        let others = (root["cniVersions"]?.elements ?? []).compactMap { $0.value.string.flatMap(CNIVersion.init) }
        let versions = (others + [version]).filter(\.isSupported)
        if versions.allSatisfy({ $0 == .newest }) {
            sink.report(
                .newestVersionAlone, at: member.value.spot,
                "\(settings.title) answers in CNI \(version) only", label: "older runtimes refuse it",
                notes: [
                    "containerd before 2.0 can't read an answer of 1.1.0, and no pod starts.",
                    "For both write: \"cniVersion\": \"1.0.0\", \"cniVersions\": [\"1.0.0\", \"1.1.0\"]",
                ])
        } else if versions.allSatisfy(\.isLegacy), settings.text("result") != "primary" {
            sink.report(
                .answerOfOneNetwork, at: member.value.spot,
                "an answer in CNI \(version) can't hold the interfaces of several networks", label: "at least 0.3.0",
                notes: [
                    "The runtime is told one address of each family, those of the cluster network.",
                    "If that is what you want, write \"result\": \"primary\".",
                ])
        }
    }
}
