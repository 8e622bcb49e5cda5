import CNI
import ExactJSON
import TartanStore

/// What binaries were given and what they said, without secrets.
struct TraceDetails {
    let journal: TracedJournal
    let call: TracedCall

    /// `--full`: everything of each.
    var text: String { call.binaries.map(section).joined() }

    /// Of those that failed what they said beside their message, its end if it is long.
    var evidence: String {
        call.binaries.filter { $0.hasFailed && $0.end != nil }.map { binary in
            guard let end = binary.end else { return "" }
            let index = binary.start.attachment
            let details = end.error?["details"]?.string ?? ""
            let output = end.error == nil ? end.output ?? "" : ""
            let said =
                block("details", Self.end(of: journal.mask.text(details, index)))
                + block("stdout", Self.end(of: journal.mask.text(output, index)))
                + block("stderr", Self.end(of: journal.mask.text(end.standardError, index)))
            return said.isEmpty ? "" : title(binary) + said
        }.joined()
    }

    private static let shownLines = 10

    /// The last lines.
    private static func end(of text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        guard lines.count > shownLines else { return lines.joined(separator: "\n") }
        return (["… (all of it: --full)"] + lines.suffix(shownLines)).joined(separator: "\n")
    }

    private func title(_ binary: JournalCall) -> String {
        let attachment = journal.record.attachments[binary.start.attachment]
        let plugin = attachment.plugins[binary.start.plugin]
        let path = binary.start.path.isEmpty ? plugin.path : binary.start.path
        let title = "\(binary.start.verb) \(attachment.interface) \(plugin.type): \(path)\(ending(binary))"
        return "\n\(title.escapingControlCharacters)\n"
    }

    private func section(_ binary: JournalCall) -> String {
        let attachment = journal.record.attachments[binary.start.attachment]
        var text = title(binary)
        text += block("environment", environment(binary, attachment))
        text += block("input", input(binary, attachment))
        guard let end = binary.end else { return text }
        text += block("output", output(end))
        text += block("stderr", journal.mask.text(end.standardError, end.attachment))
        return text
    }

    private func ending(_ binary: JournalCall) -> String {
        guard let end = binary.end, let duration = binary.duration else {
            return ", \(binary.outcome(hiding: journal.mask.secrets(binary.start.attachment)))"
        }
        let time = Milliseconds.text(duration)
        if end.timedOut { return ", killed at its deadline after \(time)" }
        if let signal = end.signal { return ", killed by signal \(signal) after \(time)" }
        return ", exit status \(end.exit ?? -1) after \(time)"
    }

    /// What the journal knows of it: CNI_NETNS and CNI_PATH of a call that detaches are that call's own.
    private func environment(_ binary: JournalCall, _ attachment: JournalAttachment) -> String {
        let opening = journal.opening
        let arguments = attachment.arguments ?? opening.arguments
        var variables = [
            ("CNI_COMMAND", binary.start.verb), ("CNI_CONTAINERID", opening.containerID),
            ("CNI_IFNAME", attachment.interface),
            ("CNI_ARGS", journal.mask.arguments(arguments, binary.start.attachment)),
        ]
        if call.isOpening {
            variables.insert(("CNI_NETNS", opening.netns ?? ""), at: 2)
            variables.append(("CNI_PATH", opening.searchPath))
        }
        return variables.map { "\($0.0)=\($0.1)" }.joined(separator: "\n")
    }

    private func input(_ binary: JournalCall, _ attachment: JournalAttachment) -> String {
        guard let configuration = journal.mask.configuration(binary.binary) else {
            return "(no JSON, and not shown: it can't be looked through for secrets)"
        }
        var text = configuration.indentedText
        if let previous = TracePrevious(binary, attachment)?.words { text += "\nand prevResult: \(previous)" }
        return text
    }

    private func output(_ end: JournalEnd) -> String {
        if let value = end.result ?? end.error { return journal.mask.value(value, end.attachment).indentedText }
        return journal.mask.text(end.output ?? "", end.attachment)
    }

    /// Lines under a title, indented; nothing for nothing.
    private func block(_ title: String, _ lines: String) -> String {
        guard !lines.isEmpty else { return "" }
        var lines = lines.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last == "" { lines.removeLast() }
        return "  \(title)\n" + lines.map { "    \($0.escapingControlCharacters)\n" }.joined()
    }
}
