/// The discussion of a command, taken apart: paragraphs, lines that stand as they are, and examples.
struct HelpText {
    enum Paragraph: Equatable {
        case words(String)
        /// Tables and commands: one line each.
        case lines([String])
    }

    private(set) var paragraphs: [Paragraph] = []
    /// Command lines, what they are for behind two blanks or more.
    private(set) var examples: [String] = []

    private static let title = "Examples:"

    init(_ discussion: String) {
        var isExample = false
        for part in Self.parts(discussion) {
            var lines = part
            if lines.first == Self.title {
                isExample = true
                lines.removeFirst()
            } else if !lines.contains(where: { $0.hasPrefix("  ") }) {
                isExample = false
            }
            if isExample {
                examples += lines.map { String($0.drop { $0 == " " }) }
            } else {
                read(lines)
            }
        }
    }

    /// Split at empty lines.
    private static func parts(_ text: String) -> [[String]] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            .split { $0.allSatisfy { $0 == " " } }.map(Array.init)
    }

    /// Lines that are indented, or hold columns, stand as they are; what is before them is words.
    private mutating func read(_ lines: [String]) {
        let isTable = lines.count > 1 && lines.allSatisfy { Self.hasColumns($0) }
        let words = isTable ? [] : lines.prefix { !$0.hasPrefix("  ") }
        if !words.isEmpty { paragraphs.append(.words(words.joined(separator: " "))) }
        let rest = lines.dropFirst(words.count).map { String($0.hasPrefix("  ") ? $0.dropFirst(2) : $0[...]) }
        if !rest.isEmpty { paragraphs.append(.lines(rest)) }
    }

    private static func hasColumns(_ line: String) -> Bool {
        zip(line, line.dropFirst()).contains { $0 == " " && $1 == " " }
    }
}
