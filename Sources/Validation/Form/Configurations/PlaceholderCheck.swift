import ExactJSON
import Findings

/// A template's placeholder in a text of the configuration, where it is no mistake of JSON.
struct PlaceholderCheck: ConfigurationCheck {
    func check(_ configuration: ConfigurationFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        var open = [configuration.root]
        while let cursor = open.popLast() {
            if let elements = cursor.elements { open += elements }
            for member in cursor.members { open.append(member.value) }
            guard let text = cursor.value.string, LeftOver.placeholder(in: text) else { continue }
            let bytes = TextBytes(bytes: Array(text.utf8))
            guard let start = bytes.first("{{"), let end = bytes.first("}}", from: start) else { continue }
            let slip = Slip.template(start..<end + 2, bytes)
            sink.report(
                slip.kind, at: cursor.spot(of: slip.range), slip.message, label: slip.label, notes: slip.notes)
        }
    }
}
