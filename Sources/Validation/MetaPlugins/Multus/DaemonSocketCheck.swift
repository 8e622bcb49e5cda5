import ExactJSON
import Findings

/// Whether Multus' shim looks for the daemon's socket where the daemon has it.
struct DaemonSocketCheck: ScopeCheck {
    private static let standard = "/run/multus"

    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        let daemons = scope.metaPlugins.filter { $0.program == .daemon }
        guard !daemons.isEmpty else { return }
        var folders = Set<String>()
        for daemon in daemons {
            folders.insert(folder(daemon, "socketDir"))
            // The shim's file is made of it.
            guard daemon.text("daemonSocketDir") != nil else { continue }
            report(daemon, [folder(daemon, "socketDir")], [daemon], &sink)
        }
        for shim in scope.metaPlugins where shim.program == .shim { report(shim, folders, daemons, &sink) }
    }

    private func report(
        _ settings: MetaPluginFacts, _ folders: Set<String>, _ daemons: [MetaPluginFacts], _ sink: inout FindingSink
    ) {
        let wanted = folder(settings, "daemonSocketDir")
        guard !folders.contains(wanted), let daemon = daemons.first else { return }
        let member = settings.member("daemonSocketDir")
        sink.report(
            .daemonNotFound, at: member?.value.spot ?? settings.spot,
            "the shim looks for the daemon's socket in \"\(wanted.cutForMessage)\", and it is in \"\(folder(daemon, "socketDir").cutForMessage)\"",
            label: member == nil ? "\"daemonSocketDir\" is missing" : "another folder than \"socketDir\"",
            notes: ["It waits a minute for it, then the pod fails; DELs pass without anything being detached."],
            related: [(daemon.member("socketDir")?.value.spot ?? daemon.spot, "the daemon's")])
    }

    private func folder(_ settings: MetaPluginFacts, _ key: String) -> String {
        settings.text(key).map(FolderCheck.onNode) ?? Self.standard
    }
}
