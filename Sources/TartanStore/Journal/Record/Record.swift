package import ExactJSON

/// A journal as it was read: what is attached, how that came about, and what is still to be detached.
package struct Record: Sendable, Equatable {
    package let opening: JournalOpening
    /// The plan; empty where the call never got to one.
    package private(set) var attachments: [JournalAttachment] = []
    package private(set) var entries: [JournalEntry] = []
    /// Each start of a binary, in order.
    package private(set) var calls: [JournalCall] = []
    /// The attachments' completed results; the last one counts.
    package private(set) var finals: [Int: JSONValue] = [:]
    /// What the attachments' device information files held.
    package private(set) var deviceInfo: [Int: JSONValue] = [:]
    /// What plugins' own files held, for those whose DEL can't do without.
    package private(set) var pluginFiles: [JournalBinary: String] = [:]
    /// The binaries whose ADD was started and is not known to be detached, in the order of their starts. Reversed, they are
    /// what DEL and undo run: binaries, not whole chains.
    package private(set) var outstanding: [JournalBinary] = []
    /// What ADD answered the runtime, code and message; a success has neither.
    package private(set) var answer: Answer?
    package private(set) var isUndone = false
    package private(set) var isClosed = false
    /// A line in the middle was not what was written, or made no sense: there may be more than is known here.
    package internal(set) var isDamaged = false
    /// The bytes up to the end of the last line that counts.
    package internal(set) var wholeLength = 0
    /// Whole lines follow that don't count, because one before them is not what was written.
    var hasLostLines = false

    package struct Answer: Sendable, Equatable {
        package let code: Int?
        package let message: String?
    }

    /// For following one's own steps in memory, when the disk takes no more.
    package init(_ opening: JournalOpening) {
        self.opening = opening
    }
}

extension Record {
    /// ADD answered the runtime without error, and what it attached was not undone afterwards.
    package var isAnswered: Bool { answer != nil && answer?.code == nil && !isUndone }
    /// ADD neither answered without error nor was everything that it did undone or detached.
    package var isUnfinished: Bool { !isAnswered && !isClosed }
    /// A DEL (or undo) has begun to take apart what ADD made.
    package var isBeingDetached: Bool { calls.contains { $0.start.verb == "DEL" } }
    /// No binary was ever executed, as far as is known.
    package var isNothingStarted: Bool { calls.allSatisfy { $0.refusal != nil } }

    /// The attachments of which a binary was started, in order.
    package var touched: [Int] {
        attachments.indices.filter { index in
            calls.contains { $0.start.attachment == index && $0.start.verb == "ADD" && $0.refusal == nil }
        }
    }

    /// What DEL and CHECK give an attachment's binaries as prevResult: its completed result or, where ADD didn't get that
    /// far, the last one that a binary of it answered.
    package func previousResult(of attachment: Int) -> JSONValue? {
        if let final = finals[attachment] { return final }
        let ended = calls.last { $0.start.attachment == attachment && $0.start.verb == "ADD" && $0.end?.result != nil }
        return ended?.end?.result
    }
}

// Reading, line by line
extension Record {
    /// Takes a step as if it had been read; the opening is given to the initialiser.
    package mutating func append(_ step: JournalStep, at time: UInt64) {
        append(JournalEntry(time: time, step: step, range: 0..<0))
    }

    /// The opening's own line.
    mutating func begin(_ entry: JournalEntry) {
        entries.append(entry)
    }

    mutating func append(_ entry: JournalEntry) {
        entries.append(entry)
        let index = entries.count - 1
        switch entry.step {
        case .plan(let attachments):
            // One plan a journal: a second would turn the indexes of the first one's lines into something else.
            guard self.attachments.isEmpty, calls.isEmpty else { return passOver(entry) }
            self.attachments = attachments
        case .start(let start):
            let call = JournalCall(start: start, time: entry.time, entries: [index])
            guard has(call.binary) else { return passOver(entry) }
            calls.append(call)
            if start.verb == "ADD" {
                outstanding.removeAll { $0 == call.binary }
                outstanding.append(call.binary)
            }
        case .group(let group):
            guard let last = calls.indices.last else { return passOver(entry) }
            calls[last].group = group
            calls[last].entries.append(index)
        case .end(let end):
            let binary = JournalBinary(attachment: end.attachment, plugin: end.plugin)
            guard let call = lastCall(of: binary), calls[call].start.verb == end.verb else { return passOver(entry) }
            calls[call].end = end
            calls[call].entries.append(index)
            if end.verb == "DEL", end.succeeded { outstanding.removeAll { $0 == binary } }
        case .notStarted(let attachment, let plugin, let reason):
            let binary = JournalBinary(attachment: attachment, plugin: plugin)
            guard has(binary) else { return passOver(entry) }
            // Without a start before it, it is an attachment that never got to its first binary.
            guard let call = lastCall(of: binary), calls[call].end == nil else { return }
            calls[call].refusal = reason
            calls[call].entries.append(index)
            if calls[call].start.verb == "ADD" { outstanding.removeAll { $0 == binary } }
        case .final(let attachment, let result):
            guard attachments.indices.contains(attachment) else { return passOver(entry) }
            finals[attachment] = result
        case .deviceInfo(let attachment, let info):
            guard attachments.indices.contains(attachment) else { return passOver(entry) }
            deviceInfo[attachment] = info
        case .pluginFile(let attachment, let plugin, let text):
            let binary = JournalBinary(attachment: attachment, plugin: plugin)
            guard has(binary) else { return passOver(entry) }
            pluginFiles[binary] = text
        case .answered(let code, let message): answer = answer ?? Answer(code: code, message: message)
        case .undo: isUndone = true
        case .closed: isClosed = true
        case .detach, .kept: break
        case .open: passOver(entry)
        case .unknown(let name): if name == Self.damageStep || Self.ownSteps.contains(name) { isDamaged = true }
        }
    }

    /// Written where lines had to be cut away, so that it is known ever after.
    static let damageStep = "damaged"
    private static let ownSteps: Set = [
        "", "open", "plan", "start", "group", "end", "notStarted", "final", "deviceInfo", "pluginFile",
        "answered", "undo", "closed",
    ]

    /// A line that fits nothing before it: nobody who uses the record shall meet an index that leads nowhere.
    private mutating func passOver(_ entry: JournalEntry) {
        entries[entries.count - 1] = JournalEntry(time: entry.time, step: .unknown(""), range: entry.range)
        isDamaged = true
    }

    private func has(_ binary: JournalBinary) -> Bool {
        attachments.indices.contains(binary.attachment)
            && attachments[binary.attachment].plugins.indices.contains(binary.plugin)
    }

    private func lastCall(of binary: JournalBinary) -> Int? {
        calls.lastIndex { $0.binary == binary }
    }
}
