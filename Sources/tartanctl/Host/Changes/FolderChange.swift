import CNI
import ExactJSON
import Glibc
import LinuxSystem

/// Does what a record says, and takes it back. The order is such that the runtime never finds the cluster network alone:
/// Tartan's file is there before another goes, and that is back before Tartan's goes.
struct FolderChange {
    let folder: String
    let files: HostFiles

    private func path(_ name: String) -> String { "\(files.target(folder))/\(name)" }

    enum Outcome: Equatable { case done, nothingToDo }

    /// Nobody else's command works on the folder meanwhile.
    func locked<Value>(_ maker: ChangeMaker, _ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        let descriptor: Descriptor
        do throws(SystemFailure) {
            descriptor = try Descriptor(opening: files.target(folder), O_RDONLY | O_DIRECTORY)
        } catch {
            throw Failure(changing: error)
        }
        guard flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 else {
            throw Failure(.couldNotRun, code: "busy", "another \(maker.command) is at work on \(folder).")
        }
        return try body()
    }

    /// - Parameter isNew: the record isn't written yet.
    func apply(_ record: UndoRecord, isNew: Bool) throws(Failure) -> Outcome {
        let state = FolderState(record, folder: folder, files: files)
        if let difference = state.differenceForApply { throw refusal(difference, record, "--apply") }
        if !isNew, state.isApplied { return .nothingToDo }
        try changing { () throws(SystemFailure) in
            if isNew { try write(record.json, record.maker) }
            if state.written == .absent || state.written == .replaced {
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
            if state.written == .different { try rename(record.written, record.written + ".undone") }
            try restoreWritten(record, state.written)
            try sync()
            try forget(record)
        }
    }

    private func restoreWritten(_ record: UndoRecord, _ file: FolderState.File) throws(SystemFailure) {
        if let replaced = record.replaced {
            guard file != .replaced else { return }
            try Files.replace(
                path(record.written), with: Array(replaced.text.utf8), mode: replaced.mode, durable: true)
        } else if file == .same {
            try Files.remove(path(record.written))
        }
    }

    /// The record before it counts again.
    private func forget(_ record: UndoRecord) throws(SystemFailure) {
        if let earlier = record.earlier { return try write(earlier, record.maker) }
        try Files.remove(path(record.maker.recordName))
        if record.madeFolder { _ = unsafe rmdir(files.target(folder)) }
    }

    private func write(_ record: JSONValue, _ maker: ChangeMaker) throws(SystemFailure) {
        let bytes = Array((record.indentedText + "\n").utf8)
        // One that can't be read again could never be taken back.
        guard bytes.count <= UndoRecord.limit else {
            throw SystemFailure("write", path(maker.recordName), errorNumber: EFBIG)
        }
        try Files.replace(path(maker.recordName), with: bytes, mode: 0o600, durable: true)
    }

    private func restore(_ moved: UndoRecord.Moved, _ state: FolderState.Move) throws(SystemFailure) {
        switch (state.from, state.to) {
        // It was never moved.
        case (.same, .absent), (.different, .absent): break
        case (.absent, .absent):
            try Files.replace(path(moved.from), with: Array(moved.text.utf8), mode: 0o600, durable: true)
        case (.absent, _), (.same, .same): try rename(moved.to, moved.from)
        case (.same, .different), (.same, .replaced), (.different, _), (.replaced, _):
            try rename(moved.from, moved.from + ".after-tartan")
            try rename(moved.to, moved.from)
        }
    }

    /// That of what is moved, which may hold secrets, if the record says none.
    private func mode(_ record: UndoRecord) -> UInt32 {
        if let mode = record.mode { return mode }
        let facts = record.moved.first.flatMap { try? FileFacts(path: path($0.from)) }
        return (facts?.permissions ?? 0o600) & 0o644
    }

    private func rename(_ from: String, _ to: String) throws(SystemFailure) {
        guard unsafe Glibc.rename(path(from), path(to)) == 0 else { throw SystemFailure("rename", path(from)) }
    }

    private func sync() throws(SystemFailure) {
        let descriptor = try Descriptor(opening: files.target(folder), O_RDONLY | O_DIRECTORY)
        guard fsync(descriptor.number) == 0 else { throw SystemFailure("write to the disk", files.target(folder)) }
    }

    private func changing(_ body: () throws(SystemFailure) -> Void) throws(Failure) {
        do throws(SystemFailure) { try body() } catch { throw Failure(changing: error) }
    }

    private func refusal(_ difference: String, _ record: UndoRecord, _ option: String) -> Failure {
        let command = record.maker.command
        let hint =
            option == "--undo"
            ? "Put it right by hand, or take back what can be: \(command) --undo --force (nothing is lost: what is "
                + "replaced is kept under another name)"
            : record.maker.applyHint
        return Failure(
            .no, code: "changedSince",
            "\(folder) was \(record.maker.deed) at \(record.time), and is not as --apply left it: \(difference). "
                + "Nothing was done.",
            hints: [hint], facts: ["folder": .string(folder), "difference": .string(difference)])
    }
}

extension Failure {
    init(changing failure: SystemFailure) {
        self.init(.couldNotRun, code: "system", "\(failure).", facts: ["path": .string(failure.path)])
        if failure.errorNumber == EACCES || failure.errorNumber == EPERM, geteuid() != 0 {
            hints = ["The runtime's configuration is root's: run the command with sudo."]
        }
    }
}
