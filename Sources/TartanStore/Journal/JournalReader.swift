import CNI
import ExactJSON

/// Reads a journal up to the first line that is not what was written.
struct JournalReader {
    let file: String
    let bytes: [UInt8]
    /// What lies behind it is not looked at.
    var limit = Limits.journal

    /// - Returns: nil where not even the first line is whole: the writer died before anything was started.
    /// - Throws: `newerFormat`, `damagedJournal`
    func record() throws(StoreError) -> Record? {
        guard var record = try opening() else { return nil }
        while let line = nextLine(from: record.wholeLength) {
            guard let object = JournalLine.decoded(line.dropLast()) else {
                record.hasLostLines = line.endIndex < bytes.count
                break
            }
            add(object, line, to: &record)
        }
        // What is over the limit was not looked at.
        if bytes.count > limit { record.hasLostLines = true }
        if record.hasLostLines { record.isDamaged = true }
        return record
    }

    private func opening() throws(StoreError) -> Record? {
        guard let line = nextLine(from: 0) else { return nil }
        guard let object = JournalLine.decoded(line.dropLast()) else {
            try refuseNewer(unchecked(line))
            if line.endIndex == bytes.count { return nil }
            throw .damagedJournal(file: file, why: "its first line is not what was written")
        }
        try refuseNewer(object)
        guard case .open(let opening) = JournalStep(object), opening.format > 0 else {
            throw .damagedJournal(file: file, why: "its first line says not what it is a journal of")
        }
        var record = Record(opening)
        add(object, line, to: &record, step: .open(opening))
        return record
    }

    private func add(_ object: JSONObject, _ line: ArraySlice<UInt8>, to record: inout Record, step: JournalStep? = nil)
    {
        let range = line.startIndex..<line.endIndex
        let entry = JournalEntry(time: object.unsigned("t") ?? 0, step: step ?? JournalStep(object), range: range)
        if step == nil { record.append(entry) } else { record.begin(entry) }
        record.wholeLength = line.endIndex
    }

    /// Newline included; nil at the end and for a torn line.
    private func nextLine(from start: Int) -> ArraySlice<UInt8>? {
        let rest = bytes[min(start, bytes.count)..<min(bytes.count, limit)]
        guard let end = rest.firstIndex(of: JournalLine.newline) else { return nil }
        return rest[...end]
    }

    /// A later format may end its lines otherwise; its first object still says which it is.
    private func unchecked(_ line: ArraySlice<UInt8>) -> JSONObject {
        let object = Array(line.prefix { $0 != UInt8(ascii: "\t") && $0 != JournalLine.newline })
        return (try? JSONParser.parse(object, limit: object.count))?.object ?? JSONObject()
    }

    private func refuseNewer(_ line: JSONObject) throws(StoreError) {
        if let found = line.integer("format"), found > JournalOpening.knownFormat {
            throw .newerFormat(file: file, found: found, known: JournalOpening.knownFormat)
        }
    }
}
