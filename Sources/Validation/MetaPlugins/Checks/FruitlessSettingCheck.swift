import ExactJSON
import Findings

/// Keys that do nothing beside the others, or in this program.
struct FruitlessSettingCheck: MetaPluginCheck {
    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard settings.program == .tartan || settings.program == .multus else { return }
        if settings.text("globalNamespaces") != nil, settings.flag("namespaceIsolation") != true,
            settings.member("namespaceIsolation")?.value.value.string == nil,
            !settings.isMisspelt("namespaceIsolation")
        {
            report(
                "globalNamespaces", "without \"namespaceIsolation\": true it does nothing",
                "Pods may name the networks of every namespace.", settings, &sink)
        }
        if settings.program == .tartan { checkTartan(settings, &sink) } else { checkMultus(settings, &sink) }
    }

    private func checkTartan(_ settings: MetaPluginFacts, _ sink: inout FindingSink) {
        if settings.text("readinessindicatorfile") == nil, !settings.isMisspelt("readinessindicatorfile") {
            report(
                "readinessTimeout", "without \"readinessindicatorfile\" it does nothing",
                "There is no file for which a pod's start could wait.", settings, &sink)
        }
        guard settings.text("logFile") == nil, !settings.isMisspelt("logFile") else { return }
        report(
            "logOptions", "without \"logFile\" it does nothing", "There is no file that could grow.", settings, &sink)
        if let level = settings.text("logLevel"), level == "verbose" || level == "debug" {
            report(
                "logLevel", "without \"logFile\" it does nothing", "What isn't an error goes to the log file alone.",
                settings, &sink)
        }
    }

    private func checkMultus(_ settings: MetaPluginFacts, _ sink: inout FindingSink) {
        if !settings.delegates.isEmpty, !settings.texts("defaultNetworks").isEmpty {
            report(
                "defaultNetworks", "only with \"clusterNetwork\"",
                "Beside \"delegates\" Multus passes over it; further delegates are what every pod gets.", settings,
                &sink)
        }
        if let member = settings.member("logOptions"), member.value.value.object?.isEmpty == false {
            sink.report(
                .ineffectiveKey, at: member.spot, "\"logOptions\" of \(settings.title) has no effect",
                label: "it is applied before the log file is known",
                notes: ["Multus' thin plugin is a new process each time; only the daemon's log is rotated by it."])
        }
    }

    private func report(
        _ key: String, _ label: String, _ note: String, _ settings: MetaPluginFacts, _ sink: inout FindingSink
    ) {
        guard let member = settings.member(key) else { return }
        sink.report(
            .fruitlessKeys, at: member.spot, "\"\(member.key.cutForMessage)\" of \(settings.title) comes to nothing",
            label: label, notes: [note])
    }
}
