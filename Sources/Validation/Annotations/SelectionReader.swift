import CNI
import MarkedYAML
import MultiNetwork

/// Reads the annotations by which a pod names networks, and tells everything that is wrong with them.
struct SelectionReader {
    private let object: KubernetesObject
    private let context: ValidationContext

    init(_ object: KubernetesObject, _ context: ValidationContext) {
        self.object = object
        self.context = context
    }

    /// The networks annotation; what can't be read of it is reported and left out.
    func networks(_ annotation: MarkedNode, podNamespace: String, _ sink: inout FindingSink) -> [SelectionUse] {
        uses(of: Annotation.networks, annotation, namespace: podNamespace, &sink)
    }

    func defaultNetwork(_ annotation: MarkedNode, _ sink: inout FindingSink) -> SelectionUse? {
        uses(of: Annotation.defaultNetwork, annotation, namespace: context.settings.multusNamespace, &sink).first
    }

    private func uses(
        of key: String, _ node: MarkedNode, namespace: String, _ sink: inout FindingSink
    ) -> [SelectionUse] {
        // What is larger is told of the annotations together.
        guard let written = node.string, written.utf8.count <= Limits.annotation else { return [] }
        let annotation = SelectionAnnotation(
            key: key, node: node, text: JSONText(object.file, in: node), written: written, namespace: namespace)
        let networks = read(annotation, &sink)
        if networks.isEmpty { return [] }
        TogetherCheck(annotation: annotation, networks: networks).check(&sink)
        let usable = NetworkSelection.usable(
            in: written, namespace: namespace, isDefaultNetwork: annotation.isDefaultNetwork)
        return usable.compactMap { selection in
            guard networks.indices.contains(selection.element - 1) else { return nil }
            let network = networks[selection.element - 1]
            let spot = network.cursor.map { ($0["name"] ?? $0).spot } ?? network.spot
            return SelectionUse(selection, at: spot, element: network.cursor, places: network.places)
        }
    }

    /// The same decision between the forms as Tartan's.
    private func read(_ annotation: SelectionAnnotation, _ sink: inout FindingSink) -> [SelectedNetwork] {
        let whole = TextPart(annotation.written).trimmed
        switch whole.text.unicodeScalars.first {
        case nil:
            WholeAnnotation(annotation).empty(at: Spot(object.file, annotation.node), &sink)
            return []
        case "[", "{": return ListFormCheck(annotation: annotation).check(&sink)
        default:
            guard whole.text == "null" else { return CommaFormCheck(annotation: annotation).check(&sink) }
            WholeAnnotation(annotation).noList("null", at: annotation.text.spot(whole.range), &sink)
            return []
        }
    }
}
