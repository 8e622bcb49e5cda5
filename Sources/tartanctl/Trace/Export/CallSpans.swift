import ExactJSON
import TartanStore

/// The spans of one call: its own, which has no parent, and those below it.
struct CallSpans {
    private let journal: TracedJournal
    private let call: TracedCall
    private let isFull: Bool
    private let trace: String
    private var made: [OTLPSpan] = []

    var spans: [OTLPSpan] { made }

    /// - Parameter first: the span of the ADD that attached what this call detaches.
    init(journal: TracedJournal, call: TracedCall, isFull: Bool, after first: OTLPSpan?) {
        self.journal = journal
        self.call = call
        self.isFull = isFull
        let opening = journal.opening
        let began = journal.record.entries.first?.time ?? 0
        trace = SpanIdentifier.trace(
            [opening.bootID, opening.containerID, opening.interface, String(began), String(call.began)])
        let root = root(first)
        made = [root]
        addChildren(of: root)
    }

    private func root(_ first: OTLPSpan?) -> OTLPSpan {
        var root = span("\(call.caller) \(journal.subject)", .server, call.began, call.ended, parent: nil)
        let opening = journal.opening
        root.attributes = [
            ("cni.command", .text(call.caller)), ("container.id", .text(opening.containerID)),
            ("cni.ifname", .text(opening.interface)), ("cni.network", .text(opening.networkName)),
        ]
        if let name = opening.podName { root.attributes.append(("k8s.pod.name", .text(name))) }
        if let namespace = opening.podNamespace {
            root.attributes.append(("k8s.namespace.name", .text(namespace)))
        }
        if let uid = opening.podUID { root.attributes.append(("k8s.pod.uid", .text(uid))) }
        if let first { root.links = [(first.trace, first.identifier)] }
        if let answer = call.answer, let code = answer.code {
            root.attributes.append(("cni.error.code", .integer(code)))
            fail(&root, journal.mask.text(answer.message ?? ""))
        } else if let kept = call.kept {
            fail(&root, journal.mask.text(kept))
        } else if call.isOver {
            root.status = .ok
        } else {
            fail(&root, journal.worker == nil ? "cut off: it was never answered" : "it has not ended yet")
        }
        for (time, step) in call.steps {
            let wall = call.clock.wallTime(time)
            switch step {
            case .resolved(let count):
                root.events.append(
                    .init(name: "resolved", time: wall, attributes: [("tartan.attachments", .integer(count))]))
            case .refused(let attachment, let reason):
                let text = journal.mask.text(reason, attachment)
                root.events.append(.init(name: "not started", time: wall, attributes: [("reason", .text(text))]))
            case .undo, .binary: break
            }
        }
        return root
    }

    /// Binaries lie under their attachment's span, those of an undo under its own, those of a DEL under the call's.
    private mutating func addChildren(of root: OTLPSpan) {
        var parent: (attachment: Int, index: Int)?
        var undo: Int?
        for (time, step) in call.steps {
            switch step {
            case .undo:
                made.append(span("undo", .inner, time, time, parent: root.identifier))
                undo = made.count - 1
            case .binary(let binary, let isUndo):
                let ended = time + (binary.duration ?? 0)
                if isUndo {
                    add(binary, time, ended, under: undo)
                } else if call.isOpening {
                    if parent?.attachment != binary.start.attachment {
                        made.append(attachment(binary.start.attachment, time, root.identifier))
                        parent = (binary.start.attachment, made.count - 1)
                    }
                    add(binary, time, ended, under: parent?.index)
                } else {
                    add(binary, time, ended, under: nil)
                }
            case .resolved, .refused: break
            }
        }
    }

    private func attachment(_ index: Int, _ time: UInt64, _ parent: String) -> OTLPSpan {
        let attachment = journal.record.attachments[index]
        var span = span("\(attachment.interface) \(attachment.network)", .inner, time, time, parent: parent)
        span.attributes = [
            ("cni.ifname", .text(attachment.interface)), ("cni.network", .text(attachment.network)),
            ("tartan.from", .text(attachment.origin)),
        ]
        return span
    }

    private mutating func add(_ binary: JournalCall, _ time: UInt64, _ ended: UInt64, under index: Int?) {
        let index = index ?? 0
        let own = span(of: binary, time, ended, parent: made[index].identifier)
        made.append(own)
        guard index > 0 else { return }
        made[index].ended = max(made[index].ended, own.ended)
        if own.status == .error || made[index].status == .unset { made[index].status = own.status }
        made[index].message = made[index].message ?? own.message
    }

    private func span(of binary: JournalCall, _ time: UInt64, _ ended: UInt64, parent: String) -> OTLPSpan {
        let index = binary.start.attachment
        let attachment = journal.record.attachments[index]
        let plugin = attachment.plugins[binary.start.plugin]
        let path = binary.start.path.isEmpty ? plugin.path : binary.start.path
        var span = span("\(binary.start.verb) \(plugin.type)", .client, time, ended, parent: parent)
        span.attributes = [
            ("cni.command", .text(binary.start.verb)), ("cni.plugin", .text(plugin.type)),
            ("cni.ifname", .text(attachment.interface)), ("cni.network", .text(attachment.network)),
            ("process.executable.path", .text(path)),
        ]
        if let group = binary.group { span.attributes.append(("process.pid", .integer(Int(group)))) }
        if let exit = binary.end?.exit { span.attributes.append(("process.exit.code", .integer(exit))) }
        if let signal = binary.end?.signal { span.attributes.append(("tartan.signal", .integer(signal))) }
        if let code = binary.end?.error?["code"]?.integer {
            span.attributes.append(("cni.error.code", .integer(code)))
        }
        if isFull { span.attributes += texts(binary) }
        if binary.hasFailed {
            fail(&span, binary.outcome(hiding: journal.mask.secrets(index)))
        } else {
            span.status = .ok
        }
        return span
    }

    /// What it was given and what it printed.
    private func texts(_ binary: JournalCall) -> [(String, OTLPSpan.Attribute)] {
        let index = binary.start.attachment
        var texts: [(String, OTLPSpan.Attribute)] = []
        if let input = journal.mask.configuration(binary.binary) {
            texts.append(("cni.configuration", .text(input.text)))
        }
        guard let end = binary.end else { return texts }
        if let value = end.result ?? end.error {
            texts.append(("cni.output", .text(journal.mask.value(value, index).text)))
        } else if let output = end.output {
            texts.append(("cni.output", .text(journal.mask.text(output, index))))
        }
        if !end.standardError.isEmpty {
            texts.append(("cni.stderr", .text(journal.mask.text(end.standardError, index))))
        }
        return texts
    }

    private func span(
        _ name: String, _ kind: OTLPSpan.Kind, _ began: UInt64, _ ended: UInt64, parent: String?
    ) -> OTLPSpan {
        OTLPSpan(
            trace: trace, identifier: SpanIdentifier.span(trace, made.count), parent: parent, name: name, kind: kind,
            began: call.clock.wallTime(began), ended: call.clock.wallTime(max(began, ended)))
    }

    private func fail(_ span: inout OTLPSpan, _ message: String) {
        span.status = .error
        span.message = message
        span.attributes.append(("error.type", .text(Self.type(of: span))))
    }

    /// The plugin's code, where there is one: few and stable, so that errors can be counted by it.
    private static func type(of span: OTLPSpan) -> String {
        for (key, value) in span.attributes where key == "cni.error.code" {
            if case .integer(let code) = value { return String(code) }
        }
        return "_OTHER"
    }
}
