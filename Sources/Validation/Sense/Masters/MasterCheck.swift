import ExactJSON
import Findings

/// Networks on one interface of the node that can't be on one node together.
struct MasterCheck: ScopeCheck {
    func check(_ scope: Scope, _ context: ValidationContext, _ sink: inout FindingSink) {
        var masters: [String: Uses] = [:]
        for configuration in scope.allConfigurations {
            guard let use = MasterUse(configuration) else { continue }
            switch use.plugin.type {
            case "macvlan": addMACVLAN(use, &masters[use.name, default: Uses()], &sink)
            case "ipvlan": addIPVLAN(use, &masters[use.name, default: Uses()], &sink)
            default: addVLAN(use, &masters[use.name, default: Uses()], &sink)
            }
        }
    }

    /// The first use of each kind of one interface.
    private struct Uses {
        var macvlan: MasterUse?
        var passthru: MasterUse?
        var ipvlan: MasterUse?
        var vlans: [Int: MasterUse] = [:]
    }

    private func addMACVLAN(_ use: MasterUse, _ uses: inout Uses, _ sink: inout FindingSink) {
        if let other = uses.ipvlan, !use.configuration.isVariant(of: other.configuration) { report(use, other, &sink) }
        let other = use.mode == "passthru" ? uses.macvlan : uses.passthru
        if let other, !use.configuration.isVariant(of: other.configuration) {
            let passthru = use.mode == "passthru" ? use : other
            sink.report(
                .passthruShared, at: use.modeSpot,
                "\(use.title) and \(other.title) are both macvlan on \"\(use.name.cutForMessage)\", and \(passthru.title) wants it alone",
                label: "mode \"passthru\" takes the whole interface",
                notes: [
                    "While a pod of one of them is on a node, the kernel refuses those of the other: \"invalid argument\"."
                ],
                related: [(other.modeSpot, other.title)])
        }
        if uses.macvlan == nil { uses.macvlan = use }
        if uses.passthru == nil, use.mode == "passthru" { uses.passthru = use }
    }

    private func addIPVLAN(_ use: MasterUse, _ uses: inout Uses, _ sink: inout FindingSink) {
        if let other = uses.macvlan, !use.configuration.isVariant(of: other.configuration) { report(use, other, &sink) }
        guard let other = uses.ipvlan else {
            uses.ipvlan = use
            return
        }
        guard other.mode != use.mode, !use.configuration.isVariant(of: other.configuration) else { return }
        sink.report(
            .otherIPVLANMode, at: use.modeSpot,
            "\(use.title) has mode \"\(use.mode.cutForMessage)\" on \"\(use.name.cutForMessage)\", and \(other.title) \"\(other.mode.cutForMessage)\"",
            label: "one mode for each master",
            notes: ["The mode is the master's: a new pod of one network changes it for all pods of the other."],
            related: [(other.modeSpot, other.title)])
    }

    private func addVLAN(_ use: MasterUse, _ uses: inout Uses, _ sink: inout FindingSink) {
        guard let place = use.plugin.cursor["vlanId"], let vlan = place.value.integer, vlan > 0 else { return }
        guard let other = uses.vlans[vlan] else {
            uses.vlans[vlan] = use
            return
        }
        if use.configuration.isVariant(of: other.configuration) { return }
        sink.report(
            .sameVLANOnMaster, at: place.spot,
            "\(use.title) and \(other.title) both make VLAN \(vlan) of \"\(use.name.cutForMessage)\"",
            label: "once a node only",
            notes: [
                "The kernel has a VLAN of an interface once, in whichever namespace: the second pod on a node fails with \"file exists\"."
            ], related: other.plugin.cursor["vlanId"].map { [($0.spot, other.title)] } ?? [])
    }

    private func report(_ use: MasterUse, _ other: MasterUse, _ sink: inout FindingSink) {
        sink.report(
            .macvlanAndIPVLAN, at: use.spot,
            "\(use.title) is \(use.plugin.type) on \"\(use.name.cutForMessage)\", and \(other.title) is \(other.plugin.type) on it",
            label: "one kind for each master",
            notes: [
                "While a pod of one of them is on a node, the kernel refuses those of the other: \"device or resource busy\"."
            ],
            related: [(other.spot, other.title)])
    }
}
