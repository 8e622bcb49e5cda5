import CNI
import ExactJSON
import Glibc
import LinuxSystem

/// Does what a record says, and takes it back. The order is such that the runtime never finds the cluster network alone:
/// Tartan's file is there before Multus' goes, and Multus' is back before Tartan's goes.
struct FolderChange {
    let folder: String
    let files: HostFiles

    private var recordPath: String { path(UndoRecord.fileName) }

    private func path(_ name: String) -> String { files.real("\(folder)/\(name)") }

    enum Outcome: Equatable { case done, nothingToDo }

    /// Nobody else's `migrate` works on the folder meanwhile.
    func locked<Value>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        let descriptor: Descriptor
        do throws(SystemFailure) {
            descriptor = try Descriptor(opening: files.real(folder), O_RDONLY | O_DIRECTORY)
        } catch {
            throw Failure(changing: error)
        }
        guard flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 else {
            throw Failure(.couldNotRun, code: "busy", "another tartanctl migrate is at work on \(folder).")
        }
        return try body()
    }

    /// - Parameter isNew: the record isn't written yet.
    func apply(_ record: UndoRecord, isNew: Bool) throws(Failure) -> Outcome {
        let state = FolderState(record, folder: folder, files: files)
        if let difference = state.differenceForApply { throw refusal(difference, record, "--apply") }
        if !isNew, state.isApplied { return .nothingToDo }
        try changing { () throws(SystemFailure) in
            if isNew { try Files.replace(recordPath, with: bytes(record.json), mode: 0o600, durable: true) }
            if state.written == .absent {
                try Files.replace(
                    path(record.written), with: Array(record.text.utf8), mode: mode(record), durable: true)
            }
            for (moved, state) in zip(record.moved, state.moved) where state.from == .same && state.to == .absent {
                try rename(moved.from, moved.to)
            }
            try sync()
        }
        return .done
    }

    /// - Parameter force: also where files are not as `apply` left them; what would be lost is kept under another name.
    func undo(_ record: UndoRecord, force: Bool) throws(Failure) {
        let state = FolderState(record, folder: folder, files: files)
        if !force, let difference = state.differenceForUndo { throw refusal(difference, record, "--undo") }
        try changing { () throws(SystemFailure) in
            for (moved, state) in zip(record.moved, state.moved) { try restore(moved, state) }
            switch state.written {
            case .same: try Files.remove(path(record.written))
            case .different: try rename(record.written, record.written + ".undone")
            case .absent: break
            }
            try sync()
            try Files.remove(recordPath)
        }
    }

    private func restore(_ moved: UndoRecord.Moved, _ state: FolderState.Move) throws(SystemFailure) {
        switch (state.from, state.to) {
        // It was never moved.
        case (.same, .absent), (.different, .absent): break
        case (.absent, .absent):
            try Files.replace(path(moved.from), with: Array(moved.text.utf8), mode: 0o600, durable: true)
        case (.absent, _), (.same, .same): try rename(moved.to, moved.from)
        case (.same, .different), (.different, _):
            try rename(moved.from, moved.from + ".after-tartan")
            try rename(moved.to, moved.from)
        }
    }

    private func bytes(_ value: JSONValue) -> [UInt8] { Array((value.indentedText + "\n").utf8) }

    /// That of Multus' file, which may hold secrets.
    private func mode(_ record: UndoRecord) -> UInt32 {
        let facts = record.moved.first.flatMap { try? FileFacts(path: path($0.from)) }
        return (facts?.permissions ?? 0o600) & 0o644
    }

    private func rename(_ from: String, _ to: String) throws(SystemFailure) {
        guard unsafe Glibc.rename(path(from), path(to)) == 0 else { throw SystemFailure("rename", path(from)) }
    }

    private func sync() throws(SystemFailure) {
        let descriptor = try Descriptor(opening: files.real(folder), O_RDONLY | O_DIRECTORY)
        guard fsync(descriptor.number) == 0 else { throw SystemFailure("write to the disk", files.real(folder)) }
    }

    private func changing(_ body: () throws(SystemFailure) -> Void) throws(Failure) {
        do throws(SystemFailure) { try body() } catch { throw Failure(changing: error) }
    }

    private func refusal(_ difference: String, _ record: UndoRecord, _ option: String) -> Failure {
        let hint =
            option == "--undo"
            ? "Put it right by hand, or take back what can be: tartanctl migrate --undo --force (nothing is lost: what is "
                + "replaced is kept under another name)"
            : "Multus' daemon or entrypoint writes its file again while its DaemonSet runs; Tartan's sorts first all the "
                + "same. To begin anew: tartanctl migrate --undo"
        return Failure(
            .no, code: "changedSince",
            "\(folder) was taken over at \(record.time), and is not as --apply left it: \(difference). Nothing was done.",
            hints: [hint], facts: ["folder": .string(folder), "difference": .string(difference)])
    }
}

/// What a record's files are like now.
struct FolderState {
    enum File: Equatable { case absent, same, different }
    typealias Move = (from: File, to: File)

    let written: File
    let moved: [Move]
    private let record: UndoRecord

    init(_ record: UndoRecord, folder: String, files: HostFiles) {
        self.record = record
        written = Self.file("\(folder)/\(record.written)", record.text, files)
        moved = record.moved.map { moved in
            (
                Self.file("\(folder)/\(moved.from)", moved.text, files),
                Self.file("\(folder)/\(moved.to)", moved.text, files)
            )
        }
    }

    private static func file(_ path: String, _ text: String, _ files: HostFiles) -> File {
        do throws(FileProblem) {
            return try files.read(path, limit: Limits.foreignState).elementsEqual(text.utf8) ? .same : .different
        } catch {
            return error.isMissing ? .absent : .different
        }
    }

    var isApplied: Bool { written == .same && moved.allSatisfy { $0.from == .absent && $0.to == .same } }

    /// What isn't as a whole or half-finished `--apply` leaves it; nil if all is.
    var differenceForApply: String? {
        if written == .different { return "\(record.written) was changed" }
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
            case (.same, .same), (.different, .same): return "\(names.from) was written again"
            }
        }
        return nil
    }
}

extension Failure {
    fileprivate init(changing failure: SystemFailure) {
        self.init(.couldNotRun, code: "system", "\(failure).", facts: ["path": .string(failure.path)])
        if failure.errorNumber == EACCES || failure.errorNumber == EPERM, geteuid() != 0 {
            hints = ["The runtime's configuration is root's: run the command with sudo."]
        }
    }
}
