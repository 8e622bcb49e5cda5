import CNI
import ExactJSON
import TartanCore
import TartanStore

/// A call's steps as the rows of a tree: attachments with their binaries, the undo with its own.
struct TraceTree {
    let journal: TracedJournal
    let call: TracedCall

    var rows: [TraceRow] {
        var rows: [TraceRow] = []
        var attachment: Int?
        for (index, (time, step)) in call.steps.enumerated() {
            let at = time > call.began ? time - call.began : 0
            switch step {
            case .resolved(let count):
                rows.append(
                    TraceRow(
                        at: 0, depth: 0, kind: .fact, label: "resolved", duration: at,
                        outcome: TraceSummary.networks(count)))
            case .refused(let refused, let reason):
                rows.append(refusal(refused, journal.mask.text(reason, refused), at))
            case .undo:
                rows.append(TraceRow(at: at, depth: 0, kind: .heading, label: "undo", duration: call.ended - time))
            case .binary(let binary, let isUndo):
                let own = binary.start.attachment
                if call.isOpening, !isUndo, attachment != own { rows.append(heading(own, at, from: index)) }
                attachment = own
                rows.append(row(binary, at, isUndo: isUndo))
            }
        }
        return rows + (end.map { [$0] } ?? [])
    }

    /// What is still attached or reserved of a failed ADD or a DEL, or was when the record was closed by hand.
    var leftBinaries: [JournalBinary] {
        if journal.record.isClosed { return journal.record.outstanding }
        return journal.record.isAnswered && call.isOpening ? [] : journal.record.outstanding
    }

    /// The same in words.
    var left: [String] {
        leftBinaries.map { binary in
            let attachment = journal.record.attachments[binary.attachment]
            return "\(attachment.plugins[binary.plugin].type) of \(attachment.interface)"
        }
    }

    private func row(_ binary: JournalCall, _ at: UInt64, isUndo: Bool) -> TraceRow {
        let attachment = journal.record.attachments[binary.start.attachment]
        let type = attachment.plugins[binary.start.plugin].type
        // Where several interfaces lie under one heading, each row says whose it is.
        let label = call.isOpening && !isUndo ? type : "\(attachment.interface)  \(type)"
        let isRunning = binary.end == nil && binary.refusal == nil && journal.worker != nil && !call.isOver
        return TraceRow(
            at: at, depth: call.isOpening ? 1 : 0, kind: isUndo || !call.isOpening ? .undo : .binary, label: label,
            duration: binary.duration,
            outcome: isRunning ? "runs" : binary.outcome(hiding: journal.mask.secrets(binary.start.attachment)),
            hasFailed: binary.hasFailed && !isRunning)
    }

    /// An attachment: its interface, its network, and the addresses that came of it.
    private func heading(_ index: Int, _ at: UInt64, from first: Int) -> TraceRow {
        let own = call.steps[first...].prefix { step in
            if case .binary(let binary, false) = step.step { binary.start.attachment == index } else { false }
        }
        let end = own.compactMap { step -> UInt64? in
            guard case .binary(let binary, _) = step.step, let duration = binary.duration else { return nil }
            return step.time + duration
        }.max()
        return TraceRow(
            at: at, depth: 0, kind: .heading, label: label(index),
            duration: end.map { $0 - min($0, call.began + at) }, outcome: addresses(index))
    }

    private func refusal(_ index: Int, _ reason: String, _ at: UInt64) -> TraceRow {
        TraceRow(
            at: at, depth: 0, kind: .heading, label: label(index), outcome: "not started: \(reason)", hasFailed: true)
    }

    private func label(_ index: Int) -> String {
        guard journal.record.attachments.indices.contains(index) else { return "?" }
        let attachment = journal.record.attachments[index]
        let network = attachment.isDefault ? "\(attachment.network) (cluster network)" : attachment.network
        return "\(attachment.interface)  \(network)"
    }

    private func addresses(_ index: Int) -> String {
        guard let final = journal.record.finals[index], let result = try? CNIResult(final, assuming: .newest) else {
            return ""
        }
        let own = CompletedResult(recorded: result, interface: journal.record.attachments[index].interface)
        return result.ips.filter { $0.interface == own.ownInterface }.map(\.network.description).joined(separator: " ")
    }

    /// How the call ended.
    private var end: TraceRow? {
        let left = left.isEmpty ? "" : "left: " + left.joined(separator: ", ")
        func row(_ label: String, _ outcome: [String], hasFailed: Bool) -> TraceRow {
            let outcome = outcome.filter { !$0.isEmpty }.joined(separator: "; ")
            return TraceRow(
                at: call.microseconds, depth: 0, kind: .fact, label: label, outcome: outcome, hasFailed: hasFailed)
        }
        if let answer = call.answer {
            guard let code = answer.code else { return row("answered", ["success"], hasFailed: false) }
            let rest = call.isClosed && left.isEmpty ? "nothing left" : left
            return row("answered", ["error \(code)", rest], hasFailed: true)
        }
        if call.isClosed { return row("closed", [left.isEmpty ? "nothing left" : left], hasFailed: !left.isEmpty) }
        if call.kept != nil { return row("kept", [left], hasFailed: true) }
        if journal.worker != nil, call.began == journal.last.began { return nil }
        return row("cut off", ["it was never answered", call.began == journal.last.began ? left : ""], hasFailed: true)
    }
}
