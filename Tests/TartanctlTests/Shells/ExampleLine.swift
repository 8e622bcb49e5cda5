/// A command line as a help text shows it, taken apart: what tartanctl gets of it.
struct ExampleLine {
    let text: String
    /// Behind `tartanctl`; nil where the line doesn't call it.
    let arguments: [String]?

    init(_ text: String) {
        self.text = text
        let words = Self.words(of: text)
        let start = words.lastIndex(of: "tartanctl")
        let isCalled = start.map { $0 == 0 || ["|", "sudo"].contains(words[$0 - 1]) } ?? false
        arguments = isCalled ? start.map { Array(words[($0 + 1)...].prefix { !$0.hasPrefix(">") }) } : nil
    }

    /// Up to the remark, which two blanks or more set apart; quoted words without their quotes.
    private static func words(of text: String) -> [String] {
        var words: [String] = [""]
        var isQuoted = false
        var blanks = 0
        for character in text {
            if character == " ", !isQuoted {
                blanks += 1
                if blanks == 2 { break }
                words.append("")
                continue
            }
            blanks = 0
            if character == "'" { isQuoted.toggle() } else { words[words.count - 1].append(character) }
        }
        return words.filter { !$0.isEmpty }
    }
}
