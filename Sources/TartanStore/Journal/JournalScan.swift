import CNI
import ExactJSON

/// Reads a journal for people, piece by piece as it grows and as far as it can be read: on behind damaged lines, and of a
/// newer format what is known of it. Nothing may be decided by it; calls read by `JournalReader`, which believes no such thing.
package struct JournalScan: Sendable {
    /// What was read up to now; nil as long as there is no first line that can be believed.
    package private(set) var record: Record?
    /// The format where it is newer than this Tartan's.
    package private(set) var newerFormat: Int?
    package private(set) var damagedLines = 0
    /// The first line is whole, and not what was written: whose journal it is isn't known.
    package private(set) var isUnreadable = false
    /// Behind the limit nothing is looked at.
    package private(set) var isCut = false
    private var rest: [UInt8] = []
    private var length = 0
    private static let latest: UInt64 = 1 << 53

    package init() {}

    /// Bytes behind the last whole line: of one that is being written, or whose writer died.
    package var tornBytes: Int { rest.count }

    package mutating func add(_ bytes: some Sequence<UInt8>) {
        // What is there already has no newline.
        var searched = rest.count
        rest += bytes
        var start = 0
        while !isUnreadable, let end = rest[searched...].firstIndex(of: JournalLine.newline) {
            read(rest[start..<end])
            start = end + 1
            searched = start
        }
        rest.removeFirst(start)
        if isUnreadable { rest = [] }
        guard length + rest.count > Limits.journal else { return }
        isCut = true
        rest = []
    }

    private mutating func read(_ line: ArraySlice<UInt8>) {
        let range = length..<(length + line.count + 1)
        length = range.upperBound
        guard let object = JournalLine.decoded(line) else {
            damagedLines += 1
            if record == nil { begin(line) }
            record?.isDamaged = true
            return
        }
        let step = JournalStep(object)
        // No machine runs for 285 years; so bounded, sums of times can't overflow.
        let time = min(object.unsigned("t") ?? 0, Self.latest)
        let entry = JournalEntry(time: time, step: step, range: range)
        if record != nil {
            record?.append(entry)
        } else if case .open(let opening) = step {
            if opening.format > JournalOpening.knownFormat { newerFormat = opening.format }
            record = Record(opening)
            record?.begin(entry)
        } else {
            begin(line)
        }
        record?.wholeLength = length
    }

    /// A first line that says not what it is a journal of; a later format may end its lines otherwise and still names itself.
    private mutating func begin(_ line: ArraySlice<UInt8>) {
        isUnreadable = true
        let object = Array(line.prefix { $0 != UInt8(ascii: "\t") })
        let value = try? JSONParser.parse(object, limit: object.count)
        guard let format = value?["format"]?.integer, format > JournalOpening.knownFormat else { return }
        newerFormat = format
    }
}
