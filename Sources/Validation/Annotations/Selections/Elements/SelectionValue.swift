import ExactJSON
import Findings
import MultiNetwork

/// A value of an element, by its path for messages: `ips`, `portMappings[0].hostPort`.
struct SelectionValue {
    let annotation: SelectionAnnotation
    /// The element's.
    let title: String
    let path: String
    let cursor: JSONCursor

    var subject: String { "\"\(path)\" of \(title)" }

    func with(_ suffix: String, _ cursor: JSONCursor) -> SelectionValue {
        SelectionValue(annotation: annotation, title: title, path: path + suffix, cursor: cursor)
    }

    /// A member of the object; null counts as absent.
    func member(_ key: String) -> SelectionValue? {
        guard let value = cursor[key], !value.value.isNull else { return nil }
        return with(".\(key)", value)
    }

    func string(_ rule: SelectionRule, _ sink: inout FindingSink) -> String? {
        if let text = cursor.value.string { return text }
        let single = cursor.elements.flatMap { $0.count == 1 ? $0[0].value.string : nil }
        let number = cursor.value.number?.spelling
        wrongType(rule, replacement: (single ?? number).map { "\"\($0)\"" }, &sink)
        return nil
    }

    func list(_ rule: SelectionRule, _ sink: inout FindingSink) -> [SelectionValue]? {
        guard let elements = cursor.elements else {
            wrongType(rule, replacement: list, &sink)
            return nil
        }
        return elements.enumerated().map { with("[\($0)]", $1) }
    }

    func isObject(_ rule: SelectionRule, _ sink: inout FindingSink) -> Bool {
        if cursor.value.object != nil { return true }
        wrongType(rule, replacement: nil, &sink)
        return false
    }

    /// A number, whether or not it is a whole one.
    func number(_ rule: SelectionRule, _ sink: inout FindingSink) -> JSONNumber? {
        if let number = cursor.value.number { return number }
        let digits = cursor.value.string.flatMap { Int64($0) }.map { String($0) }
        wrongType(rule, replacement: digits, &sink)
        return nil
    }

    /// What a text, or a text with commas, or a single object is as a list.
    private var list: String? {
        guard let text = cursor.value.string else { return nil }
        let parts = text.split(separator: ",").map { TextPart(String($0)).trimmed.string }
        guard !parts.isEmpty, parts.allSatisfy({ !$0.utf8.contains { "\"\\".utf8.contains($0) } }) else { return nil }
        return "[" + parts.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    }

    private func wrongType(_ rule: SelectionRule, replacement: String?, _ sink: inout FindingSink) {
        sink.report(
            .selectionValueType, at: cursor.spot, "\(subject) is \(cursor.value.kindName)",
            label: replacement.map { "write \($0.cutForMessage)" } ?? "it has to be \(rule.text)",
            notes: [
                rule == .claim
                    ? SelectionAnnotation.tartanRefuses : SelectionAnnotation.bothRefuse
            ], replacement: replacement)
    }
}
