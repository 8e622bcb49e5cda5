import CNI
import TartanStore

/// A journal in a sentence: what became of its ADD, and of what was attached.
struct TraceSummary {
    let journal: TracedJournal

    /// The whole sentence, the last thing that happened first.
    var headline: String {
        let last = journal.last
        if journal.isGivenUp {
            return "\(addHeadline); then the record was closed without detaching (tartanctl gc --forget)"
        }
        if last.isOpening { return addHeadline }
        let took = Milliseconds.text(last.microseconds)
        if last.isClosed {
            if journal.record.isAnswered {
                let time = Moment.age(since: journal.add.wallTime, now: last.wallTime)
                return "\(subject) was attached for \(time), and detached by \(last.caller) in \(took)"
            }
            return "\(addHeadline); what was left is detached (\(last.caller), \(took))"
        }
        if let kept = last.kept {
            return "\(last.caller) of \(subject) failed after \(took): \(words(kept)); the record is kept"
        }
        if journal.worker != nil { return "\(last.caller) of \(subject) is under way: \(running(last))" }
        return "\(last.caller) of \(subject) was cut off: \(running(last))"
    }

    /// What became of it, for a table: without whose it is and how long it took.
    var outcome: String {
        if journal.isGivenUp { return addOutcome + "; given up by tartanctl gc --forget" }
        guard let last = journal.calls.dropFirst().last else { return addOutcome }
        if last.isClosed { return addOutcome + "; detached by \(last.caller)" }
        return addOutcome + "; \(last.caller) " + (last.kept == nil ? "did not end" : "failed")
    }

    /// What two failures have in common if they are the same: the outcome without what differs from sandbox to sandbox.
    var likeness: String {
        let opening = journal.opening
        var words = outcome.replacingAll(opening.containerID, by: "SANDBOX")
        if let netns = opening.netns { words = words.replacingAll(netns, by: "NETNS") }
        return words.replacingLongHexadecimals
    }

    var hasFailed: Bool {
        journal.add.answer.map { $0.code != nil } ?? !journal.add.isOver || journal.last.kept != nil || journal.isCutOff
    }

    private var subject: String { journal.subject }

    private var addHeadline: String {
        let add = journal.add
        let took = Milliseconds.text(add.microseconds)
        guard let answer = add.answer else {
            if add.isOver { return "ADD of \(subject) was given up: the record was closed" }
            if journal.last.isOpening, journal.worker != nil {
                return "ADD of \(subject) is under way: \(running(add))"
            }
            return "ADD of \(subject) was cut off after \(took): \(running(add))"
        }
        guard let code = answer.code else {
            return "ADD of \(subject) took \(took): \(Self.networks(journal.record.attachments.count)) attached"
        }
        return "ADD of \(subject) failed after \(took): \(words(answer.message ?? "")) (code \(code))"
    }

    private var addOutcome: String {
        guard let answer = journal.add.answer else {
            if journal.add.isOver { return "given up" }
            return journal.worker != nil && journal.last.isOpening ? "under way" : "cut off: \(running(journal.add))"
        }
        guard let code = answer.code else { return Self.networks(journal.record.attachments.count) + " attached" }
        return "failed (\(code)): \(words(answer.message ?? ""))"
    }

    /// What an unfinished call was doing last.
    private func running(_ call: TracedCall) -> String {
        guard let binary = call.binaries.last, binary.end == nil, binary.refusal == nil else {
            return call.binaries.isEmpty ? "no binary was started" : "no binary was running"
        }
        let attachment = journal.record.attachments[binary.start.attachment]
        let group = binary.group.map { ", process group \($0)" } ?? ""
        return "\(attachment.plugins[binary.start.plugin].type) (\(attachment.interface)\(group)) had not answered"
    }

    /// A recorded message without whom it is about, which the sentence around it says.
    private func words(_ message: String) -> String {
        let text = journal.mask.text(message)
        let prefix = subject + ": "
        return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    }

    static func networks(_ count: Int) -> String { NetworkDescription.count(count, "network", "networks") }
}

extension String {
    fileprivate func replacingAll(_ word: String, by other: String) -> String {
        guard !word.isEmpty else { return self }
        let (bytes, pattern) = (Array(utf8), Array(word.utf8))
        var text: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place...].starts(with: pattern) {
                text += Array(other.utf8)
                place += pattern.count
            } else {
                text.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Runs of eight hexadecimal digits and more, of which one is 0 to 9: ids that are random, names of veths.
    fileprivate var replacingLongHexadecimals: String {
        var text = ""
        var run: [Character] = []
        func flush() {
            text += run.count >= 8 && run.contains(where: \.isNumber) ? "#" : String(run)
            run = []
        }
        for character in self {
            if character.isASCII, character.isHexDigit {
                run.append(character)
            } else {
                flush()
                text.append(character)
            }
        }
        flush()
        return text
    }
}
