package import ExactJSON

/// Writes a JSON value as YAML as kubectl prints it: block style, two spaces, lists not indented under their key.
///
/// What it writes reads back as the same value, by readers of YAML 1.1 as well: whatever they could take for a number, a
/// boolean or a date is put in quotation marks.
package struct YAMLWriter {
    private var text = ""

    /// The document, ended by a newline.
    package static func text(of value: JSONValue) -> String {
        var writer = YAMLWriter()
        writer.write(value, indentation: 0, after: .lineStart)
        return writer.text
    }

    /// What stands before the value on its line.
    private enum Before {
        case lineStart
        case key
        case dash
    }

    private mutating func write(_ value: JSONValue, indentation: Int, after before: Before) {
        switch value.content {
        case .null: end("null", before)
        case .bool(let value): end(value ? "true" : "false", before)
        case .number(let number): end(number.spelling, before)
        case .string(let string): write(string.value, indentation: indentation, after: before)
        case .array(let values):
            if values.isEmpty { return end("[]", before) }
            if before == .key { text += "\n" }
            for (index, value) in values.enumerated() {
                if index > 0 || before != .dash { indent(indentation) } else { text += " " }
                text += "-"
                write(value, indentation: indentation + 1, after: .dash)
            }
        case .object(let object):
            if object.isEmpty { return end("{}", before) }
            if before == .key { text += "\n" }
            for (index, member) in object.members.enumerated() {
                if index > 0 || before != .dash { indent(indentation) } else { text += " " }
                write(key: member.key, indentation: indentation)
                write(member.value, indentation: indentation + (member.value.isList ? 0 : 1), after: .key)
            }
        }
    }

    private mutating func write(key: String, indentation: Int) {
        let key = PlainText.isSafe(key) ? key : PlainText.quoted(key)
        // A key that is followed by its colon on the same line may have 1024 characters.
        if key.utf8.count <= 1000 {
            text += key + ":"
            return
        }
        text += "? " + key + "\n"
        indent(indentation)
        text += ":"
    }

    private mutating func write(_ string: String, indentation: Int, after before: Before) {
        if PlainText.isSafe(string) { return end(string, before) }
        guard PlainText.isFitForBlock(string) else { return end(PlainText.quoted(string), before) }
        let ending = string.reversed().prefix { $0 == "\n" }.count
        end("|" + (ending == 0 ? "-" : ending == 1 ? "" : "+"), before)
        var lines = string.split(separator: "\n", omittingEmptySubsequences: false)
        if ending > 0 { lines.removeLast() }
        for line in lines {
            if !line.isEmpty { indent(max(1, indentation)) }
            text += line + "\n"
        }
    }

    private mutating func indent(_ levels: Int) {
        text += String(repeating: "  ", count: levels)
    }

    private mutating func end(_ scalar: String, _ before: Before) {
        text += (before == .lineStart ? "" : " ") + scalar + "\n"
    }
}

extension JSONValue {
    fileprivate var isList: Bool { array?.isEmpty == false }
}
