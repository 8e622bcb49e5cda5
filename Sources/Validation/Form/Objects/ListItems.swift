import Findings
import MarkedYAML

/// The items of a list of objects.
struct ListItems {
    private let object: KubernetesObject

    init(_ object: KubernetesObject) {
        self.object = object
    }

    /// - Returns: whether something was reported.
    func report(_ sink: inout FindingSink) -> Bool {
        let folded = object.node.mapping?.entries.first { $0.key.lowercased() == "items" || $0.key == "item" }
        guard let entry = folded else { return false }
        if entry.key != "items" {
            sink.report(
                .listWithoutItems, at: object.spot(entry.keyNode),
                "\(object.kind) has no key \"\(entry.key.cutForMessage)\"", label: "did you mean \"items\"?",
                replacement: "items")
            return true
        }
        if entry.value.sequence != nil || entry.value.isNull { return false }
        sink.report(
            .listWithoutItems, at: object.spot(entry.value),
            "the items of this \(object.kind) are \(entry.value.kindName)",
            label: "a list of objects is expected", notes: ["Each item begins with \"- \"."])
        return true
    }
}
