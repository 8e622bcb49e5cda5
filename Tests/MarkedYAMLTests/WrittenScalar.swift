import TestKit

/// A text as one of YAML's styles writes it, and where in what is written each of its characters is. The way back from what
/// the reader does, made independently of it.
struct WrittenScalar {
    enum Style: CaseIterable {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    let value: [Unicode.Scalar]
    private(set) var written: [Unicode.Scalar] = []
    /// For each scalar of the value where it begins in `written`.
    private(set) var places: [Int] = []
    /// In front of every further line.
    private let indentation: Int

    /// - Parameter indentation: of the lines behind the first, in blanks.
    init(_ style: Style, indentation: Int, _ random: inout SeededGenerator) {
        self.indentation = indentation
        switch style {
        case .plain:
            value = Self.words(&random)
            writePlain(&random)
        case .singleQuoted:
            value = Self.foldable(&random, withTabs: true)
            writeQuoted("'", &random) { $0 == "'" ? "''" : String($0) }
        case .doubleQuoted:
            value = Self.foldable(&random, withTabs: true)
            let escapes = Bool.random(using: &random)
            var own = random
            writeQuoted("\"", &random) { Self.escaped($0, escapes, &own) }
        case .literal:
            value = Self.lines(&random)
            writeBlock("|", &random)
        case .folded:
            value = Self.foldable(&random, withTabs: false)
            writeFolded(&random)
        }
    }

    /// A line break with its indentation.
    private mutating func breakLine() {
        written.append("\n")
        written += repeatElement(" ", count: indentation)
    }
}

// The texts: each style can't write every one
extension WrittenScalar {
    private static let ink = Array("ab09{}[],:\"'\\#&*!|>%@`-?é漢😀\u{A0}".unicodeScalars)
    private static let plainInk = Array("ab09\"'\\/_é漢😀\u{A0}".unicodeScalars)

    private static func words(_ random: inout SeededGenerator) -> [Unicode.Scalar] {
        var text: [Unicode.Scalar] = ["w"]
        for _ in 0..<Int.random(in: 1...60, using: &random) {
            let isSpace = text.last != " " && Int.random(in: 0..<5, using: &random) == 0
            text.append(isSpace ? " " : plainInk.randomElement(using: &random) ?? "a")
        }
        return text + ["w"]
    }

    /// White space stands alone between two other characters, so that a line may end there.
    private static func foldable(_ random: inout SeededGenerator, withTabs: Bool) -> [Unicode.Scalar] {
        var text: [Unicode.Scalar] = ["{"]
        for _ in 0..<Int.random(in: 1...60, using: &random) {
            if !isSpace(text.last ?? " "), Int.random(in: 0..<4, using: &random) == 0 {
                text.append([" ", " ", "\n", withTabs ? "\t" : " "].randomElement(using: &random) ?? " ")
            } else {
                text.append(ink.randomElement(using: &random) ?? "a")
            }
        }
        return text + ["}"]
    }

    private static func lines(_ random: inout SeededGenerator) -> [Unicode.Scalar] {
        var text: [Unicode.Scalar] = ["{"]
        for _ in 0..<Int.random(in: 1...80, using: &random) {
            switch Int.random(in: 0..<8, using: &random) {
            case 0: text.append("\n")
            case 1: text += [" ", " "]
            case 2: text.append("\t")
            default: text.append(ink.randomElement(using: &random) ?? "a")
            }
        }
        return text + ["}"]
    }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\n" || scalar == "\t" }
}

// The styles
extension WrittenScalar {
    private mutating func writePlain(_ random: inout SeededGenerator) {
        for scalar in value {
            places.append(written.count)
            if scalar == " ", Int.random(in: 0..<3, using: &random) == 0 { breakLine() } else { written.append(scalar) }
        }
    }

    private mutating func writeQuoted(
        _ mark: Unicode.Scalar, _ random: inout SeededGenerator, escape: (Unicode.Scalar) -> String
    ) {
        written.append(mark)
        for scalar in value {
            places.append(written.count)
            switch scalar {
            case " " where Int.random(in: 0..<3, using: &random) == 0: breakLine()
            case "\n" where mark == "'" || Bool.random(using: &random):
                written.append("\n")
                breakLine()
            default: written += Array(escape(scalar).unicodeScalars)
            }
            // A line may also end without anything in the value.
            if mark == "\"", !Self.isSpace(scalar), Int.random(in: 0..<12, using: &random) == 0,
                places.count < value.count, !Self.isSpace(value[places.count])
            {
                written.append("\\")
                breakLine()
            }
        }
        written.append(mark)
    }

    private static func escaped(
        _ scalar: Unicode.Scalar, _ much: Bool, _ random: inout SeededGenerator
    ) -> String {
        switch scalar {
        case "\"": return much && Bool.random(using: &random) ? "\\x22" : "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\t": return Bool.random(using: &random) ? "\\t" : "\t"
        case "😀" where much: return "\\U0001F600"
        case "é" where much: return Bool.random(using: &random) ? "\\xe9" : "\\u00E9"
        case "\u{A0}" where much: return "\\_"
        case " " where much: return "\\x20"
        default: return String(scalar)
        }
    }

    private mutating func writeBlock(_ mark: String, _ random: inout SeededGenerator) {
        let chomping = ["", "-", "+"].randomElement(using: &random) ?? ""
        let comment = Bool.random(using: &random) ? "  # a remark" : ""
        written += Array((mark + chomping + comment).unicodeScalars)
        breakLine()
        for scalar in value {
            places.append(written.count)
            if scalar == "\n" { breakLine() } else { written.append(scalar) }
        }
        written.append("\n")
    }

    private mutating func writeFolded(_ random: inout SeededGenerator) {
        written += Array(">-".unicodeScalars)
        breakLine()
        for scalar in value {
            places.append(written.count)
            switch scalar {
            case " " where Int.random(in: 0..<3, using: &random) == 0: breakLine()
            case "\n":
                written.append("\n")
                breakLine()
            default: written.append(scalar)
            }
        }
        written.append("\n")
    }
}
