import ExactJSON
import Findings
import Wording

/// Which file the runtime takes, and what comes of it.
struct RuntimeChoiceCheck: NodeCheck {
    /// Plugins that call other plugins for several networks of a pod, with what people call them.
    private static let metaPlugins = [
        "tartan": "Tartan", "multus": "Multus", "multus-shim": "Multus", "genie": "CNI-Genie", "danm": "DANM",
        "knitter": "Knitter",
    ]

    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard let folder = node.facts.runtime, let choice = node.choice else { return }
        switch choice {
        case .takes(let name): told(name, folder, node, &sink)
        case .lacks(let network): lacks(network, folder, node, &sink)
        case .nothing: nothing(folder, node, &sink)
        case .stopsAt: break
        }
    }

    private func nothing(_ folder: NodeRuntimeFolder, _ node: NodeScope, _ sink: inout FindingSink) {
        // Each of those that can't be used is told.
        if node.runtimeFiles.contains(where: { $0.problem != nil }) { return }
        let message: String
        if folder.files == nil {
            message =
                "the folder \(folder.path), from which \(folder.runtimeName) of \(node.facts.name) takes its network, is not there"
        } else if node.runtimeFiles.isEmpty {
            message = "\(folder.path) of \(node.facts.name) has no configuration for \(folder.runtimeName)"
        } else {
            message = "\(folder.path) of \(node.facts.name) has no configuration whose plugins are there"
        }
        sink.report(
            Finding(
                .runtimeHasNothing, at: folder.place.place, message, label: "no pod can start",
                notes: [
                    "The node stays NotReady: cni plugin not initialized, or no CNI configuration file in \(folder.path)."
                ]))
    }

    private func lacks(
        _ network: String, _ folder: NodeRuntimeFolder, _ node: NodeScope, _ sink: inout FindingSink
    ) {
        if node.runtimeFiles.contains(where: { $0.problem != nil && $0.configuration?["name"]?.string == network }) {
            return
        }
        let names = node.runtimeFiles.compactMap(\.networkName)
        let near = Spelling.closest(to: network, in: names)
        sink.report(
            Finding(
                .defaultNetworkMissing, at: folder.place.place,
                "CRI-O of \(node.facts.name) is to take the network \"\(network.cutForMessage)\", and no file in \(folder.path) has it",
                label: near.map { "did you mean \"\($0)\"?" }
                    ?? (names.isEmpty ? "there is none" : "there are \(names.prefix(5).joined(separator: ", "))"),
                notes: [
                    "cni_default_network in \(folder.runtime?.file ?? "/etc/crio/crio.conf") names it. No pod can start."
                ]))
    }

    private func told(_ name: String, _ folder: NodeRuntimeFolder, _ node: NodeScope, _ sink: inout FindingSink) {
        guard let file = node.file(name), let read = node.runtimeFiles.first(where: { $0.name == name }) else { return }
        let others = node.runtimeFiles.filter { $0.name != name && $0.problem == nil && !$0.isLoopback }
        let meta = read.types.lazy.compactMap { Self.metaPlugins[$0] }.first
        if let meta {
            fights(meta, file, others, folder, node, &sink)
        } else if node.hasDefinitions {
            sink.report(
                Finding(
                    .definitionsWithoutEffect, at: file.place.place,
                    "\(folder.runtimeName) of \(node.facts.name) takes \(file.path), which has no meta-plugin",
                    label: "definitions have no effect",
                    notes: [
                        "Pods get the cluster network alone, whatever their annotations ask for, and nobody says so. Put Tartan first: sudo tartanctl init --apply"
                    ]))
            return
        }
        if others.isEmpty { return }
        let why = folder.runtime?.defaultNetwork.map { "it has the network \"\($0)\"" } ?? "its name sorts first"
        sink.report(
            Finding(
                .runtimeChoice, at: file.place.place,
                "\(folder.runtimeName) of \(node.facts.name) takes \(file.path): \(why)", label: "taken",
                notes: [
                    "It doesn't look at \(others.prefix(8).map(\.name).joined(separator: ", "))\(others.count > 8 ? ", …" : ""). Digits and capital letters sort before small ones."
                ],
                related: others.prefix(3).compactMap { other in
                    node.file(other.name).map { Finding.Related($0.place.place, "not looked at") }
                }))
    }

    private func fights(
        _ meta: String, _ file: NodeFile, _ others: [RuntimeFile], _ folder: NodeRuntimeFolder, _ node: NodeScope,
        _ sink: inout FindingSink
    ) {
        for other in others {
            guard let rival = other.types.lazy.compactMap({ Self.metaPlugins[$0] }).first,
                let place = node.file(other.name)
            else { continue }
            sink.report(
                Finding(
                    .metaPluginsFight, at: place.place.place,
                    rival == meta
                        ? "\(meta) has two files in \(folder.path) of \(node.facts.name): \(file.name), which is taken, and \(other.name)"
                        : "two meta-plugins fight for \(folder.path) of \(node.facts.name): \(meta) has \(file.name), which is taken, and \(rival) has \(other.name)",
                    label: rival == meta ? "what is set here counts for nothing" : "of \(rival)",
                    notes: [
                        rival == meta
                            ? "Settings are changed here by mistake one day. Take one of them away."
                            : "The DaemonSet of \(rival) writes its file again whenever it starts, under a name that may sort first: pods then lose the networks that \(meta) knows. Take one of the two off the node."
                    ], related: [Finding.Related(file.place.place, "taken now")]))
        }
    }
}
