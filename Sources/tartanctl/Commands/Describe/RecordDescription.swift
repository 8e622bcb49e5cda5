import ExactJSON
import TartanCore
import TartanStore

/// `describe record`: what one call of a container runtime attached, and each step that was taken for it.
enum RecordDescription {
    static func description(
        _ name: String, _ store: Store, _ records: [ListedRecord]
    ) throws(Failure) -> ObjectDescription {
        let found = records.filter { $0.matches(name) }
        guard let record = found.first else { throw ListedRecord.notFound(name, store) }
        guard found.count == 1 else {
            throw Failure(
                .couldNotRun, code: "ambiguous", "there are \(found.count) records of that name.",
                hints: found.prefix(3).map { "tartanctl describe record \($0.key)" },
                facts: ["records": .array(found.map { .string($0.key.description) })])
        }
        return ObjectDescription(text: text(record), json: json(record))
    }

    private static func text(_ record: ListedRecord) -> String {
        let opening = record.record.opening
        let pod = record.pod.isEmpty ? "no pod" : record.pod
        var sheet = Sheet("\(record.shortSandbox)/\(record.key.interface) of \(pod): \(explanation(record))")
        sheet.facts([
            ("Sandbox", opening.containerID), ("Network namespace", opening.netns ?? ""),
            ("Network", opening.networkName),
            ("Since", "\(Moment.text(opening.wallTime)) (\(record.age))"), ("Answered", answer(record)),
            ("CNI version", opening.cniVersion), ("Pod UID", opening.podUID ?? ""), ("CNI_ARGS", opening.arguments),
            ("CNI_PATH", opening.searchPath),
            ("Written by", opening.version.isEmpty ? "" : "tartan \(opening.version)"),
            ("Journal", record.record.isDamaged ? "damaged: there may be more than is shown here" : ""),
        ])
        var attachments = Table(["INTERFACE", "NETWORK", "PLUGINS", "FROM", "LEFT"])
        for (index, attachment) in record.record.attachments.enumerated() {
            let left = record.record.outstanding.filter { $0.attachment == index }.count
            attachments.add([
                attachment.interface, attachment.network, attachment.plugins.map(\.type).joined(separator: ", "),
                attachment.origin, left == 0 ? "nothing" : "\(left) of \(attachment.plugins.count)",
            ])
        }
        sheet.table("Attachments:", attachments)
        var steps = Table(["AT", "VERB", "INTERFACE", "PLUGIN", "TIME", "OUTCOME"])
        for call in record.record.calls { steps.add(cells(call, record.record)) }
        sheet.table("Binaries that were started:", steps)
        return sheet.text
    }

    private static func explanation(_ record: ListedRecord) -> String {
        switch record.state {
        case .attached: "attached"
        case .unfinished: "unfinished; tartanctl gc detaches what is left"
        case .detaching: "its DEL has not finished; tartanctl gc tries again"
        case .gone: "its sandbox is gone; tartanctl gc detaches what is left"
        }
    }

    private static func answer(_ record: ListedRecord) -> String {
        guard let answer = record.record.answer else { return "not yet" }
        guard let code = answer.code else { return "success" }
        return "error \(code): \(answer.message ?? "")"
    }

    private static func cells(_ call: JournalCall, _ record: Record) -> [String] {
        let attachment = record.attachments[call.start.attachment]
        let since = call.time - min(call.time, record.entries.first?.time ?? 0)
        return [
            "\(since / 1000) ms", call.start.verb, attachment.interface, attachment.plugins[call.start.plugin].type,
            call.end.map { "\($0.microseconds / 1000) ms" } ?? "", outcome(call, record),
        ]
    }

    private static func outcome(_ call: JournalCall, _ record: Record) -> String {
        call.outcome(hiding: QuotedSecrets(of: record.attachments[call.start.attachment]))
    }

    private static func json(_ record: ListedRecord) -> JSONValue {
        guard var object = record.json.object else { return record.json }
        object["answered"] = .string(answer(record))
        object["calls"] = .array(
            record.record.calls.map { call in
                let attachment = record.record.attachments[call.start.attachment]
                var step: JSONObject = [
                    "verb": .string(call.start.verb), "interface": .string(attachment.interface),
                    "plugin": .string(attachment.plugins[call.start.plugin].type), "path": .string(call.start.path),
                    "outcome": .string(outcome(call, record.record)),
                ]
                step["microseconds"] = call.end.map { .integer($0.microseconds) }
                return .object(step)
            })
        return .object(object)
    }
}
