import ExactJSON
import TartanStore

/// What one step says, without secrets.
struct StepWords {
    let record: Record
    let mask: TraceMask
    /// The binary that was started last.
    let binary: JournalCall?

    typealias Said = (step: String, words: String, facts: JSONObject)

    func say(_ step: JournalStep) -> Said? {
        switch step {
        case .open(let opening): return ("open", "ADD of \(subject(opening)) begins", pod(opening))
        case .plan(let attachments):
            let list = attachments.map {
                "\($0.interface) \($0.network) (\($0.plugins.map(\.type).joined(separator: ", ")))"
            }
            return ("plan", "resolved: " + list.joined(separator: "; "), ["attachments": .integer(attachments.count)])
        case .start(let start): return ("start", "\(name(start.attachment, start.plugin, start.verb)) …", facts(start))
        case .end(let end): return ended(end)
        case .notStarted(let attachment, let plugin, let reason):
            let words = mask.text(reason, attachment)
            return ("notStarted", "\(name(attachment, plugin, "")) not started: \(words)", ["reason": .string(words)])
        case .answered(nil, _): return ("answered", "answered: success", [:])
        case .answered(let code?, let message):
            let words = mask.text(message ?? "")
            return (
                "answered", "answered: error \(code): \(words)", ["code": .integer(code), "message": .string(words)]
            )
        case .undo: return ("undo", "undo begins", [:])
        case .detach(let detach): return ("detach", "\(detach.caller) begins", ["caller": .string(detach.caller)])
        case .kept(let message):
            return ("kept", "the record is kept: \(mask.text(message))", ["message": .string(mask.text(message))])
        case .closed:
            let isEmpty = record.outstanding.isEmpty
            return ("closed", isEmpty ? "closed: nothing is left" : "closed; what was attached is left as it is", [:])
        case .group, .final, .deviceInfo, .pluginFile, .unknown: return nil
        }
    }

    private func ended(_ end: JournalEnd) -> Said {
        guard let binary, binary.end == end else {
            return ("end", "\(name(end.attachment, end.plugin, end.verb)) ended", [:])
        }
        let outcome = binary.outcome(hiding: mask.secrets(end.attachment))
        var facts = facts(binary.start)
        facts["outcome"] = .string(outcome)
        facts["failed"] = .bool(binary.hasFailed)
        facts["microseconds"] = binary.duration.map { .integer($0) }
        let time = Milliseconds.text(binary.duration ?? 0)
        return ("end", "\(name(end.attachment, end.plugin, end.verb)) \(outcome), \(time)", facts)
    }

    private func name(_ attachment: Int, _ plugin: Int, _ verb: String) -> String {
        guard record.attachments.indices.contains(attachment) else { return verb }
        let attachment = record.attachments[attachment]
        let type = attachment.plugins.indices.contains(plugin) ? attachment.plugins[plugin].type : ""
        return [attachment.interface, verb, type].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func facts(_ start: JournalStart) -> JSONObject {
        let attachment = record.attachments[start.attachment]
        return [
            "verb": .string(start.verb), "attachedInterface": .string(attachment.interface),
            "network": .string(attachment.network), "plugin": .string(attachment.plugins[start.plugin].type),
            "path": .string(start.path),
        ]
    }

    private func subject(_ opening: JournalOpening) -> String {
        guard let namespace = opening.podNamespace, let name = opening.podName else { return "a sandbox" }
        return "\(namespace)/\(name)"
    }

    private func pod(_ opening: JournalOpening) -> JSONObject {
        var facts = JSONObject()
        facts["namespace"] = opening.podNamespace.map { .string($0) }
        facts["pod"] = opening.podName.map { .string($0) }
        return facts
    }
}
