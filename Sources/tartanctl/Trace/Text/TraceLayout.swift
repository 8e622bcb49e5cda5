import CNI

/// Lays the rows of a tree out in columns: time, tree, bars, durations, outcomes. The bars are as wide as the terminal allows.
struct TraceLayout {
    let rows: [TraceRow]
    /// Microseconds of the whole, as long as the bars are wide.
    let whole: UInt64
    let terminal: Terminal

    private static let plainBar = 24
    private static let bars = 10...60

    var text: String {
        let times = rows.map { Milliseconds.text($0.at) }
        let labels = zip(Self.branches(rows), rows).map { $0 + $1.label.escapingControlCharacters }
        let durations = rows.map { $0.duration.map { Milliseconds.text($0) } ?? "" }
        let widths = [times, labels, durations].map { $0.map(\.unicodeScalars.count).max() ?? 0 }
        let outcomes = rows.map { $0.outcome.escapingControlCharacters }
        let bar = barWidth(widths, outcomes)
        return rows.indices.map { index in
            let row = rows[index]
            let colour = Self.colour(row)
            var cells = [
                Self.right(times[index], widths[0]), Self.left(labels[index], widths[1]),
                terminal.coloured(self.bar(row, bar), colour), Self.right(durations[index], widths[2]),
            ]
            cells.append(terminal.coloured(outcomes[index], row.hasFailed ? .red : row.kind == .heading ? .bold : nil))
            return Self.trimmed(cells.joined(separator: "  ")) + "\n"
        }.joined()
    }

    private func barWidth(_ widths: [Int], _ outcomes: [String]) -> Int {
        guard let columns = terminal.width else { return Self.plainBar }
        // Long outcomes may wrap; the bars don't give way to them altogether.
        let outcome = min(outcomes.map(\.unicodeScalars.count).max() ?? 0, 40)
        let left = columns - widths.reduce(0, +) - outcome - 8
        return max(Self.bars.lowerBound, min(Self.bars.upperBound, left))
    }

    /// From its start to its end, on a scale of the whole.
    private func bar(_ row: TraceRow, _ width: Int) -> String {
        guard let duration = row.duration, whole > 0 else { return String(repeating: " ", count: width) }
        let begin = min(width - 1, Int(min(row.at, whole)) * width / Int(whole))
        let end = Int(min(row.at + duration, whole)) * width / Int(whole)
        let length = max(1, min(width, end) - begin)
        let stroke = row.kind == .heading ? "─" : "█"
        return String(repeating: " ", count: begin) + String(repeating: stroke, count: length)
            + String(repeating: " ", count: width - begin - length)
    }

    /// The lines that make it a tree.
    private static func branches(_ rows: [TraceRow]) -> [String] {
        rows.indices.map { index in
            let row = rows[index]
            let later = rows[(index + 1)...]
            let isLast = later.prefix { $0.depth >= row.depth }.allSatisfy { $0.depth > row.depth }
            var text = isLast ? "└─ " : "├─ "
            for depth in (0..<row.depth).reversed() {
                let goesOn = later.prefix { $0.depth >= depth }.contains { $0.depth == depth }
                text = (goesOn ? "│  " : "   ") + text
            }
            return text
        }
    }

    private static func colour(_ row: TraceRow) -> Terminal.Colour? {
        if row.hasFailed { return .red }
        switch row.kind {
        case .heading: return .faint
        case .binary: return .green
        case .undo: return .yellow
        case .fact: return .blue
        }
    }

    private static func blanks(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
    }

    private static func left(_ text: String, _ width: Int) -> String { text + blanks(text, width) }
    private static func right(_ text: String, _ width: Int) -> String { blanks(text, width) + text }

    private static func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line.removeLast() }
        return String(line)
    }
}
