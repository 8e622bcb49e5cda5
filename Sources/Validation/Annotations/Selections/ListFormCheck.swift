import CNI
import ExactJSON
import Findings

/// What is wrong with the JSON form of an annotation: a list of objects.
struct ListFormCheck {
    let annotation: SelectionAnnotation

    /// - Returns: an element for each of the list; none if it is no list.
    func check(_ sink: inout FindingSink) -> [SelectedNetwork] {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONParser.parse(annotation.text.bytes, limit: Limits.annotation)
        } catch {
            syntax(error, &sink)
            return []
        }
        let root = JSONCursor(value, in: annotation.text)
        guard let elements = root.elements else {
            WholeAnnotation(annotation).noList(root.value.kindName, at: root.spot, &sink)
            return []
        }
        if placeholders(root, &sink) { return [] }
        if elements.isEmpty { WholeAnnotation(annotation).empty(at: root.spot, &sink) }
        if elements.count > annotation.limit {
            WholeAnnotation(annotation).tooMany(
                elements.count, at: (elements[annotation.limit]["name"] ?? elements[annotation.limit]).spot, &sink)
        }
        return elements.prefix(annotation.limit).enumerated().map { index, element in
            ElementCheck(annotation: annotation, cursor: element, number: index + 1).check(&sink)
        }
    }

    private func syntax(_ error: JSONError, _ sink: inout FindingSink) {
        let bytes = annotation.text.bytes
        let start = bytes.firstIndex { "[{".utf8.contains($0) } ?? 0
        if case .textAfterEnd = error.cause, bytes[start] == UInt8(ascii: "{"), error.offset < bytes.count,
            bytes[error.offset] == UInt8(ascii: ",")
        {
            WholeAnnotation(annotation).noList(
                "objects with commas between them", at: annotation.text.spot(start..<start + 1), &sink)
        } else if !bytes.contains(where: { "{\"'".utf8.contains($0) }), bytes.contains(UInt8(ascii: "]")) {
            sink.report(
                .mixedSelectionForms, at: annotation.text.spot(start..<start + 1),
                "\(annotation.key) has brackets around the comma form", label: "remove the brackets",
                notes: [
                    "It is a comma list such as storage,infra/lan@lan0, or JSON such as [{\"name\": \"storage\"}], never both. \(SelectionAnnotation.bothRefuse)"
                ])
        } else {
            TextFindings.report(error, in: annotation.text, what: "the annotation \(annotation.key)", &sink)
        }
    }

    /// What a template should have filled in, in texts of the list.
    private func placeholders(_ root: JSONCursor, _ sink: inout FindingSink) -> Bool {
        var found = false
        var open = [root]
        while let cursor = open.popLast() {
            if let elements = cursor.elements { open += elements }
            for member in cursor.allMembers { open.append(member.value) }
            guard let text = cursor.value.string, LeftOver.placeholder(in: text) else { continue }
            let bytes = TextBytes(bytes: Array(text.utf8))
            guard let start = bytes.first("{{"), let end = bytes.first("}}", from: start) else { continue }
            let slip = Slip.template(start..<end + 2, bytes)
            sink.report(
                slip.kind, at: cursor.spot(of: slip.range), slip.message, label: slip.label, notes: slip.notes)
            found = true
        }
        return found
    }
}
