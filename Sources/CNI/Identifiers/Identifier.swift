/// A network name or a container id as the specification spells them: a letter or digit, then letters, digits, `_`, `.`
/// and `-` (section 1, "name"; section 2, CNI_CONTAINERID).
public enum Identifier {
    public static func validate(_ text: String) throws(InvalidName) {
        if text.isEmpty { throw InvalidName(text, "is empty") }
        for (index, byte) in text.utf8.enumerated() {
            let letterOrDigit = byte.isASCIILetterOrDigit
            if index == 0, !letterOrDigit { throw InvalidName(text, "does not begin with a letter or digit") }
            if !letterOrDigit, !"_.-".utf8.contains(byte) {
                throw InvalidName(text, "has characters other than letters, digits, \"_\", \".\" and \"-\"")
            }
        }
    }
}

extension UInt8 {
    package var isASCIILetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
