import Testing

@testable import tartanctl

/// The tree with its bars.
@Suite struct TraceLayoutTests {
    private static let rows = [
        TraceRow(at: 0, depth: 0, kind: .fact, label: "resolved", duration: 1000, outcome: "1 network"),
        TraceRow(at: 1000, depth: 0, kind: .heading, label: "eth0  pods", duration: 30_000, outcome: "10.244.1.7/24"),
        TraceRow(at: 1000, depth: 1, kind: .binary, label: "flannel", duration: 20_000, outcome: "ok"),
        TraceRow(
            at: 21_000, depth: 1, kind: .binary, label: "portmap", duration: 10_000, outcome: "failed: no",
            hasFailed: true),
        TraceRow(at: 40_000, depth: 0, kind: .fact, label: "answered", outcome: "error 999"),
    ]

    private func layout(_ terminal: Terminal) -> String {
        TraceLayout(rows: Self.rows, whole: 40_000, terminal: terminal).text
    }

    @Test("where it is piped, the bars are of one width and nothing is coloured")
    func plain() {
        #expect(
            layout(.none) == """
                0.0 ms  ├─ resolved    █                         1.0 ms  1 network
                1.0 ms  ├─ eth0  pods  ──────────────────         30 ms  10.244.1.7/24
                1.0 ms  │  ├─ flannel  ████████████               20 ms  ok
                 21 ms  │  └─ portmap              ██████         10 ms  failed: no
                 40 ms  └─ answered                                      error 999

                """)
    }

    @Test("on a terminal no line is wider than it, and its width is used", arguments: [70, 80, 120])
    func width(_ columns: Int) {
        let lines = layout(Terminal(width: columns, hasColours: false)).split(separator: "\n")
        let widest = lines.map(\.unicodeScalars.count).max() ?? 0
        #expect(widest <= columns && (widest >= columns - 2 || columns == 120))
        #expect(lines[3].count { $0 == "█" } >= 5)
    }

    @Test("colours are the terminal's; without them the text is the same")
    func colours() {
        let coloured = layout(Terminal(width: nil, hasColours: true))
        #expect(coloured.contains("\u{1B}[31mfailed: no\u{1B}[0m"))
        #expect(coloured.replacing(/\u{1B}\[\d+m/, with: "") == layout(.none))
    }
}
