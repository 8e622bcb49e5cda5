/// One call of a runtime (or of `tartanctl gc`) as a journal has it: the ADD that opened it, or one that detached.
package struct TracedCall {
    package enum Step {
        /// The plan was made; that many attachments.
        case resolved(Int)
        /// A binary was run, or could not be.
        case binary(JournalCall, isUndo: Bool)
        /// An attachment that didn't get to its first binary, and why.
        case refused(attachment: Int, reason: String)
        /// ADD begins to undo.
        case undo
    }

    /// `ADD`, `DEL`, `GC` or `tartanctl gc`.
    package let caller: String
    /// Whether it is the ADD that opened the journal.
    package let isOpening: Bool
    package let clock: JournalClock
    /// Microseconds of CLOCK_BOOTTIME; of its first line.
    package let began: UInt64
    /// Index of that line in the journal.
    package let firstEntry: Int
    /// Of its last line.
    package private(set) var ended: UInt64
    package private(set) var steps: [(time: UInt64, step: Step)] = []
    /// What ADD answered; a success has neither code nor message.
    package private(set) var answer: (code: Int?, message: String?)?
    /// What could not be detached, and why.
    package private(set) var kept: String?
    package private(set) var isUndone = false
    package private(set) var isClosed = false

    package var microseconds: UInt64 { ended > began ? ended - began : 0 }

    /// Microseconds since 1970-01-01T00:00Z.
    package var wallTime: UInt64 { clock.wallTime(began) }

    /// The call came to an end that it wrote down.
    package var isOver: Bool { answer != nil || kept != nil || isClosed }

    package var binaries: [JournalCall] {
        steps.compactMap { if case .binary(let call, _) = $0.step { call } else { nil } }
    }
}

// The calls of a record
extension TracedCall {
    private init(_ caller: String, isOpening: Bool, _ clock: JournalClock, at time: UInt64, _ entry: Int) {
        self.caller = caller
        self.isOpening = isOpening
        self.clock = clock
        began = time
        firstEntry = entry
        ended = time
    }

    /// - Parameter modified: when the journal was last written, by the wall clock.
    package static func calls(of record: Record, modified: UInt64?) -> [TracedCall] {
        let opened = record.entries.first?.time ?? 0
        var calls = [
            TracedCall("ADD", isOpening: true, JournalClock(boot: opened, wall: record.opening.wallTime), at: opened, 0)
        ]
        var binaries = record.calls.makeIterator()
        for (index, entry) in record.entries.enumerated().dropFirst() {
            var binary: JournalCall?
            if case .start = entry.step { binary = binaries.next() }
            if let next = TracedCall(after: calls[calls.count - 1], entry, index, binary, modified) {
                calls.append(next)
            }
            calls[calls.count - 1].add(entry, binary)
        }
        return calls
    }

    /// The call that begins with this line, if one does.
    ///
    /// Journals of Tartan before it wrote `detach` lines don't say: there a DEL outside of an undo begins one, and so does
    /// one for a binary that the call has run already.
    private init?(
        after last: TracedCall, _ entry: JournalEntry, _ index: Int, _ binary: JournalCall?, _ modified: UInt64?
    ) {
        if case .detach(let detach) = entry.step {
            self.init(
                detach.caller, isOpening: false, JournalClock(boot: entry.time, wall: detach.wallTime), at: entry.time,
                index)
            return
        }
        guard let binary, binary.start.verb == "DEL" else { return nil }
        let isUndo = last.isOpening && last.isUndone && last.answer == nil
        let isAgain = last.binaries.contains { $0.start.verb == "DEL" && $0.binary == binary.binary }
        guard last.isOpening && !isUndo || isAgain else { return nil }
        // The clock of the lines begins anew at a reboot.
        let isOtherBoot = entry.time < last.ended
        let anchor =
            isOtherBoot ? JournalClock(boot: entry.time, wall: modified ?? last.clock.wallTime(last.ended)) : last.clock
        self.init("DEL", isOpening: false, anchor, at: entry.time, index)
    }

    private mutating func add(_ entry: JournalEntry, _ binary: JournalCall?) {
        ended = max(ended, entry.time)
        switch entry.step {
        case .plan(let attachments): steps.append((entry.time, .resolved(attachments.count)))
        case .start: if let binary { steps.append((entry.time, .binary(binary, isUndo: isUndone))) }
        case .notStarted(let attachment, let plugin, let reason):
            // Behind a start it is told with that.
            let own = JournalBinary(attachment: attachment, plugin: plugin)
            if binaries.last?.binary == own, binaries.last?.refusal == reason { return }
            steps.append((entry.time, .refused(attachment: attachment, reason: reason)))
        case .undo:
            isUndone = true
            steps.append((entry.time, .undo))
        case .answered(let code, let message): answer = (code, message)
        case .kept(let message): kept = message
        case .closed: isClosed = true
        case .open, .group, .end, .final, .deviceInfo, .pluginFile, .detach, .unknown: break
        }
    }
}
