import Findings

/// Characters that look like nothing or like a blank and are neither for YAML nor for JSON: they come from web pages and
/// word processors.
enum InvisibleCharacter {
    static func name(of scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0xA0: "a no-break space (U+00A0)"
        case 0xAD: "a soft hyphen (U+00AD)"
        case 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
            "a blank that is none (U+\(String(scalar.value, radix: 16, uppercase: true)))"
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069:
            "an invisible character (U+\(String(scalar.value, radix: 16, uppercase: true)))"
        case 0xFEFF: "a byte order mark in the midst of the text (U+FEFF)"
        default: nil
        }
    }

    /// The first one in a part of a text.
    static func first(in range: Range<Int>, of text: TextBytes) -> (range: Range<Int>, name: String)? {
        var place = range.lowerBound
        while place < range.upperBound {
            guard text.bytes[place] >= 0x80 else {
                place += 1
                continue
            }
            guard let found = text.scalar(at: place) else { return nil }
            if let name = name(of: found.scalar) { return (found.range, name) }
            place = found.range.upperBound
        }
        return nil
    }
}

extension Slip {
    static func invisible(_ range: Range<Int>, _ name: String) -> Slip {
        Slip(
            .invisibleCharacter, range, "here is \(name)", label: "replace it by an ordinary blank, or remove it",
            notes: ["It comes with text that is copied from a web page or a word processor."])
    }
}
