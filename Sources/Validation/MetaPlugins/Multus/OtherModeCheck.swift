import ExactJSON
import Findings

/// Keys of Multus that work only in the other of its two ways of running.
struct OtherModeCheck: MetaPluginCheck {
    /// Keys that the thick plugin passes over, and why.
    private static let thin = [
        "kubeconfig": "the daemon has a client of its own, in the cluster or by a certificate for the node",
        "retryDeleteOnError": "the shim answers that a DEL went well, whatever came of it",
    ]

    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        guard settings.isMultus else { return }
        let names = SettingNames(program: settings.program)
        for member in settings.object.members {
            guard let row = MultusKey.named(member.key), !member.value.value.isNull else { continue }
            if settings.program != .multus, let reason = Self.thin[row.name] {
                // False is what happens anyway.
                if member.value.value.boolean == false { continue }
                sink.report(
                    .keyOfOtherMode, at: member.spot,
                    "\"\(row.name)\" of \(settings.title) works with Multus' thin plugin only", label: "no effect here",
                    notes: [reason.prefix(1).uppercased() + reason.dropFirst() + "."])
            } else if !names.isKnown(member.key), row.places.contains(.daemon) {
                let isShim = settings.program == .shim
                sink.report(
                    .keyOfOtherMode, at: member.spot,
                    "\"\(row.name)\" of \(settings.title) belongs into the file of Multus' daemon",
                    label: "no effect here",
                    notes: [
                        isShim
                            ? "The shim only hands on what it is given; the daemon reads this key of its own file, daemon-config.json."
                            : "The thin plugin has no daemon."
                    ])
            }
        }
    }
}
