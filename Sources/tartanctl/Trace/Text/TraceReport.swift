import CNI
import TartanStore

/// What `trace` tells a person: the newest sandboxes in full, the earlier ones in a line each.
struct TraceReport {
    /// The newest first.
    let journals: [TracedJournal]
    /// Journals that may belong to it and can't be read.
    let problems: [String]
    /// How many sandboxes are shown in full.
    let shown: Int
    let isFull: Bool
    let terminal: Terminal
    /// The command that was given, without what it must carry to work on the same store.
    let again: String
    /// That: `--store DIR`.
    let suffix: String

    var text: String {
        let sandboxes = Self.sandboxes(journals)
        var text = sandboxes.prefix(shown).flatMap { $0 }.map(section).joined(separator: "\n")
        text += earlier(Array(sandboxes.dropFirst(shown)))
        for problem in problems { text += "\nnote: \(problem.escapingControlCharacters)\n" }
        return text + next(hasMore: sandboxes.count > shown)
    }

    /// The journals sandbox by sandbox, in the order in which they are given.
    static func sandboxes(_ journals: [TracedJournal]) -> [[TracedJournal]] {
        var groups: [[TracedJournal]] = []
        var places: [String: Int] = [:]
        for journal in journals {
            if let place = places[journal.opening.containerID] {
                groups[place].append(journal)
            } else {
                places[journal.opening.containerID] = groups.count
                groups.append([journal])
            }
        }
        return groups
    }
}

// One journal
extension TraceReport {
    private func section(_ journal: TracedJournal) -> String {
        let summary = TraceSummary(journal: journal)
        var text =
            terminal.coloured(summary.headline.escapingControlCharacters, summary.hasFailed ? .red : .bold) + "\n"
        text += facts(journal)
        for call in journal.calls {
            text += "\n"
            if journal.calls.count > 1 { text += title(call, journal) + "\n" }
            let rows = TraceTree(journal: journal, call: call).rows
            text += TraceLayout(rows: rows, whole: call.microseconds, terminal: terminal).text
            if let kept = call.kept { text += "kept: \(journal.mask.text(kept).escapingControlCharacters)\n" }
            let details = TraceDetails(journal: journal, call: call)
            text += isFull ? details.text : details.evidence
        }
        return text + repair(journal)
    }

    private func facts(_ journal: TracedJournal) -> String {
        let opening = journal.opening
        let age = Moment.age(since: opening.wallTime)
        let boot = journal.isOfEarlierBoot ? ", before the node was rebooted" : ""
        let id = "sandbox \(opening.containerID), interface \(opening.interface)".escapingControlCharacters
        let line = "\(Moment.text(opening.wallTime)) (\(age) ago\(boot)), \(id)"
        return terminal.coloured(line, .faint) + "\n"
            + journal.notes.map { "note: \($0.escapingControlCharacters)\n" }.joined()
    }

    private func title(_ call: TracedCall, _ journal: TracedJournal) -> String {
        let took = Milliseconds.text(call.microseconds)
        return "\(call.caller.escapingControlCharacters), \(Moment.text(call.wallTime)), \(took)"
    }

    /// What is to be done about what is left.
    private func repair(_ journal: TracedJournal) -> String {
        let left = TraceTree(journal: journal, call: journal.last).left
        guard !left.isEmpty, journal.worker == nil else { return "" }
        let next =
            journal.isGivenUp
            ? "Nothing detaches it any more; addresses of host-local: sudo tartanctl gc --leases --dry-run\(suffix)"
            : "The next DEL detaches it, and so does: sudo tartanctl gc\(suffix)"
        return "\n" + "Left: \(left.joined(separator: ", ")). \(next)".escapingControlCharacters + "\n"
    }
}

// All together
extension TraceReport {
    /// Earlier sandboxes, one after the other; those that ended alike in one line.
    private func earlier(_ sandboxes: [[TracedJournal]]) -> String {
        let journals = sandboxes.flatMap { $0 }
        guard !journals.isEmpty else { return "" }
        var runs: [[TracedJournal]] = []
        for journal in journals {
            let likeness = TraceSummary(journal: journal).likeness
            if let last = runs.last?.first, TraceSummary(journal: last).likeness == likeness {
                runs[runs.count - 1].append(journal)
            } else {
                runs.append([journal])
            }
        }
        var table = Table(["WHEN", "TIMES", "SANDBOX", "INTERFACE", "RESULT"])
        for run in runs {
            guard let newest = run.first, let oldest = run.last else { continue }
            let times = [oldest, newest].map { Moment.text($0.opening.wallTime) }
            table.add([
                times[0] == times[1] ? times[1] : "\(times[0]) to \(times[1])", "\(run.count)", newest.shortSandbox,
                newest.opening.interface, TraceSummary(journal: newest).outcome,
            ])
        }
        return "\nEarlier, the newest first:\n" + table.text
    }

    private func next(hasMore: Bool) -> String {
        var lines: [String] = []
        if !isFull { lines.append("Input, output and stderr of each call: \(again)\(suffix) --full") }
        if hasMore { lines.append("The earlier ones too: \(again)\(suffix) --all") }
        return lines.isEmpty ? "" : "\n" + lines.map { $0.escapingControlCharacters + "\n" }.joined()
    }
}
