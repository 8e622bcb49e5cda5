import TestKit

/// A text of tokens as one of YAML's styles, or JSON, writes it, and where in what is written each token is. What is between
/// tokens has no meaning in the text, so that each style may put there whatever white space it has.
struct StyledText {
    enum Style: CaseIterable, Sendable {
        case plain, singleQuoted, doubleQuoted, literal, folded, json
    }

    struct Token {
        let text: String
        /// Nothing may stand between the one before and this one.
        let isGlued: Bool

        init(_ text: String, isGlued: Bool = false) {
            self.text = text
            self.isGlued = isGlued
        }
    }

    private(set) var written: [Unicode.Scalar] = []
    /// Of each token in `written`.
    private(set) var ranges: [Range<Int>] = []
    private let style: Style
    /// In front of every line behind the first, in blanks.
    private let indentation: Int
    private var random: SeededGenerator

    /// - Parameter parent: how far the collection is indented that the text is in.
    init(_ tokens: [Token], _ style: Style, parent: Int, _ random: inout SeededGenerator) {
        self.style = style
        indentation = parent + Int.random(in: 1...5, using: &random)
        self.random = SeededGenerator(seed: random.next())
        open(parent)
        for (index, token) in tokens.enumerated() {
            if index > 0, !token.isGlued { gap() }
            write(token)
        }
        close()
    }

    private mutating func write(_ token: Token) {
        var start = written.count
        var before: Unicode.Scalar = " "
        for (index, scalar) in token.text.unicodeScalars.enumerated() {
            // A blank between two words is what a line end is folded to.
            let isFolded = scalar == " " && before != " " && mayFold && chance(3)
            if isFolded {
                breakLine()
            } else {
                if style == .doubleQuoted, scalar != " ", scalar != "\t", chance(12) { continueLine() }
                if index == 0 { start = written.count }
                put(encoded(scalar))
            }
            before = scalar
        }
        ranges.append(start..<written.count)
    }

    /// A folded block keeps the end of a line that begins with a blank.
    private var mayFold: Bool {
        switch style {
        case .plain, .singleQuoted, .doubleQuoted: return true
        case .literal, .json: return false
        case .folded:
            let first = written[(written.lastIndex(of: "\n") ?? 0)...].dropFirst(indentation + 1).first
            return first != " " && first != "\t"
        }
    }

    private mutating func put(_ text: String) { written += Array(text.unicodeScalars) }

    private mutating func breakLine() { put("\n" + String(repeating: " ", count: indentation)) }

    /// A line end that is no part of the text.
    private mutating func continueLine() {
        put("\\")
        breakLine()
    }

    private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

    private mutating func one<Element>(of elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &random)]
    }
}

// What is around the text
extension StyledText {
    private mutating func open(_ parent: Int) {
        switch style {
        case .plain: break
        case .singleQuoted: put("'")
        case .doubleQuoted, .json: put("\"")
        case .literal, .folded: openBlock(parent)
        }
    }

    private mutating func openBlock(_ parent: Int) {
        let indicator = chance(2) ? String(indentation - parent) : ""
        let chomping = one(of: ["", "-", "+"])
        put(style == .literal ? "|" : ">")
        put(chance(2) ? indicator + chomping : chomping + indicator)
        if chance(3) { put(one(of: [" ", "  # {\"a remark\": 'é'}", "\t# x"])) }
        for _ in 0..<one(of: [0, 0, 1, 2]) { put("\n" + String(repeating: " ", count: one(of: [0, indentation]))) }
        breakLine()
        // Without the number the first line says how far the text is indented.
        if !indicator.isEmpty { put(one(of: ["", "", " ", "   ", "\t"])) }
    }

    private mutating func close() {
        switch style {
        case .plain: break
        case .singleQuoted: put("'")
        case .doubleQuoted, .json: put("\"")
        case .literal, .folded: put(one(of: ["\n", "\n\n", " \n"]))
        }
    }

    private mutating func gap() {
        let indented = "\n" + String(repeating: " ", count: indentation)
        switch style {
        case .plain: put(one(of: [" ", " ", "  ", indented, "\n" + indented, " " + indented + "   "]))
        case .singleQuoted:
            put(
                one(of: ["", " ", "  ", "\t", indented, "\n" + indented, " \t" + indented + " \t", "\n  \n" + indented])
            )
        case .doubleQuoted:
            put(
                one(of: [
                    "", " ", "\t", indented, "\n" + indented, " \t" + indented + "\t", "\\" + indented,
                    " \\" + indented,
                    "\\\n" + indented, "\\n", "\\t ", " \\t", "\\r\\n", "\\x20", "\\u0009", "\\U0000000A", "\\ ",
                    "\\\t",
                    indented + "\\ ",
                ]))
        case .literal, .folded:
            put(
                one(of: [
                    "", " ", "  ", "\t", indented, indented, "\n" + indented, indented + "  ", indented + "\t",
                    " \t" + indented, "\n" + indented + "\n" + indented + "    ",
                    indented + indented + "   " + indented,
                ]))
        case .json: put(one(of: ["", " ", "  ", "\\n", "\\t", "\\r\\n  ", "\\u0020", "\\u000A"]))
        }
    }
}

// What is in the text
extension StyledText {
    private mutating func encoded(_ scalar: Unicode.Scalar) -> String {
        switch style {
        case .plain, .literal, .folded: String(scalar)
        case .singleQuoted: scalar == "'" ? "''" : String(scalar)
        case .doubleQuoted: doubleQuoted(scalar)
        case .json: json(scalar)
        }
    }

    private mutating func doubleQuoted(_ scalar: Unicode.Scalar) -> String {
        let code = String(scalar.value, radix: 16, uppercase: chance(2))
        let long = Self.padded(code, "\\U", 8)
        let short = code.utf8.count <= 4 ? Self.padded(code, "\\u", 4) : long
        let shortest = code.utf8.count <= 2 ? Self.padded(code, "\\x", 2) : short
        let escapes = [long, short, shortest]
        switch scalar {
        case "\"": return one(of: ["\\\"", "\\\"", "\\\""] + escapes)
        case "\\": return one(of: ["\\\\", "\\\\", "\\\\"] + escapes)
        case "\t": return one(of: ["\t", "\\t", "\\\t"] + escapes)
        case "/": return one(of: ["/", "\\/"] + escapes)
        case "\u{A0}": return one(of: ["\u{A0}", "\\_"] + escapes)
        default: return scalar.isASCII && !chance(20) ? String(scalar) : one(of: [String(scalar)] + escapes)
        }
    }

    private mutating func json(_ scalar: Unicode.Scalar) -> String {
        let escape = String(scalar).utf16.map {
            Self.padded(String($0, radix: 16, uppercase: chance(2)), "\\u", 4)
        }.joined()
        switch scalar {
        case "\"": return one(of: ["\\\"", "\\\"", escape])
        case "\\": return one(of: ["\\\\", "\\\\", escape])
        case "\t": return one(of: ["\\t", escape])
        case "/": return one(of: ["/", "\\/", escape])
        default: return scalar.isASCII && !chance(20) ? String(scalar) : one(of: [String(scalar), escape])
        }
    }

    private static func padded(_ code: String, _ mark: String, _ digits: Int) -> String {
        mark + String(repeating: "0", count: digits - code.utf8.count) + code
    }
}
