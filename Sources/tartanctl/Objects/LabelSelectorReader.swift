import CNI

/// Reads kubectl's selectors: `key`, `!key`, `key=value`, `==`, `!=`, `in (…)`, `notin (…)`, `<`, `>`, between commas.
struct LabelSelectorReader {
    private var words: [String]
    private var next = 0

    init(_ text: String) {
        words = Self.words(of: text)
    }

    mutating func requirements() throws(LabelSelectorError) -> [LabelSelector.Requirement] {
        if words.isEmpty { throw .empty }
        var all: [LabelSelector.Requirement] = []
        while true {
            all.append(try requirement())
            guard let comma = take() else { return all }
            if comma != "," { throw .expected("a comma", found: comma) }
        }
    }

    private mutating func requirement() throws(LabelSelectorError) -> LabelSelector.Requirement {
        let first = take() ?? ""
        if first == "!" { return .init(key: try key(take() ?? ""), condition: .isAbsent) }
        let key = try key(first)
        switch peek {
        case nil, ",": return .init(key: key, condition: .exists)
        case "=", "==":
            next += 1
            return .init(key: key, condition: .isOne(of: [try plainValue()]))
        case "!=":
            next += 1
            return .init(key: key, condition: .isNone(of: [try plainValue()]))
        case "in":
            next += 1
            return .init(key: key, condition: .isOne(of: try list()))
        case "notin":
            next += 1
            return .init(key: key, condition: .isNone(of: try list()))
        case ">":
            next += 1
            return .init(key: key, condition: .isGreater(than: try number()))
        case "<":
            next += 1
            return .init(key: key, condition: .isLess(than: try number()))
        case .some(let other): throw .expected("=, !=, in, notin, < or > behind \"\(key)\"", found: other)
        }
    }

    /// None is an empty one: `app=`.
    private mutating func plainValue() throws(LabelSelectorError) -> String {
        guard let word = peek, word != "," else { return "" }
        next += 1
        return try value(word)
    }

    private mutating func list() throws(LabelSelectorError) -> [String] {
        let bracket = take() ?? ""
        if bracket != "(" { throw .expected("a list in brackets", found: bracket) }
        var values: [String] = []
        while true {
            values.append(peek == "," || peek == ")" ? "" : try value(take() ?? ""))
            switch take() {
            case ")": return values
            case ",": continue
            case let other: throw .expected("a comma or a closing bracket", found: other ?? "")
            }
        }
    }

    private mutating func number() throws(LabelSelectorError) -> Int {
        let word = take() ?? ""
        guard let number = Int(word) else { throw .noNumber(word) }
        return number
    }

    private var peek: String? { next < words.count ? words[next] : nil }

    private mutating func take() -> String? {
        defer { next += 1 }
        return peek
    }

    /// `name` or `prefix/name`.
    private func key(_ text: String) throws(LabelSelectorError) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let name = parts.last, !name.isEmpty, Self.isName(name, longest: 63),
            parts.count == 1 || !parts[0].isEmpty && Self.isName(parts[0], longest: 253)
        else { throw .noLabel(text) }
        return text
    }

    private func value(_ text: String) throws(LabelSelectorError) -> String {
        guard Self.isName(text[...], longest: 63) else { throw .noValue(text) }
        return text
    }

    private static func isName(_ text: Substring, longest: Int) -> Bool {
        text.utf8.count <= longest
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-_.".utf8.contains(byte)
                }
            }
    }

    /// Split at blanks and signs; the signs are words themselves.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        func end() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        for character in text {
            switch character {
            case " ", "\t", "\n": end()
            case "=" where word.isEmpty && (words.last == "=" || words.last == "!"): words[words.count - 1] += "="
            case ",", "(", ")", "!", "=", "<", ">":
                end()
                words.append(String(character))
            default: word.append(character)
            }
        }
        end()
        return words
    }
}
