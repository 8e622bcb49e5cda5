/// What a scalar without quotation marks means: the core schema of YAML 1.2 (section 10.3.2).
///
/// `yes`, `no`, `on` and `off` are strings, as YAML 1.2 has it; a date is one too.
enum CoreSchema {
    static func meaning(of text: String) -> MarkedScalar.Meaning {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        case ".nan", ".NaN", ".NAN": return .float(nil)
        default: break
        }
        // Nothing else that isn't a string begins with another character or is this long in practice.
        guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return .string }
        if ["", "+", "-"].contains(where: { sign in [".inf", ".Inf", ".INF"].contains { text == sign + $0 } }) {
            return .float(nil)
        }
        return based(text) ?? decimal(Array(text.utf8)) ?? .string
    }

    /// `0o17` and `0x1F`. What doesn't fit in 64 bits is a string, as kubectl has it.
    private static func based(_ text: String) -> MarkedScalar.Meaning? {
        let radix = text.hasPrefix("0x") ? 16 : text.hasPrefix("0o") ? 8 : 10
        guard radix != 10, text.utf8.count > 2, !text.utf8.dropFirst(2).contains(where: { "+-".utf8.contains($0) }),
            let value = UInt64(text.dropFirst(2), radix: radix)
        else { return nil }
        return .integer(String(value))
    }

    private static func decimal(_ text: [UInt8]) -> MarkedScalar.Meaning? {
        var rest = text[...]
        let sign = rest.first.map { "+-".utf8.contains($0) } == true ? rest.removeFirst() : nil
        let whole = digits(&rest)
        var fraction: ArraySlice<UInt8>?
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = digits(&rest)
        }
        guard !whole.isEmpty || fraction?.isEmpty == false else { return nil }
        guard let exponent = exponent(&rest), rest.isEmpty else { return nil }
        let spelling = (sign == UInt8(ascii: "-") ? "-" : "") + Self.whole(whole)
        if fraction == nil, exponent.isEmpty { return .integer(spelling) }
        guard let fraction else { return .float(spelling + exponent) }
        return .float(spelling + "." + (fraction.isEmpty ? "0" : String(decoding: fraction, as: UTF8.self)) + exponent)
    }

    /// The exponent as it is written, an empty text if there is none, nil if it is none that YAML knows.
    private static func exponent(_ rest: inout ArraySlice<UInt8>) -> String? {
        guard let letter = rest.first else { return "" }
        guard letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") else { return nil }
        var text = [rest.removeFirst()]
        if let sign = rest.first, "+-".utf8.contains(sign) { text.append(rest.removeFirst()) }
        let number = digits(&rest)
        return number.isEmpty ? nil : String(decoding: text + number, as: UTF8.self)
    }

    private static func digits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest[digits.endIndex...]
        return digits
    }

    /// JSON's whole part: at least one digit, no zeros in front.
    private static func whole(_ digits: ArraySlice<UInt8>) -> String {
        let shortened = digits.drop { $0 == UInt8(ascii: "0") }
        return shortened.isEmpty ? "0" : String(decoding: shortened, as: UTF8.self)
    }
}
