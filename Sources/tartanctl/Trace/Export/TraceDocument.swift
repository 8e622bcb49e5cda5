import ExactJSON
import TartanStore

/// `-o json`: everything that is known of the journals, without secrets. Times are UTC, durations microseconds.
struct TraceDocument {
    /// The newest first.
    let journals: [TracedJournal]
    let problems: [String]

    var value: JSONValue {
        var object: JSONObject = ["traces": .array(journals.map(trace))]
        if !problems.isEmpty { object["unreadable"] = .array(problems.map { .string($0) }) }
        return .object(object)
    }

    private func trace(_ journal: TracedJournal) -> JSONValue {
        let opening = journal.opening
        let summary = TraceSummary(journal: journal)
        var object: JSONObject = [
            "summary": .string(summary.headline), "failed": .bool(summary.hasFailed),
            "sandbox": .string(opening.containerID), "interface": .string(opening.interface),
        ]
        object["namespace"] = opening.podNamespace.map { .string($0) }
        object["pod"] = opening.podName.map { .string($0) }
        object["uid"] = opening.podUID.map { .string($0) }
        object["netns"] = opening.netns.map { .string($0) }
        object["network"] = .string(opening.networkName)
        object["cniVersion"] = .string(opening.cniVersion)
        object["arguments"] = .string(journal.mask.arguments(opening.arguments))
        object["searchPath"] = .string(opening.searchPath)
        object["tartanVersion"] = .string(opening.version)
        object["bootID"] = .string(opening.bootID)
        object["ofEarlierBoot"] = .bool(journal.isOfEarlierBoot)
        object["open"] = .bool(!journal.place.isFinished)
        object["journal"] = .string(journal.place.path)
        if !journal.notes.isEmpty { object["notes"] = .array(journal.notes.map { .string($0) }) }
        object["attachments"] = .array(journal.record.attachments.indices.map { attachment($0, journal) })
        object["calls"] = .array(journal.calls.map { call($0, journal) })
        object["left"] = .array(
            TraceTree(journal: journal, call: journal.last).leftBinaries.map { binary in
                let attachment = journal.record.attachments[binary.attachment]
                return [
                    "interface": .string(attachment.interface),
                    "plugin": .string(attachment.plugins[binary.plugin].type),
                ]
            })
        return .object(object)
    }

    private func attachment(_ index: Int, _ journal: TracedJournal) -> JSONValue {
        let attachment = journal.record.attachments[index]
        var object: JSONObject = [
            "interface": .string(attachment.interface), "network": .string(attachment.network),
            "default": .bool(attachment.isDefault), "from": .string(attachment.origin),
            "listName": .string(attachment.listName), "cniVersion": .string(attachment.version),
            "plugins": .array(attachment.plugins.map { ["type": .string($0.type), "path": .string($0.path)] }),
        ]
        object["deviceID"] = attachment.deviceID.map { .string($0) }
        object["resourceName"] = attachment.resourceName.map { .string($0) }
        object["result"] = journal.record.finals[index].map { journal.mask.value($0, index) }
        object["deviceInfo"] = journal.record.deviceInfo[index].map { journal.mask.value($0, index) }
        return .object(object)
    }

    private func call(_ call: TracedCall, _ journal: TracedJournal) -> JSONValue {
        var object: JSONObject = [
            "caller": .string(call.caller), "began": .string(Moment.preciseText(call.wallTime)),
            "microseconds": .integer(call.microseconds), "outcome": .string(outcome(call, journal)),
        ]
        if let answer = call.answer, let code = answer.code {
            object["code"] = .integer(code)
            object["message"] = answer.message.map { .string(journal.mask.text($0)) }
        }
        object["kept"] = call.kept.map { .string(journal.mask.text($0)) }
        object["steps"] = .array(call.steps.map { step($0.step, at: $0.time, call, journal) })
        return .object(object)
    }

    private func outcome(_ call: TracedCall, _ journal: TracedJournal) -> String {
        if let answer = call.answer { return answer.code == nil ? "success" : "failure" }
        if call.isClosed { return "success" }
        if call.kept != nil { return "failure" }
        return journal.worker != nil && call.began == journal.last.began ? "running" : "cutOff"
    }

    private func step(
        _ step: TracedCall.Step, at time: UInt64, _ call: TracedCall, _ journal: TracedJournal
    ) -> JSONValue {
        var object: JSONObject = ["after": .integer(time > call.began ? time - call.began : 0)]
        switch step {
        case .resolved(let count):
            object["step"] = "resolved"
            object["attachments"] = .integer(count)
        case .undo: object["step"] = "undo"
        case .refused(let attachment, let reason):
            object["step"] = "notStarted"
            object["attachment"] = .integer(attachment)
            object["reason"] = .string(journal.mask.text(reason, attachment))
        case .binary(let binary, let isUndo):
            object["step"] = "binary"
            add(binary, journal, to: &object)
            object["undo"] = .bool(isUndo)
        }
        return .object(object)
    }

    private func add(_ binary: JournalCall, _ journal: TracedJournal, to object: inout JSONObject) {
        let index = binary.start.attachment
        let attachment = journal.record.attachments[index]
        let plugin = attachment.plugins[binary.start.plugin]
        object["verb"] = .string(binary.start.verb)
        object["attachment"] = .integer(index)
        object["interface"] = .string(attachment.interface)
        object["network"] = .string(attachment.network)
        object["plugin"] = .string(plugin.type)
        object["path"] = .string(binary.start.path.isEmpty ? plugin.path : binary.start.path)
        object["outcome"] = .string(binary.outcome(hiding: journal.mask.secrets(index)))
        object["failed"] = .bool(binary.hasFailed)
        object["processGroup"] = binary.group.map { .integer($0) }
        object["configuration"] = journal.mask.configuration(binary.binary)
        object["prevResult"] = TracePrevious(binary, attachment).map { .string($0.words) }
        guard let end = binary.end else { return }
        object["microseconds"] = binary.duration.map { .integer($0) }
        object["exit"] = end.exit.map { .integer($0) }
        object["signal"] = end.signal.map { .integer($0) }
        object["timedOut"] = .bool(end.timedOut)
        object["result"] = end.result.map { journal.mask.value($0, index) }
        object["error"] = end.error.map { journal.mask.value($0, index) }
        object["output"] = end.output.map { .string(journal.mask.text($0, index)) }
        object["stderr"] = .string(journal.mask.text(end.standardError, index))
    }
}
