import Findings
import MarkedYAML

/// A part of an object that has to be a mapping and isn't.
struct PartOfWrongKind {
    let name: String
    let node: MarkedNode

    func report(_ object: KubernetesObject, _ sink: inout FindingSink) {
        var notes: [String] = []
        var label = "a mapping of keys and values is expected"
        if node.sequence != nil {
            notes = ["Its lines begin without \"- \"."]
        } else if let text = node.string, let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) {
            let rest = text.utf8[text.utf8.index(after: colon)...].first
            if rest.map({ !TextBytes.isSpace($0) }) ?? false { label = "is there a blank missing behind the colon?" }
        }
        sink.report(
            .partOfWrongKind, at: object.spot(node), "\(name) of this \(object.kind) is \(node.kindName)", label: label,
            notes: notes)
    }
}
