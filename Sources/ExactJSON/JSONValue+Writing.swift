// A value as text: compact, in the order of its members, numbers and strings spelt as they were read.
extension JSONValue {
    /// The compact text as UTF-8, on one line, without a newline at the end.
    public var bytes: [UInt8] {
        var text: [UInt8] = []
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
        switch content {
        case .null: text += "null".utf8
        case .bool(let value): text += (value ? "true" : "false").utf8
        case .number(let number): text += number.spelling.utf8
        case .string(let string): string.append(to: &text)
        case .array(let values):
            Self.bracket("[", "]", values, to: &text, indentation) { value, text, inner in
                value.append(to: &text, indentation: inner)
            }
        case .object(let object):
            Self.bracket("{", "}", object.members, to: &text, indentation) { member, text, inner in
                member.name.append(to: &text)
                text += (inner == nil ? ":" : ": ").utf8
                member.value.append(to: &text, indentation: inner)
            }
        }
    }

    private static func bracket<Element>(
        _ open: String, _ close: String, _ elements: [Element], to text: inout [UInt8], _ indentation: Int?,
        each: (Element, inout [UInt8], Int?) -> Void
    ) {
        text += open.utf8
        let inner = indentation.map { $0 + 1 }
        for (index, element) in elements.enumerated() {
            if index > 0 { text += ",".utf8 }
            newline(inner, to: &text)
            each(element, &text, inner)
        }
        if !elements.isEmpty { newline(indentation, to: &text) }
        text += close.utf8
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
            for byte in value.utf8 { Self.appendEscaped(byte, to: &text) }
        }
        text.append(UInt8(ascii: "\""))
    }

    private static func appendEscaped(_ byte: UInt8, to text: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
        case 0x0A: text += "\\n".utf8
        case 0x0D: text += "\\r".utf8
        case 0x09: text += "\\t".utf8
        case 0..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            text += "\\u00".utf8
            text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        default: text.append(byte)
        }
    }
}
