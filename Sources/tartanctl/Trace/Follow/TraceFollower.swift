import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TartanCore
import TartanStore

/// `trace --follow`: prints the steps of a target's journals as they are written, from before the first exists.
///
/// Ends once all that were open have been closed; SIGINT and SIGTERM end it with success.
final class TraceFollower {
    private let search: TraceSearch
    private let isJSON: Bool
    private var followed: [FollowedJournal] = []
    /// Journals that are known and of no concern: of others, or finished before this began.
    private var passed: [JournalPlace: Look] = [:]
    /// A file as it was looked at. One that ended doesn't change any more, and its inode may be given anew.
    private struct Look: Equatable {
        let identity: FileIdentity
        let modified: UInt64

        init?(_ place: JournalPlace) {
            guard let facts = try? FileFacts(path: place.path) else { return nil }
            identity = facts.identity
            modified = place.isFinished ? facts.modified : 0
        }
    }

    /// How far each record was printed, for a journal that is replaced by a shorter one.
    private var printed: [RecordKey: (opened: UInt64, until: UInt64)] = [:]

    init(search: TraceSearch, isJSON: Bool) {
        self.search = search
        self.isJSON = isJSON
    }

    func run() throws(Failure) {
        let interruption = Interruption.prepare()
        let found = try search.run()
        pass(found)
        var hasSeen = false
        while true {
            // One that was replaced goes on as another file, which is found by looking.
            followed.removeAll { !$0.isEnded && $0.tail.isUnlinked }
            try look()
            try printNews()
            hasSeen = hasSeen || !followed.isEmpty
            if hasSeen, followed.allSatisfy(\.isEnded) { return }
            if !hasSeen { announceWaiting() }
            if wait(interruption) { return }
        }
    }

    /// What has ended before is history; `trace` without `--follow` shows it.
    private func pass(_ found: TraceSearch.Found) {
        for journal in found.journals where journal.place.isFinished {
            passed[journal.place] = Look(journal.place)
        }
    }

    private var isWaiting = false

    private func announceWaiting() {
        guard !isWaiting else { return }
        isWaiting = true
        Console.note("Waiting for a call for \(search.target.text.escapingControlCharacters) (Ctrl-C ends it).\n")
    }

    /// Whether a signal has ended it.
    private func wait(_ interruption: Int32?) -> Bool {
        guard let interruption else {
            Clock.sleep(milliseconds: Limits.followPoll)
            return false
        }
        var entry = pollfd(fd: interruption, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&entry, 1, Int32(Limits.followPoll)) > 0
    }
}

extension TraceFollower {
    /// Looks for journals that are new.
    private func look() throws(Failure) {
        for place in try Failure.converting({ () throws(StoreError) in try search.store.journals() }) {
            guard let look = Look(place), passed[place] != look,
                !followed.contains(where: { $0.tail.identity == look.identity })
            else { continue }
            guard let tail = try? TraceSearch.open(place) else { continue }
            take(tail, look)
        }
    }

    private func take(_ tail: JournalTail, _ look: Look) {
        guard (try? tail.read()) != nil else { return }
        guard let record = tail.scan.record else {
            // Its first line isn't there yet, or never will be.
            if tail.scan.isUnreadable { passed[tail.place] = look }
            return
        }
        guard search.target.mayMean(tail.place, record) else {
            passed[tail.place] = look
            return
        }
        followed.append(FollowedJournal(tail, search.catalogue))
    }

    private func printNews() throws(Failure) {
        for journal in followed {
            do throws(StoreError) { try journal.tail.read() } catch { throw Failure(error) }
            let known = printed[journal.tail.place.key].flatMap { $0.opened == journal.opened ? $0.until : nil }
            for line in journal.news(after: known) {
                try Console.print(isJSON ? line.json.text + "\n" : line.text)
            }
            printed[journal.tail.place.key] = (journal.opened, journal.until)
        }
    }
}
