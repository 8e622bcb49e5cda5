/// A word that begins like a number and isn't one of JSON.
struct JSONNumberSpelling {
    private let word: String

    init(_ word: String) {
        self.word = word
    }

    /// Whether a number was meant: not an address, a size with its unit, a date.
    var isNumber: Bool { advice != nil }

    /// How JSON spells it.
    var advice: String? {
        let unsigned = word.hasPrefix("+") || word.hasPrefix("-") ? String(word.dropFirst()) : word
        let digits = unsigned.utf8
        if ["nan", "infinity", "inf"].contains(unsigned.lowercased()) { return "JSON has no such number" }
        if unsigned.lowercased().hasPrefix("0x"), digits.count > 2, UInt64(unsigned.dropFirst(2), radix: 16) != nil {
            return UInt64(unsigned.dropFirst(2), radix: 16).map { "write it in decimal: \($0)" }
        }
        let grouped = digits.allSatisfy { TextBytes.isDigit($0) || $0 == UInt8(ascii: "_") }
        guard !digits.isEmpty, grouped || isDecimal(unsigned) else { return nil }
        if digits.contains(UInt8(ascii: "_")) { return "without underscores" }
        if word.hasPrefix("+") { return "without the plus sign" }
        if unsigned.hasPrefix(".") { return "with a digit before the point" }
        if unsigned.hasSuffix(".") { return "with a digit behind the point" }
        if unsigned.hasPrefix("0"), digits.count > 1 { return "without zeros in front" }
        return word == "-" ? nil : "digits are missing"
    }

    private func isDecimal(_ text: String) -> Bool {
        let mantissa = text.utf8.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
        let points = mantissa.count { $0 == UInt8(ascii: ".") }
        guard points <= 1, mantissa.contains(where: TextBytes.isDigit),
            mantissa.allSatisfy({ TextBytes.isDigit($0) || $0 == UInt8(ascii: ".") })
        else { return false }
        let exponent = text.utf8.dropFirst(mantissa.count + 1)
        return exponent.allSatisfy { TextBytes.isDigit($0) || "+-".utf8.contains($0) }
    }
}
