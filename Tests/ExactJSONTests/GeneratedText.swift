import TestKit

/// JSON texts made by chance, and what mutation makes of them.
struct GeneratedText {
    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    private static let numbers = [
        "0", "-0", "1", "-1", "12", "0.5", "-0.25", "1e3", "1E+2", "2.5e-3", "123456789012", "9007199254740993",
        "18446744073709551615", "1.0", "1500.00", "3.141592653589793",
    ]
    private static let texts = [
        "", "a", "eth0", "10.9.0.7/24", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\u00e9", "\\ud83d\\ude00", "é", "😀",
        "ß",
        "\\u0000", "\\b\\f\\r\\t", " ", "\u{7F}", "{}", "[1,2]", "e\u{301}", "\u{e9}",
    ]
    private static let spaces = ["", "", "", " ", "\n", "\t", "\r\n", "  "]
    private static let pieces = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "'", "/", "//", "#", "null", "true", "false", "nul", "0", "00", "-",
        "+1",
        ".", "e", "1e", "1.", "\\u12", "\\ud800", "\\x", "NaN", "Infinity", "\u{FEFF}", "\u{1}", "é", "\u{2028}", "1e5",
    ]

    private mutating func pick(_ from: [String]) -> String { from.randomElement(using: &generator) ?? "" }

    mutating func document(depth: Int = 4) -> String {
        let space = pick(Self.spaces)
        return space + value(depth: depth) + pick(Self.spaces)
    }

    private mutating func value(depth: Int) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 5), using: &generator) {
        case 0: return "null"
        case 1: return ["true", "false"].randomElement(using: &generator) ?? "true"
        case 2: return pick(Self.numbers)
        case 3, 4: return string()
        case 5, 6:
            let values = (0..<Int.random(in: 0...4, using: &generator)).map { _ in spaced(value(depth: depth - 1)) }
            return "[" + values.joined(separator: ",") + (values.isEmpty ? pick(Self.spaces) : "") + "]"
        default:
            // Keys are told apart by a number: what a repeated key means is where parsers differ.
            let members = (0..<Int.random(in: 0...4, using: &generator)).map { index in
                spaced("\"\(pick(Self.texts))\(index)\"") + ":" + spaced(value(depth: depth - 1))
            }
            return "{" + members.joined(separator: ",") + "}"
        }
    }

    private mutating func string() -> String {
        let count = Int.random(in: 0...3, using: &generator)
        return "\"" + (0..<count).map { _ in pick(Self.texts) }.joined() + "\""
    }

    private mutating func spaced(_ text: String) -> String { pick(Self.spaces) + text + pick(Self.spaces) }

    /// One to four changes: bytes removed, changed, doubled or exchanged, pieces of JSON put in, the end cut off.
    mutating func mutated(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            let inside = min(place, bytes.count - 1)
            switch Int.random(in: 0..<8, using: &generator) {
            case 0 where !bytes.isEmpty: bytes.remove(at: inside)
            case 1 where !bytes.isEmpty: bytes[inside] = UInt8.random(in: 1...255, using: &generator)
            case 2 where !bytes.isEmpty: bytes[inside] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 3 where !bytes.isEmpty: bytes.swapAt(inside, Int.random(in: 0..<bytes.count, using: &generator))
            case 4: bytes.removeSubrange(place...)
            case 5 where !bytes.isEmpty:
                let end = min(bytes.count, inside + Int.random(in: 1...8, using: &generator))
                bytes.insert(contentsOf: bytes[inside..<end], at: inside)
            default: bytes.insert(contentsOf: pick(Self.pieces).utf8, at: place)
            }
        }
        return bytes
    }
}
