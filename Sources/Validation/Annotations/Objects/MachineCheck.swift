import Findings
import MarkedYAML
import Wording

/// Networks and interfaces of KubeVirt's machine, which belong together by their names.
struct MachineCheck {
    let object: KubernetesObject
    let networks: [MarkedNode]
    let interfaces: [MarkedNode]

    func check(_ sink: inout FindingSink) {
        let networkNames = names(of: networks, "network", &sink)
        let interfaceNames = names(of: interfaces, "interface", &sink)
        // Without either KubeVirt makes both up.
        pair(networks, "network", with: interfaceNames, "interface", &sink)
        pair(interfaces, "interface", with: networkNames, "network", &sink)
        checkPrimary(&sink)
        for network in networks { checkSource(network, &sink) }
    }

    /// - Returns: all names, each once.
    private func names(of nodes: [MarkedNode], _ what: String, _ sink: inout FindingSink) -> [String: MarkedNode] {
        var first: [String: MarkedNode] = [:]
        for node in nodes {
            guard let name = node["name"], let text = name.string else { continue }
            guard let other = first.updateValue(name, forKey: text) else { continue }
            first[text] = other
            sink.report(
                .machineNameTwice, at: object.spot(name),
                "\(what) \"\(text.cutForMessage)\" is here for the second time",
                label: "each \(what) has a name of its own",
                notes: ["KubeVirt refuses the machine."], related: [(object.spot(other), "the first one")])
        }
        return first
    }

    private func pair(
        _ nodes: [MarkedNode], _ what: String, with others: [String: MarkedNode], _ other: String,
        _ sink: inout FindingSink
    ) {
        var told = Set<String>()
        let taken = Set(nodes.compactMap { $0["name"]?.string })
        let free = others.keys.filter { !taken.contains($0) }.sorted()
        let lonely = taken.filter { others[$0] == nil }.count
        for node in nodes {
            guard let name = node["name"], let text = name.string, others[text] == nil, told.insert(text).inserted,
                !LeftOver.placeholder(in: text)
            else { continue }
            // Where one is left on either side, they are meant for each other however they are spelt.
            let near = Spelling.closest(to: text, in: free) ?? (lonely == 1 && free.count == 1 ? free.first : nil)
            // Of two that were meant for each other one is told.
            if what == "interface", near != nil { continue }
            sink.report(
                .unpairedMachineNetwork, at: object.spot(name),
                "\(what) \"\(text.cutForMessage)\" has no \(other) of that name",
                label: near.map { "did you mean \"\($0.cutForMessage)\"?" }
                    ?? (other == "interface"
                        ? "domain.devices.interfaces needs one" : "spec.networks needs one"),
                notes: ["KubeVirt refuses the machine: name '\(text.cutForMessage)' not found."],
                related: near.flatMap { others[$0] }.map { [(object.spot($0), "the \(other) that is left")] } ?? [])
        }
    }

    private func checkPrimary(_ sink: inout FindingSink) {
        let primaries = networks.compactMap { network -> MarkedNode? in
            let mapping = network.mapping
            if let multus = mapping?["multus"], let entry = multus.mapping?.entry("default"),
                MachineReader.isDefault(multus)
            {
                return entry.keyNode
            }
            return mapping?.entry("pod")?.keyNode
        }
        guard let first = primaries.first else { return }
        for node in primaries.dropFirst() {
            sink.report(
                .severalPrimaryNetworks, at: object.spot(node), "this \(object.kind) has a second primary network",
                label: "one network may be `pod` or the default of multus",
                notes: ["Both would be the machine's cluster network. KubeVirt refuses it."],
                related: [(object.spot(first), "the first one")])
        }
    }

    private func checkSource(_ network: MarkedNode, _ sink: inout FindingSink) {
        guard let mapping = network.mapping else { return }
        let sources = ["pod", "multus", "resourceClaim"].compactMap { mapping.entry($0) }
        if sources.count > 1 {
            sink.report(
                .machineNetworkSource, at: object.spot(sources[1].keyNode),
                "\(title(network)) is both `\(sources[0].key)` and `\(sources[1].key)`", label: "one of them has to go",
                notes: ["KubeVirt refuses the machine: should have only one network type."],
                related: [(object.spot(sources[0].keyNode), "the other one")])
            return
        }
        guard sources.isEmpty else { return }
        let further = mapping.entries.filter { $0.key != "name" }
        let near = further.first { Spelling.closest(to: $0.key, in: ["pod", "multus"]) != nil }
        let folded = further.first { ["pod", "multus", "networkname"].contains($0.key.lowercased()) }
        // A source that is newer than this list is none of our business.
        guard further.isEmpty || near != nil || folded != nil else { return }
        let meant = near.flatMap { Spelling.closest(to: $0.key, in: ["pod", "multus"]) }
        let label: String
        if let folded {
            label =
                folded.key.lowercased() == "networkname"
                ? "it belongs under `multus:`" : "did you mean \"\(folded.key.lowercased())\"?"
        } else {
            label = meant.map { "did you mean \"\($0)\"?" } ?? "`pod: {}` or `multus:` is missing"
        }
        sink.report(
            .machineNetworkSource, at: object.spot((folded ?? near)?.keyNode ?? mapping["name"] ?? network),
            "\(title(network)) is neither `pod` nor `multus`", label: label,
            notes: ["KubeVirt refuses the machine: should have a network type."])
    }

    private func title(_ network: MarkedNode) -> String {
        network["name"]?.string.map { "network \"\($0.cutForMessage)\"" } ?? "a network"
    }
}
