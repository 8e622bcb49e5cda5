import CNI
import LinuxSystem
import PluginCatalogue
import TartanCore
import TartanStore

/// One journal and what it tells: an ADD, and the calls that detached what it had attached.
struct TracedJournal {
    let place: JournalPlace
    let record: Record
    /// The ADD, then the calls that detached, in order. Never empty.
    let calls: [TracedCall]
    /// What keeps the journal from being the whole story.
    let notes: [String]
    /// The process that works on it right now.
    let worker: SandboxHolder?
    let mask: TraceMask
    let identity: FileIdentity

    /// Nil where nothing can be believed of it.
    init?(_ tail: JournalTail, worker: SandboxHolder?, _ catalogue: PluginCatalogue) {
        guard let record = tail.scan.record else { return nil }
        place = tail.place
        identity = tail.identity
        self.record = record
        calls = TracedCall.calls(of: record, modified: tail.modified)
        mask = TraceMask(record, keys: SecretKeys(of: record, in: catalogue))
        self.worker = tail.place.isFinished ? nil : worker
        notes = Self.notes(tail.scan, record, isBeingWritten: self.worker != nil)
    }

    var opening: JournalOpening { record.opening }

    /// `shop/web`; nil for a call without a pod.
    var pod: String? {
        guard let namespace = opening.podNamespace, let name = opening.podName else { return nil }
        return namespace + "/" + name
    }

    var shortSandbox: String { String(opening.containerID.prefix(12)) }

    /// Whom a sentence is about.
    var subject: String { pod ?? "sandbox \(shortSandbox)" }

    /// The ADD; the calls that detached follow it.
    var add: TracedCall { calls[0] }
    var last: TracedCall { calls[calls.count - 1] }

    /// The node was rebooted since.
    var isOfEarlierBoot: Bool {
        let boot = BootID.current()
        return !boot.isEmpty && opening.bootID != boot
    }

    /// The last call's lines end without its end, and nobody works on it: it was killed.
    var isCutOff: Bool { !last.isOver && worker == nil }

    /// Its record was closed by hand, and what it held was left as it was.
    var isGivenUp: Bool { record.isClosed && !record.outstanding.isEmpty }

    private static func notes(_ scan: JournalScan, _ record: Record, isBeingWritten: Bool) -> [String] {
        var notes: [String] = []
        if let format = scan.newerFormat {
            notes.append(
                "the journal has format \(format), written by tartan \(record.opening.version); this tartanctl knows "
                    + "\(JournalOpening.knownFormat) and shows what it understands")
        }
        if scan.damagedLines > 0 {
            let lines = NetworkDescription.count(scan.damagedLines, "line is", "lines are")
            notes.append("\(lines) not what was written, so something is missing here")
        } else if record.isDamaged {
            notes.append("lines of the journal are missing or make no sense, so something is missing here")
        }
        if scan.tornBytes > 0, !isBeingWritten {
            notes.append("the last line is torn (\(scan.tornBytes) bytes): its writer died while it wrote it")
        }
        if scan.isCut { notes.append("the journal is larger than \(Limits.journal) bytes; the rest is not shown") }
        return notes
    }
}
