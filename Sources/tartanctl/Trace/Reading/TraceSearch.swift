import ExactJSON
import LinuxSystem
import PluginCatalogue
import TartanStore

/// The journals of a target, open and finished.
struct TraceSearch {
    let store: Store
    let target: TraceTarget
    /// What a command that is proposed must carry as well: `--store DIR`.
    let suffix: String
    /// It knows which keys of plugins are secret.
    var catalogue = PluginCatalogue.standard

    /// Why a journal can't be shown.
    struct Problem {
        let place: JournalPlace
        let why: String
    }

    struct Found {
        /// The newest first.
        var journals: [TracedJournal] = []
        /// Journals of which nothing can be read, and that may be meant.
        var problems: [Problem] = []
    }

    /// - Throws: `ambiguous` for the beginning of several ids; never for nothing found.
    func run() throws(Failure) -> Found {
        var found = Found()
        var seen: Set<FileIdentity> = []
        for place in try Failure.converting({ () throws(StoreError) in try store.journals() }) {
            do throws(StoreError) {
                guard let tail = try Self.open(place), seen.insert(tail.identity).inserted else { continue }
                try tail.read()
                take(tail, &found)
            } catch {
                found.problems.append(Problem(place: place, why: error.description))
            }
        }
        let reading = target.readings.first { reading in
            found.journals.contains { reading.means($0.place, $0.record) }
        }
        let readings = reading.map { [$0] } ?? target.readings
        found.problems.removeAll { problem in !readings.contains { $0.mayMean(problem.place) } }
        guard let reading else { return Found(problems: found.problems) }
        found.journals = found.journals.filter { reading.means($0.place, $0.record) }
        if case .beginning = reading { try requireOne(found.journals) }
        found.journals.sort { $0.opening.wallTime > $1.opening.wallTime }
        return found
    }

    /// Nil where it is not there any more.
    static func open(_ place: JournalPlace) throws(StoreError) -> JournalTail? {
        do throws(StoreError) { return try JournalTail(place) } catch {
            if case .system(let failure) = error, failure.isNotFound { return nil }
            throw error
        }
    }

    private func take(_ tail: JournalTail, _ found: inout Found) {
        let place = tail.place
        guard let record = tail.scan.record else {
            if tail.scan.isUnreadable { found.problems.append(Problem(place: place, why: Self.complaint(tail))) }
            return
        }
        guard target.mayMean(place, record) else { return }
        guard store.sandbox(record.opening.containerID).name == place.key.sandbox else {
            let why = "\(place.path) is of another sandbox than its path says, and is not shown"
            found.problems.append(Problem(place: place, why: why))
            return
        }
        let holder = place.isFinished ? nil : store.sandbox(record.opening.containerID).holder()
        let worker = holder.flatMap { $0.isRunning ? $0 : nil }
        if let journal = TracedJournal(tail, worker: worker, catalogue) { found.journals.append(journal) }
    }

    static func complaint(_ tail: JournalTail) -> String {
        if let format = tail.scan.newerFormat {
            return
                "\(tail.place.path) has format \(format), which this tartanctl can't read; use the one that belongs to it"
        }
        return "\(tail.place.path) can't be read: its first line is not what was written"
    }

    private func requireOne(_ journals: [TracedJournal]) throws(Failure) {
        let sandboxes = Set(journals.map(\.opening.containerID)).sorted()
        guard sandboxes.count > 1 else { return }
        throw Failure(
            .couldNotRun, code: "ambiguous", "the ids of \(sandboxes.count) sandboxes begin with \"\(target.text)\".",
            hints: sandboxes.prefix(3).map { "tartanctl trace \($0)\(suffix)" },
            facts: ["sandboxes": .array(sandboxes.map { .string($0) })])
    }
}
