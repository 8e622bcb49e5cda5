import ExactJSON
import Findings

/// Finds out by the place where a JSON parser gave up what the person has done: the parser only knows what it expected.
struct JSONSlip {
    let error: JSONError
    let text: TextBytes
    /// What isn't JSON, as the beginning of a sentence.
    let what: String

    var slip: Slip {
        let place = min(error.offset, text.bytes.count)
        if let range = LeftOver(text).conflict(in: 0..<text.bytes.count) { return .conflict(range) }
        if let range = LeftOver(text).placeholder(at: place) { return .template(range, text) }
        if let first = text.firstInk, !"{[\"".utf8.contains(text.bytes[first]), let slip = YAMLAsJSON(text).slip(what) {
            return slip
        }
        switch error.cause {
        case .tooLarge(let limit):
            return Slip(.tooLarge, 0..<1, "\(what) is larger than \(limit >> 20) MiB")
        case .tooDeep(let limit):
            return Slip(.tooDeep, place..<place + 1, "\(what) is nested deeper than \(limit) levels")
        case .invalidUTF8: return Slip(.invalidUTF8, place..<place + 1, "\(what) is not UTF-8")
        case .empty: return Slip(.emptyConfiguration, 0..<0, "\(what) is empty")
        case .trailingComma:
            return Slip(
                .trailingComma, place..<place + 1, "\(what) has a comma before a closing bracket", label: "remove it")
        case .singleQuotes: return singleQuotes(place)
        case .comment: return comment(place)
        case .controlCharacter: return controlCharacter(place)
        case .badEscape(let found): return badEscape(found, place)
        case .badNumber: return number(place)
        case .textAfterEnd: return textAfterEnd(place)
        case .unexpectedEnd: return JSONBrackets(text).unclosed(what)
        case .unexpected(_, let expected): return unexpected(expected, place)
        }
    }

    private func singleQuotes(_ place: Int) -> Slip {
        let end = text.first("'", from: place + 1, before: text.lineEnd(from: place)).map { $0 + 1 }
        let range = place..<(end ?? place + 1)
        let inside = text.text(range).dropFirst().dropLast()
        let isPlain = end != nil && !inside.utf8.contains { "\"\\".utf8.contains($0) }
        return Slip(
            .singleQuotes, range, "\(what) has a text in single quotation marks", label: "JSON has double ones only",
            replacement: isPlain ? "\"\(inside)\"" : nil)
    }

    private func comment(_ place: Int) -> Slip {
        let isComment = text[place] == UInt8(ascii: "#") || text.has("//", at: place) || text.has("/*", at: place)
        guard isComment else { return text[place] == UInt8(ascii: "/") ? unquoted(place) : unknown(place) }
        let end = text.has("/*", at: place) ? text.first("*/", from: place).map { $0 + 2 } : nil
        return Slip(
            .comment, place..<min(end ?? .max, text.lineEnd(from: place)), "\(what) has a comment",
            label: "JSON has no comments",
            notes: ["A remark can be the value of a key of its own that no plugin knows: \"_comment\": \"…\"."])
    }

    private func controlCharacter(_ place: Int) -> Slip {
        guard text[place] == 0x0A || text[place] == 0x0D else {
            let isTab = text[place] == 0x09
            return Slip(
                .rawControlCharacter, place..<place + 1,
                "\(what) has \(isTab ? "a tab" : "a control character") inside of a string",
                label: isTab ? "write \\t" : "write it as \\u and four digits", replacement: isTab ? "\\t" : nil)
        }
        // The string began in this line.
        var start = text.line(at: place).lowerBound
        var opening = start
        var isInside = false
        while start < place {
            if text[start] == UInt8(ascii: "\\") {
                start += 1
            } else if text[start] == UInt8(ascii: "\"") {
                isInside.toggle()
                if isInside { opening = start }
            }
            start += 1
        }
        return Slip(
            .unclosed, opening..<place, "\(what) has a string that isn't closed in its line",
            label: "the closing quotation mark is missing",
            notes: ["A line end inside of a string is written as \\n."])
    }

    private func badEscape(_ found: String, _ place: Int) -> Slip {
        let range = place..<min(place + found.utf8.count, text.bytes.count)
        return Slip(
            .badEscape, range, "\(what) has \(found.cutForMessage) in a string, which is no escape of JSON",
            label: "a backslash is written \\\\",
            notes: ["JSON has \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits."])
    }

    private func textAfterEnd(_ place: Int) -> Slip {
        let label =
            switch text[place] {
            case UInt8(ascii: "}"), UInt8(ascii: "]"): "a bracket too many, or one too few at the beginning"
            case UInt8(ascii: "{"): "a second configuration: it belongs into a definition or file of its own"
            case UInt8(ascii: ":"): "the braces around the whole are missing"
            default: "remove it"
            }
        if let invisible = text.scalar(at: place), let name = InvisibleCharacter.name(of: invisible.scalar) {
            return .invisible(invisible.range, name)
        }
        let isBracket = text[place].map { "{}[],:".utf8.contains($0) } ?? false
        let range = isBracket ? place..<place + 1 : text.word(at: place)
        return Slip(.textAfterEnd, range, "\(what) goes on behind its end", label: label)
    }
}

// What stands where something else was expected
extension JSONSlip {
    private func unexpected(_ expected: String, _ place: Int) -> Slip {
        guard let found = text.scalar(at: place) else { return unknown(place) }
        if let name = InvisibleCharacter.name(of: found.scalar) { return .invisible(found.range, name) }
        if "“”„‟‘’‚′″«»＂".unicodeScalars.contains(found.scalar) { return typographic(found.range) }
        if text.has("\\\"", at: place) { return escapedQuotes(place) }
        if found.scalar.value < 0x20 || found.scalar.value == 0x7F {
            return Slip(
                .forbiddenCharacter, found.range,
                "\(what) has the character U+\(String(found.scalar.value, radix: 16, uppercase: true).padded)",
                label: "remove it")
        }
        if expected.hasPrefix("a key") { return insteadOfKey(found.scalar, place) }
        if expected.hasPrefix("\":\"") { return insteadOfColon(found.scalar, place) }
        if expected.hasPrefix("a value") { return insteadOfValue(found.scalar, place) }
        return insteadOfComma(found.scalar, place)
    }

    private func insteadOfKey(_ found: Unicode.Scalar, _ place: Int) -> Slip {
        if found == "," { return missing("a key", place) }
        if found.properties.isAlphabetic || found == "_" || found == "$" { return unquoted(place) }
        return unknown(place)
    }

    private func insteadOfColon(_ found: Unicode.Scalar, _ place: Int) -> Slip {
        if found == "," || found == "}" { return missing("the value of the key before it", place) }
        if let key = keyThatRunsOn(before: place) {
            let meant = text.text(key.lowerBound..<key.upperBound - 1).drop { $0 == "\"" }.prefix { $0 != ":" }
            return Slip(
                .unclosed, key, "\(what) has a key without its second quotation mark",
                label: "did you mean \"\(String(meant).cutForMessage)\": ?")
        }
        let range = text.has("=>", at: place) ? place..<place + 2 : place..<place + 1
        let isSign = "=;".unicodeScalars.contains(found)
        return Slip(
            .missingColon, isSign ? range : text.valueToken(at: place),
            "\(what) has no colon between a key and its value",
            label: isSign ? "write a colon" : "a colon goes before it",
            replacement: isSign ? ":" : nil)
    }

    /// The string before a place if its last character is a colon: `"ips: "` of `"ips: "10.1.1.6"`.
    private func keyThatRunsOn(before place: Int) -> Range<Int>? {
        let end = place - 1
        guard text[end] == UInt8(ascii: "\"") else { return nil }
        let nearest = max(0, end - 64)
        guard let start = text.bytes[nearest..<end].lastIndex(of: UInt8(ascii: "\"")) else { return nil }
        let content = text.bytes[start + 1..<end]
        return content.last { !TextBytes.isSpace($0) } == UInt8(ascii: ":") && content.count > 1 ? start..<place : nil
    }

    private func insteadOfValue(_ found: Unicode.Scalar, _ place: Int) -> Slip {
        if ",]}".unicodeScalars.contains(found) { return missing("a value", place) }
        if "+.".unicodeScalars.contains(found) { return number(place) }
        guard found.properties.isAlphabetic || found == "_" || found == "~" else { return unknown(place) }
        let range = text.word(at: place)
        let word = text.text(range)
        if ["nan", "infinity", "inf"].contains(word.lowercased()) { return number(place) }
        guard let meant = Self.words[word.lowercased()] else { return unquoted(place) }
        return Slip(
            .foreignWord, range, "\(what) has the word \(word), which JSON doesn't know", label: "write \(meant)",
            replacement: meant)
    }

    private static let words = [
        "true": "true", "false": "false", "yes": "true", "no": "false", "on": "true", "off": "false", "none": "null",
        "null": "null", "nil": "null", "undefined": "null", "~": "null",
    ]

    private func insteadOfComma(_ found: Unicode.Scalar, _ place: Int) -> Slip {
        let before = text[place - 1] ?? 0x20
        if found == "}" || found == "]" || found == ":" { return JSONBrackets(text).mismatch(at: place, what) }
        if before == UInt8(ascii: "\""), !"\"{[;".unicodeScalars.contains(found) { return innerQuote(place) }
        let isNumber = TextBytes.isDigit(before) || before == UInt8(ascii: ".")
        if isNumber, found != "\"", found != "{", found != "[", found != ";" {
            let start = text.bytes[..<place].lastIndex { TextBytes.isSpace($0) || ",:[{".utf8.contains($0) } ?? -1
            return number(start + 1)
        }
        if found == ";" || found == "." {
            return Slip(
                .missingComma, place..<place + 1, "\(what) has no comma between two elements",
                label: "write a comma", replacement: ",")
        }
        return Slip(
            .missingComma, text.valueToken(at: place), "\(what) has no comma between two elements",
            label: "a comma goes before it")
    }
}

// Single mistakes
extension JSONSlip {
    /// What begins like a number: a number as JSON doesn't spell it, or a text such as an address.
    private func number(_ place: Int) -> Slip {
        let range = text.word(at: place)
        let word = text.text(range)
        guard JSONNumberSpelling(word).isNumber else { return unquoted(place) }
        return Slip(
            .badNumber, range, "\(what) has \(word.cutForMessage), which is no number of JSON",
            label: JSONNumberSpelling(word).advice)
    }

    private func unquoted(_ place: Int) -> Slip {
        var range = text.word(at: place)
        // A key ends at its colon; an address with colons doesn't.
        if let colon = text.first(":", from: place, before: range.upperBound),
            text[colon + 1].map(TextBytes.isSpace) ?? true
        {
            range = place..<colon
        }
        let word = text.text(range)
        let isSafe = !word.utf8.contains { $0 < 0x20 || "\"\\".utf8.contains($0) }
        return Slip(
            .unquotedText, range, "\(what) has \(word.cutForMessage) without quotation marks",
            label: "a text is written in quotation marks", replacement: isSafe ? "\"\(word)\"" : nil)
    }

    private func typographic(_ opening: Range<Int>) -> Slip {
        var place = opening.upperBound
        let end = text.lineEnd(from: place)
        var range = opening
        while place < end, let next = text.scalar(at: place) {
            place = next.range.upperBound
            if "“”„‟‘’‚′″«»＂\"".unicodeScalars.contains(next.scalar) {
                range = opening.lowerBound..<place
                break
            }
        }
        let inside = text.text(range).unicodeScalars.dropFirst().dropLast()
        return Slip(
            .typographicQuotes, range, "\(what) has typographic quotation marks", label: "JSON knows \" only",
            notes: ["Word processors, chats and web pages make them of the straight ones."],
            replacement: range == opening ? nil : "\"\(String(String.UnicodeScalarView(inside)))\"")
    }

    private func escapedQuotes(_ place: Int) -> Slip {
        Slip(
            .escapedQuotes, place..<place + 2, "\(what) has a backslash before a quotation mark that begins a text",
            label: "remove the backslashes",
            notes: ["Backslashes belong there only if the whole is in double quotation marks of YAML or JSON."])
    }

    private func innerQuote(_ place: Int) -> Slip {
        Slip(
            .innerQuote, place - 1..<place, "\(what) has a quotation mark inside of a string", label: "write \\\"",
            replacement: "\\\"")
    }

    private func missing(_ expected: String, _ place: Int) -> Slip {
        Slip(
            .missingValue, place..<place + 1, "\(what) has no value where one belongs", label: "\(expected) is missing")
    }

    private func unknown(_ place: Int) -> Slip {
        let range = text.scalar(at: place)?.range ?? max(0, text.bytes.count - 1)..<text.bytes.count
        return Slip(.jsonSyntax, range, "\(what) is not JSON: \(error.reason)")
    }
}

extension TextBytes {
    /// A string with its quotation marks, one bracket, or a word.
    func valueToken(at place: Int) -> Range<Int> {
        guard self[place] == UInt8(ascii: "\"") else {
            return self[place].map { "{[".utf8.contains($0) } ?? true
                ? place..<min(place + 1, bytes.count) : word(at: place)
        }
        var end = place + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != 0x0A {
            end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        return place..<min(end + 1, bytes.count)
    }
}

extension String {
    /// At least four hexadecimal digits.
    fileprivate var padded: String { String(repeating: "0", count: max(0, 4 - utf8.count)) + self }
}
