import PluginCatalogue
import TartanStore

/// A journal that is followed, and how far it was printed.
final class FollowedJournal {
    let tail: JournalTail
    /// So many lines were printed; nil before the first look.
    private var shown: Int?
    /// Of its last line that was printed: microseconds of CLOCK_BOOTTIME.
    private(set) var until: UInt64 = 0

    private let catalogue: PluginCatalogue

    init(_ tail: JournalTail, _ catalogue: PluginCatalogue) {
        self.tail = tail
        self.catalogue = catalogue
    }

    /// Nothing more is to come of it.
    var isEnded: Bool { tail.scan.record?.isClosed == true && shown == tail.scan.record?.entries.count }

    /// When it was opened: microseconds of CLOCK_BOOTTIME.
    var opened: UInt64 { tail.scan.record?.entries.first?.time ?? 0 }

    /// The lines that were not printed yet.
    ///
    /// - Parameter time: what was written up to then was printed from a file that this one replaces.
    func news(after time: UInt64?) -> [FollowedLine] {
        guard let record = tail.scan.record else { return [] }
        let shown = shown ?? time.map { time in record.entries.prefix { $0.time <= time }.count } ?? 0
        guard shown < record.entries.count else { return [] }
        let lines = FollowedLine.lines(of: record, place: tail.place, modified: tail.modified, catalogue)
        defer {
            self.shown = record.entries.count
            until = record.entries.last?.time ?? until
        }
        return lines.filter { $0.entry >= shown }
    }
}
