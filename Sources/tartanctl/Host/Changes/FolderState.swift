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

    var isApplied: Bool { written == .same && moved.allSatisfy { $0.from == .absent && $0.to == .same } }

    /// What isn't as a whole or half-finished `--apply` leaves it; nil if all is.
    var differenceForApply: String? {
        if written == .different { return "\(record.written) was changed" }
        if written == .absent, record.replaced != nil { return "\(record.written) is gone" }
        return moveDifference ?? (written == .absent ? movedWithoutTartan : nil)
    }

    /// As for `--apply`: a half-finished undo looks like a half-finished one.
    var differenceForUndo: String? {
        if written == .different { return "\(record.written) was changed" }
        return moveDifference
    }

    private var movedWithoutTartan: String? {
        moved.contains { $0.to != .absent } ? "\(record.written) is gone" : nil
    }

    private var moveDifference: String? {
        for (names, state) in zip(record.moved, moved) {
            switch (state.from, state.to) {
            case (.absent, .same), (.same, .absent): continue
            case (.absent, .absent): return "neither \(names.from) nor \(names.to) is there"
            case (_, .different): return "\(names.to) was changed"
            case (.different, .absent): return "\(names.from) was changed"
            case (.same, .same), (.different, .same), (.replaced, _), (_, .replaced):
                return "\(names.from) was written again"
            }
        }
        return nil
    }
}
