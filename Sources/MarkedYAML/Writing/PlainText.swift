import ExactJSON

/// Which texts can stand without quotation marks, and how the others are written.
enum PlainText {
    /// Whether every reader of YAML takes the text as it stands for this very string.
    static func isSafe(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, text.utf8.count <= 1000 else { return false }
        guard text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }), last != 0x20, last != UInt8(ascii: ":") else {
            return false
        }
        guard first.isPlainStart, !text.contains(": "), !text.contains(" #") else { return false }
        if text.hasPrefix("---") || text.hasPrefix("...") || text == "<<" || text == "=" { return false }
        return CoreSchema.meaning(of: text) == .string && !isWord(text) && !looksLikeNumber(text)
    }

    /// Whether the text can be a literal block: several lines that don't begin or end in a way that needs care.
    static func isFitForBlock(_ text: String) -> Bool {
        guard text.contains("\n"), let first = text.unicodeScalars.first, first != " ", first != "\t", first != "\n"
        else {
            return false
        }
        guard text.unicodeScalars.allSatisfy({ $0 == "\n" || isPrintable($0) }) else { return false }
        // A line of nothing but white space is told from an empty one by its length alone.
        return text.split(separator: "\n").allSatisfy { line in !line.allSatisfy { $0 == " " || $0 == "\t" } }
    }

    /// The text in quotation marks: single ones where double ones would need escapes for what can be read, as in JSON.
    static func quoted(_ text: String) -> String {
        let isReadable = text.unicodeScalars.allSatisfy { $0 != "\t" && isPrintable($0) }
        guard isReadable, text.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
            return doubleQuoted(text)
        }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    /// The text in double quotation marks, with escapes for all that isn't printable.
    private static func doubleQuoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default:
                if isPrintable(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += escape(scalar.value)
                }
            }
        }
        return result + "\""
    }

    private static func escape(_ code: UInt32) -> String {
        let digits = String(code, radix: 16)
        let width = code > 0xFFFF ? 8 : 4
        return (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count) + digits
    }

    /// What may stand in a text unescaped and stays what it is; line separators are folded, so they may not.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x20..<0x7F, 0xA0..<0x2028, 0x202A..<0xD800, 0xE000..<0xFEFF, 0xFF00...0xFFFD: true
        case 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// The words that YAML 1.1 takes for booleans.
    private static func isWord(_ text: String) -> Bool {
        ["y", "n", "yes", "no", "on", "off"].contains(text.lowercased())
    }

    /// Digits with whatever some version of YAML allows between them: underscores, colons, dates, octal and binary.
    private static func looksLikeNumber(_ text: String) -> Bool {
        guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return false }
        if isAddress(text) { return false }
        return text.utf8.allSatisfy { "+-_.: 0123456789abcdefABCDEFxoTtZ".utf8.contains($0) }
    }

    /// `10.30.0.9/24`, which no version of YAML takes for a number.
    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { "0123456789/".utf8.contains($0) } }
    }
}

extension UInt8 {
    /// Letters, digits and the few signs that begin nothing else in YAML.
    fileprivate var isPlainStart: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "/._+(<^$;".utf8.contains(self)
        }
    }
}
