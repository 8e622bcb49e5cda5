import Findings
import MarkedYAML
import MultiNetwork
import Wording

/// Reads the networks of KubeVirt's machine, of which KubeVirt makes its pod's annotations.
struct MachineReader {
    private let object: KubernetesObject
    private let namespace: String
    private let networks: [MarkedNode]
    private let interfaces: [MarkedNode]?

    /// - Parameter template: where the machine's `spec` is.
    init(_ object: KubernetesObject, _ template: MarkedNode, namespace: String) {
        self.object = object
        self.namespace = namespace
        let spec = template["spec"]
        networks = (spec?["networks"]?.sequence ?? []).filter { $0.mapping != nil }
        let found = spec?["domain"]?["devices"]?["interfaces"]?.sequence
        interfaces = found?.filter { $0.mapping != nil }
    }

    /// - Returns: the networks beside the cluster's, and what replaces that.
    func read(_ sink: inout FindingSink) -> (networks: [SelectionUse], defaultNetwork: SelectionUse?) {
        MachineCheck(object: object, networks: networks, interfaces: interfaces ?? []).check(&sink)
        var further: [SelectionUse] = []
        var primary: SelectionUse?
        for (index, network) in networks.enumerated() {
            guard let multus = network["multus"], multus.mapping != nil,
                let use = use(multus, number: index + 1, &sink)
            else { continue }
            if Self.isDefault(multus) { primary = primary ?? use } else { further.append(use) }
        }
        return (further, primary)
    }

    static func isDefault(_ multus: MarkedNode) -> Bool { multus["default"]?.scalar?.meaning == .bool(true) }

    private func use(_ multus: MarkedNode, number: Int, _ sink: inout FindingSink) -> SelectionUse? {
        guard let node = multus["networkName"], !node.isNull, node.string != "" else {
            nameless(multus, number, &sink)
            return nil
        }
        guard let text = node.string, !LeftOver.placeholder(in: text) else { return nil }
        let whole = TextPart(text)
        let parts = whole.parts { $0 == "/" }
        let inner = JSONText(object.file, in: node)
        if parts.count > 2 {
            let second = parts[2].range.lowerBound - 1
            sink.report(
                .repeatedSelectionSign, at: inner.spot(second..<second + 1),
                "\"\(text.cutForMessage)\" has more than one \"/\"", label: "[namespace/]name",
                notes: ["KubeVirt hands it to the machine's pod, which then stays in ContainerCreating."])
            return nil
        }
        let name = parts[parts.count - 1]
        let namespacePart = parts.count > 1 ? parts[0] : nil
        func spot(_ part: TextPart) -> Spot {
            part.isEmpty || parts.count == 1 ? object.spot(node) : inner.spot(part.range)
        }
        if let part = namespacePart,
            !NetworkNameFinding(part: .namespace, name: part.string).check(at: spot(part), &sink)
        {
            return nil
        }
        guard NetworkNameFinding(part: .network, name: name.string).check(at: spot(name), &sink),
            let reference = try? NetworkReference(
                namespace: namespacePart?.string ?? namespace, name: name.string)
        else { return nil }
        return SelectionUse(
            NetworkSelection(element: number, reference: reference, podNamespace: namespace), at: object.spot(node),
            places: SelectionUse.Places(name: spot(name), namespace: namespacePart.map(spot)))
    }

    private func nameless(_ multus: MarkedNode, _ number: Int, _ sink: inout FindingSink) {
        let entries = multus.mapping?.entries ?? []
        let known = ["networkName", "default"]
        let near = entries.first { entry in
            !known.contains(entry.key)
                && (["name", "network"].contains(SelectionKeys.plain(entry.key))
                    || SelectionKeys.plain(entry.key) == "networkname"
                    || Spelling.closest(to: entry.key, in: ["networkName"]) != nil)
        }
        let written = entries.first { $0.key == "networkName" }
        sink.report(
            .namelessSelection, at: object.spot(near?.keyNode ?? written?.keyNode ?? multus),
            "network \(number) of this \(object.kind) names no definition",
            label: near != nil
                ? "did you mean \"networkName\"?" : written != nil ? "it is empty" : "\"networkName\" is missing",
            notes: ["KubeVirt refuses the machine: a network of multus must have a networkName."],
            replacement: near == nil ? nil : "networkName")
    }
}
