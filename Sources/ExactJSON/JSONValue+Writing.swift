// A value as text: compact, in the order of its members, numbers and strings spelt as they were read.
extension JSONValue {
    /// The compact text as UTF-8, on one line, without a newline at the end.
    public var bytes: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(512)
        append(to: &text)
        return text
    }

    /// The compact text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The text for people: one member a line, indented by four spaces, as CNI's own library prints results.
    public var indentedText: String {
        var text: [UInt8] = []
        append(to: &text, indentation: 0)
        return String(decoding: text, as: UTF8.self)
    }

    private func append(to text: inout [UInt8], indentation: Int? = nil) {
        let inner = indentation.map { $0 + 1 }
        switch content {
        case .null: text += "null".utf8
        case .bool(let value): text += (value ? "true" : "false").utf8
        case .number(let number): text += number.spelling.utf8
        case .string(let string): string.append(to: &text)
        case .array(let values):
            text.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                Self.separate(index, inner, &text)
                value.append(to: &text, indentation: inner)
            }
            if !values.isEmpty { Self.newline(indentation, to: &text) }
            text.append(UInt8(ascii: "]"))
        case .object(let object):
            text.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                Self.separate(index, inner, &text)
                member.name.append(to: &text)
                text.append(UInt8(ascii: ":"))
                if inner != nil { text.append(UInt8(ascii: " ")) }
                member.value.append(to: &text, indentation: inner)
            }
            if !object.isEmpty { Self.newline(indentation, to: &text) }
            text.append(UInt8(ascii: "}"))
        }
    }

    private static func separate(_ index: Int, _ indentation: Int?, _ text: inout [UInt8]) {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        newline(indentation, to: &text)
    }

    private static func newline(_ indentation: Int?, to text: inout [UInt8]) {
        guard let indentation else { return }
        text.append(UInt8(ascii: "\n"))
        text += repeatElement(UInt8(ascii: " "), count: indentation * 4)
    }
}

extension JSONString {
    fileprivate func append(to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        if let spelling {
            text += spelling.utf8
        } else {
            Self.appendEscaped(value, to: &text)
        }
        text.append(UInt8(ascii: "\""))
    }

    private static func appendEscaped(_ value: String, to text: inout [UInt8]) {
        // Most strings have nothing to escape.
        guard value.utf8.contains(where: needsEscape) else { return text += value.utf8 }
        let bytes = Array(value.utf8)
        var start = 0
        for (index, byte) in bytes.enumerated() where needsEscape(byte) {
            text += bytes[start..<index]
            appendEscape(byte, to: &text)
            start = index + 1
        }
        text += bytes[start...]
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func appendEscape(_ byte: UInt8, to text: inout [UInt8]) {
        switch byte {
        case 0x0A: text += "\\n".utf8
        case 0x0D: text += "\\r".utf8
        case 0x09: text += "\\t".utf8
        case 0..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            text += "\\u00".utf8
            text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        default: text += [UInt8(ascii: "\\"), byte]
        }
    }
}
