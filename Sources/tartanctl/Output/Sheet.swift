import CNI

/// A text for people in sections: a first line that says what matters, facts with their names, tables, paragraphs.
struct Sheet {
    private(set) var text: String

    init(_ headline: String) {
        text = headline.escapingControlCharacters + "\n"
    }

    /// Facts under each other, their values in one column; empty ones are left out.
    mutating func facts(_ facts: [(name: String, value: String)]) {
        let shown = facts.filter { !$0.value.isEmpty }
        let width = shown.map { $0.name.unicodeScalars.count }.max() ?? 0
        if !shown.isEmpty { text += "\n" }
        for fact in shown {
            let space = String(repeating: " ", count: width - fact.name.unicodeScalars.count + 2)
            text += "\(fact.name)\(space)\(fact.value.escapingControlCharacters)\n"
        }
    }

    mutating func table(_ title: String, _ table: Table) {
        guard !table.rows.isEmpty else { return }
        heading(title)
        text += Self.indented(table.text)
    }

    /// Lines as they are, but for control characters.
    mutating func paragraph(_ title: String, _ lines: String) {
        heading(title)
        let safe = lines.split(separator: "\n", omittingEmptySubsequences: false).map {
            String($0).escapingControlCharacters
        }
        text += Self.indented(safe.joined(separator: "\n") + "\n")
    }

    /// A next step as a line of its own.
    mutating func next(_ line: String) { text += "\n\(line.escapingControlCharacters)\n" }

    private mutating func heading(_ title: String) {
        text += title.isEmpty ? "\n" : "\n\(title.escapingControlCharacters)\n"
    }

    private static func indented(_ lines: String) -> String {
        lines.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
            $0.isEmpty ? "\n" : "  \($0)\n"
        }.joined()
    }
}
