import ExactJSON
import Findings
import MarkedYAML

/// Says of a text that is no YAML what the person has done.
struct YAMLSlip {
    let error: YAMLError
    let source: SourceText
    private let text: TextBytes
    private let place: Int

    init(_ error: YAMLError, _ source: SourceText) {
        self.error = error
        self.source = source
        text = TextBytes(bytes: source.bytes)
        place = source.offset(of: error.position)
    }

    /// What other programs have left behind, which is the cause of whatever the parser says.
    private var leftOver: Slip? {
        let document = part
        if let range = LeftOver(text).conflict(in: document) { return .conflict(range) }
        if let range = LeftOver(text).placeholder(at: place) { return .template(range, text) }
        if case .syntax(_, _, let begin?) = error.cause,
            let range = LeftOver(text).placeholder(at: source.offset(of: begin))
        {
            return .template(range, text)
        }
        if case .forbiddenCharacter = error.cause { return nil }
        return InvisibleCharacter.first(in: text.line(at: place), of: text).map { .invisible($0.range, $0.name) }
    }

    /// The document in which the error is.
    private var part: Range<Int> {
        var start = place
        while start > 0, !isDocumentStart(start) { start = text.line(at: start - 1).lowerBound }
        return start..<(text.first("\n---", from: place) ?? text.bytes.count)
    }

    private func isDocumentStart(_ start: Int) -> Bool {
        text.has("---", at: start) && (start == 0 || text[start - 1] == 0x0A)
    }

    /// Whether the document is about networks: a template that isn't is none of Tartan's business.
    private var isOurs: Bool {
        let range = part
        return ["cni.cncf.io", "multus-cni.io"].contains {
            text.first($0, from: range.lowerBound, before: range.upperBound) != nil
        }
    }

    /// Nil for a template of something else.
    var slip: Slip? {
        if let slip = leftOver { return slip.kind == .template && !isOurs ? nil : slip }
        switch error.cause {
        case .forbiddenCharacter(let code):
            return Slip(
                .forbiddenCharacter, character, "the text has the character U+\(Self.hexadecimal(code))",
                label: "remove it", notes: code == 0 ? ["A file with zero bytes is often no text at all."] : [])
        case .tooDeep(let limit):
            return Slip(.tooDeep, character, "the text is nested deeper than \(limit) levels")
        case .tooManyNodes, .tooManyBytes:
            return Slip(
                .expansion, token, "the text stands for \(error.reason)", notes: ["The rest of the text wasn't read."])
        case .tabIndentation:
            let end = text.bytes[place...].firstIndex { $0 != 0x09 } ?? text.bytes.count
            return Slip(
                .tabIndentation, place..<max(end, place + 1), "here is a tab, and YAML is indented by blanks",
                label: "write blanks")
        case .duplicateKey(let key, let first):
            let spot = source.offset(of: first)
            return Slip(
                .duplicateKey, token, "the key \"\(key.cutForMessage)\" is here for the second time",
                label: "one of the two is lost",
                related: [(key: keyToken(at: spot), "the first one")].map { ($0.key, $0.1) })
        case .unknownAnchor(let name):
            return Slip(
                .unknownAnchor, token, "the alias *\(name.cutForMessage) has no anchor before it",
                label: "&\(name.cutForMessage) is missing",
                notes: ["An anchor counts within its own document, from its place on."])
        case .anchorContainsItself(let name):
            return Slip(
                .anchorInItself, token, "the alias *\(name.cutForMessage) stands inside of what it stands for",
                label: "it would never end")
        default: return syntax
        }
    }

    private var syntax: Slip {
        switch error.cause {
        case .colonInValue:
            return Slip(
                .colonInValue, character, "here is a colon with a blank behind it inside of a text",
                label: "put the text in quotation marks",
                notes: ["Or this line is indented more than the one before it, and is a key of its own."])
        case .keyWithoutColon: return keyWithoutColon
        case .reservedCharacter(let found):
            return Slip(
                .reservedCharacter, character, "a value can't begin with \(found)",
                label: "put it in quotation marks")
        case .keyNotScalar(let kind):
            return Slip(.keyNotText, character, "a key must be a text, and here is \(kind)")
        case .nullKey: return Slip(.keyNotText, token, "a key must be a text, and here is null")
        case .mergeNeedsMapping(let found):
            return Slip(
                .mergeOfNoMapping, token, "\"<<\" takes a mapping, and here is \(found)",
                label: "an alias of a mapping, such as *defaults")
        case .syntax(let problem, let context, let begin): return syntax(problem, context, begin)
        default: return Slip(.yamlSyntax, token, "the text is no YAML: \(error.reason)")
        }
    }

    private func syntax(_ problem: String, _ context: String?, _ begin: TextPosition?) -> Slip {
        let opening = begin.map(source.offset(of:))
        if context == "while scanning a quoted scalar", let opening, problem != "found unknown escape character",
            !problem.hasPrefix("did not find expected hexdecimal"),
            problem != "found invalid Unicode character escape code"
        {
            return Slip(
                .unclosedQuote, opening..<opening + 1, "this quotation mark is never closed",
                label: "the closing one is missing")
        }
        if context == "while scanning an alias", let opening {
            return Slip(
                .unknownAnchor, opening..<opening + 1, "an asterisk begins an alias, and here is none",
                label: "put the text in quotation marks")
        }
        if context == "while parsing a block mapping" || context == "while parsing a block collection", let opening {
            let isList = context == "while parsing a block collection"
            return Slip(
                .wrongIndentation, token, "this line is indented as no line before it",
                label: isList ? "another \"- \" is expected" : "another key is expected",
                related: [(opening..<opening + 1, isList ? "the list begins here" : "the mapping begins here")])
        }
        return Slip(.yamlSyntax, token, "the text is no YAML: \(error.reason)")
    }

    private var keyWithoutColon: Slip {
        var line = place..<text.lineEnd(from: place)
        while line.count > 1, TextBytes.isSpace(text.bytes[line.upperBound - 1]) { line = place..<line.upperBound - 1 }
        let words = text.text(line)
        if let colon = words.utf8.firstIndex(of: UInt8(ascii: ":")) {
            let key = String(words[..<colon])
            return Slip(
                .keyWithoutColon, line, "there is no blank behind the colon",
                label: "write \"\(key.cutForMessage): …\"")
        }
        return Slip(
            .keyWithoutColon, line, "here is a text where \"key: value\" is expected",
            label: "a colon is missing",
            notes: ["Or the line belongs to the text before it, and has to be indented more."])
    }
}

// What is marked
extension YAMLSlip {
    private var character: Range<Int> { text.scalar(at: place)?.range ?? place..<place }

    private var token: Range<Int> { keyToken(at: place) }

    /// A text in quotation marks, or a word up to what ends one in YAML.
    private func keyToken(at place: Int) -> Range<Int> {
        guard let first = text[place] else { return place..<place }
        let end = text.lineEnd(from: place)
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
            let close = text.bytes[min(place + 1, end)..<end].firstIndex(of: first)
            return place..<(close.map { $0 + 1 } ?? place + 1)
        }
        var stop = place
        while stop < end, !TextBytes.isSpace(text.bytes[stop]), !",]}".utf8.contains(text.bytes[stop]),
            text.bytes[stop] != UInt8(ascii: ":") || !(text[stop + 1].map(TextBytes.isSpace) ?? true)
        { stop += 1 }
        return place..<max(stop, min(place + 1, text.bytes.count))
    }

    private static func hexadecimal(_ code: UInt32) -> String {
        let digits = String(code, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
