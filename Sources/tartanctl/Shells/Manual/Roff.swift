/// Text as man's macros read it: nothing of it is taken for a request or an escape.
struct Roff {
    private(set) var text = ""
    /// Nothing has come behind the section's title.
    private var isSectionEmpty = true

    private static let width = 78

    /// - Parameter arguments: of our own making, without quotes and backslashes.
    mutating func title(_ arguments: String...) {
        text += ".TH" + arguments.map { " \"\($0)\"" }.joined() + "\n"
    }

    mutating func section(_ title: String) {
        text += ".SH \"\(title)\"\n"
        isSectionEmpty = true
    }

    mutating func paragraph(_ words: String) {
        beginParagraph()
        self.words(words)
    }

    /// Lines that are printed as they are.
    mutating func verbatim(_ lines: [String]) {
        beginParagraph()
        text += ".nf\n.RS 4\n" + lines.map { Self.line($0) + "\n" }.joined() + ".RE\n.fi\n"
    }

    private mutating func beginParagraph() {
        if !isSectionEmpty { text += ".PP\n" }
        isSectionEmpty = false
    }

    /// Words that are filled into lines; the source has short ones as well.
    private mutating func words(_ words: String) {
        var line = ""
        for word in words.split(separator: " ") {
            if !line.isEmpty, line.utf8.count + word.utf8.count >= Self.width {
                text += Self.line(line) + "\n"
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        text += Self.line(line) + "\n"
    }

    /// A paragraph with its title hanging out to the left.
    mutating func item(_ title: String, _ words: String) {
        text += ".TP\n\(title)\n"
        self.words(words)
    }

    static func bold(_ words: String) -> String { "\\fB\(escaped(words))\\fR" }

    static func italic(_ words: String) -> String { "\\fI\(escaped(words))\\fR" }

    /// A line that begins with a dot or an apostrophe would be a request; a dash has to stay one that can be copied.
    private static func line(_ words: String) -> String {
        let escaped = escaped(words)
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }

    static func escaped(_ words: String) -> String {
        var result = ""
        for character in words {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            case "…": result += "..."
            default: result.append(character)
            }
        }
        return result
    }
}
