import CNI

/// What a record's files are like now.
struct FolderState {
    enum File: Equatable {
        case absent, same, different
        /// As before the change.
        case replaced
    }

    typealias Move = (from: File, to: File)

    let written: File
    let moved: [Move]
    private let record: UndoRecord

    init(_ record: UndoRecord, folder: String, files: HostFiles) {
        self.record = record
        written = Self.file("\(folder)/\(record.written)", record.text, files, replaced: record.replaced?.text)
        moved = record.moved.map { moved in
            (
                Self.file("\(folder)/\(moved.from)", moved.text, files),
                Self.file("\(folder)/\(moved.to)", moved.text, files)
            )
        }
    }

    private static func file(
        _ path: String, _ text: String, _ files: HostFiles, replaced: String? = nil
    ) -> File {
        do throws(FileProblem) {
            let bytes = try files.read(path, limit: Limits.foreignState)
            if bytes.elementsEqual(text.utf8) { return .same }
            return replaced.map { bytes.elementsEqual($0.utf8) } == true ? .replaced : .different
        } catch {
            return error.isMissing ? .absent : .different
        }
    }

    /// The runtime takes Tartan's file, and what is to be taken back is there.
    var isApplied: Bool { written == .same && moved.allSatisfy { $0.to == .same } }

    /// There is a record and nothing else of a change: it was cut off before it changed anything, or taken back.
    var isUntouched: Bool {
        written == (record.replaced == nil ? .absent : .replaced)
            && moved.allSatisfy { $0.to == .absent && $0.from != .absent }
    }

    /// Multus' files that are there again, though they were moved aside. The runtime doesn't take them: Tartan's sorts first.
    var writtenAgain: [String] {
        zip(record.moved, moved).filter { $0.1.from != .absent && $0.1.to == .same }.map(\.0.from)
    }

    /// What isn't as a whole or half-finished `--apply` leaves it; nil if all is.
    var differenceForApply: String? {
        if isApplied { return nil }
        if written == .different { return "\(record.written) was changed" }
        if written == .absent, record.replaced != nil { return "\(record.written) is gone" }
        return moveDifference ?? (written == .absent ? movedWithoutTartan : nil)
    }

    /// As for `--apply`: a half-finished undo looks like a half-finished one. A file that says the same as the one that was
    /// moved aside is none.
    var differenceForUndo: String? {
        if isUntouched { return nil }
        if written == .different { return "\(record.written) was changed" }
        return moveDifference
    }

    private var movedWithoutTartan: String? {
        moved.contains { $0.to != .absent } ? "\(record.written) is gone" : nil
    }

    private var moveDifference: String? {
        for (names, state) in zip(record.moved, moved) {
            switch (state.from, state.to) {
            case (.absent, .same), (.same, .absent), (.same, .same): continue
            case (.absent, .absent): return "neither \(names.from) nor \(names.to) is there"
            case (_, .different): return "\(names.to) was changed"
            case (.different, .absent): return "\(names.from) was changed"
            case (.different, .same), (.replaced, _), (_, .replaced): return "\(names.from) was written again"
            }
        }
        return nil
    }
}
