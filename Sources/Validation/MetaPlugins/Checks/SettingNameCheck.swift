import ExactJSON
import Findings

/// Keys that the meta-plugin doesn't know, and those of Multus that Tartan does without.
struct SettingNameCheck: MetaPluginCheck {
    func check(_ settings: MetaPluginFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for (member, near) in settings.unknown {
            if let row = MultusKey.named(member.key) {
                if settings.program == .tartan { reportNeedless(member, row, settings, &sink) }
                continue
            }
            sink.report(
                .unknownKey, at: member.spot, "\(settings.title) has no key \"\(member.key.cutForMessage)\"",
                label: near.map { "did you mean \"\($0)\"?" },
                notes: ["\(settings.title) passes over keys that it doesn't know, so this one has no effect."],
                replacement: near.map { "\"\($0)\"" })
        }
        if settings.isMultus { checkDead(settings, &sink) }
    }

    private func reportNeedless(
        _ member: JSONCursor.Member, _ row: MultusKey, _ settings: MetaPluginFacts, _ sink: inout FindingSink
    ) {
        let instead = row.byHand.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
        sink.report(
            .keyOfMultus, at: member.spot, "Tartan does without Multus' key \"\(row.name)\"", label: "it has no effect",
            notes: [row.reason.prefix(1).uppercased() + row.reason.dropFirst() + "."] + [instead].compactMap { $0 })
    }

    /// Keys that no Multus of today reads.
    private func checkDead(_ settings: MetaPluginFacts, _ sink: inout FindingSink) {
        for row in MultusKey.all where row.isDead {
            guard let member = settings.member(row.name) else { continue }
            // Multus' own installation writes this one, whatever people want.
            if row.name == "cniConf", member.value.value.string == "/host/etc/cni/multus/net.d" { continue }
            sink.report(
                .ineffectiveKey, at: member.spot, "\"\(member.key.cutForMessage)\" of \(settings.title) has no effect",
                label: row.reason)
        }
    }
}

extension MultusKey {
    /// Whether nobody reads it.
    fileprivate var isDead: Bool {
        if case .drop(.any) = rule { return true }
        return false
    }
}
