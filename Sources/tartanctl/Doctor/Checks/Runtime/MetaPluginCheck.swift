import Validation

/// No other meta-plugin, and no second file of Tartan's, waits in the runtime's folder for its turn: whoever writes it
/// writes it again, under a name that may sort first one day.
struct MetaPluginCheck: DoctorCheck {
    let id = "meta-plugins"

    /// The types of plugins that call other plugins for several networks of a pod, with their names.
    private static let others = [
        "multus": "Multus", "multus-shim": "Multus", "genie": "CNI-Genie", "danm": "DANM", "knitter": "Knitter",
    ]

    func look(at node: ExaminedNode) -> CheckOutcome {
        guard let own = node.choice.name, node.folder?.tartan.contains(own) == true else {
            return .skipped("the runtime doesn't take Tartan's file")
        }
        var findings: [DoctorFinding] = []
        for file in node.folder?.files ?? [] where file.name != own {
            let path = "\(node.folderPath)/\(file.name)"
            if file.isTartan {
                findings.append(
                    .warning(
                        "\(path) has Tartan in it too: the runtime takes \(own), and what is set in the other counts for "
                            + "nothing.", repair: "sudo mv \(node.word(path)) \(node.word(path + ".unused"))"))
            } else if let name = file.types.compactMap({ Self.others[$0] }).first {
                findings.append(
                    .warning(
                        "Two meta-plugins fight for \(node.folderPath): \(path) is of \(name), whose DaemonSet writes it "
                            + "again whenever it starts.",
                        evidence: ["The runtime takes \(node.folderPath)/\(own) now."], repair: remedy(name, path, node)
                    ))
            }
        }
        return .found(findings, else: "Tartan is the only meta-plugin in \(node.folderPath)")
    }

    private func remedy(_ name: String, _ path: String, _ node: ExaminedNode) -> String {
        let delete = "kubectl -n kube-system delete daemonset "
        guard name == "Multus" else {
            return "take \(name)'s DaemonSet away, then: sudo mv \(node.word(path)) \(node.word(path + ".unused"))"
        }
        return "once every node is taken over: \(delete)kube-multus-ds"
    }
}
