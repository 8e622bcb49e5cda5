import CNI
import ExactJSON
import Glibc
import LinuxSystem

/// Does what a record says, and takes it back. The order is such that the runtime never finds the cluster network alone:
/// Tartan's file is there before another goes, and that is back before Tartan's goes.
struct FolderChange {
    let maker: ChangeMaker
    let folder: String
    let files: HostFiles

    enum Outcome: Equatable { case done, nothingToDo }

    private var recordPath: String { path(maker.recordName) }
    private var command: ChangeCommand { ChangeCommand(maker, folder: folder, root: files.root) }

    private func path(_ name: String) -> String { "\(files.target(folder))/\(name)" }

    /// Nobody else's command works on the folder meanwhile.
    func locked<Value>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
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
        if let difference = state.differenceForApply { throw refusal(difference, record) }
        if !isNew, state.isApplied { return .nothingToDo }
        try changing(record) { () throws(SystemFailure) in
            if isNew { try write(record: record.json) }
            if state.written == .absent || state.written == .replaced {
                try write(record.written, Array(record.text.utf8), mode: mode(record))
            }
            for (moved, state) in zip(record.moved, state.moved) where state.from == .same && state.to == .absent {
                try rename(moved.from, moved.to)
            }
            try sync()
        }
        return .done
    }

    /// - Parameter force: also where files are not as `apply` left them.
    /// - Returns: under which names it is kept what had to make room.
    func undo(_ record: UndoRecord, force: Bool) throws(Failure) -> [String] {
        try rehearseUndo(record, force: force)
        let state = FolderState(record, folder: folder, files: files)
        var kept: [String] = []
        try changing(record) { () throws(SystemFailure) in
            for (moved, state) in zip(record.moved, state.moved) { try restore(moved, state, &kept) }
            try sync()
            if state.written == .different {
                kept.append(try setAside(record.written, as: record.written + ".undone"))
            }
            try restoreWritten(record, state.written)
            try sync()
            _ = unsafe unlink(path(maker.temporaryName))
            try forget(record)
            try sync()
            if record.madeFolder, record.earlier == nil { _ = unsafe rmdir(files.target(folder)) }
        }
        return kept
    }

    /// Whether `undo` would refuse, without doing it.
    func rehearseUndo(_ record: UndoRecord, force: Bool) throws(Failure) {
        let state = FolderState(record, folder: folder, files: files)
        if !force, let difference = state.differenceForUndo { throw refusal(difference, record) }
    }

    private func restoreWritten(_ record: UndoRecord, _ file: FolderState.File) throws(SystemFailure) {
        if let replaced = record.replaced {
            guard file != .replaced else { return }
            try write(record.written, Array(replaced.text.utf8), mode: replaced.mode)
        } else if file == .same {
            try Files.remove(path(record.written))
        }
    }

    /// The record before it counts again.
    private func forget(_ record: UndoRecord) throws(SystemFailure) {
        if let earlier = record.earlier { return try write(record: earlier) }
        try Files.remove(recordPath)
    }

    /// The moved file as it was, and nothing lost of what stands in its way.
    private func restore(
        _ moved: UndoRecord.Moved, _ state: FolderState.Move, _ kept: inout [String]
    ) throws(SystemFailure) {
        // It was never moved, and is whoever's who has it now.
        if state.to == .absent, state.from != .absent { return }
        let aside = moved.from + ".after-tartan"
        if state.from == .different { kept.append(try setAside(moved.from, as: aside)) }
        if state.to == .same { return try rename(moved.to, moved.from) }
        if state.to == .different { kept.append(try setAside(moved.to, as: aside)) }
        if state.from == .same { return }
        let attributes = moved.attributes
        try write(
            moved.from, Array(moved.text.utf8), mode: attributes?.mode ?? 0o600, owner: attributes?.owner,
            group: attributes?.group)
    }

    /// Under that name, or with a number behind it where there is such a file already.
    private func setAside(_ name: String, as wanted: String) throws(SystemFailure) -> String {
        var free = wanted
        var number = 1
        while files.isThere("\(folder)/\(free)") {
            number += 1
            free = "\(wanted).\(number)"
        }
        try rename(name, free)
        return free
    }

    private func write(record: JSONValue) throws(SystemFailure) {
        let bytes = Array((record.indentedText + "\n").utf8)
        // One that can't be read again could never be taken back.
        guard bytes.count <= UndoRecord.limit else {
            throw SystemFailure("write", recordPath, errorNumber: EFBIG)
        }
        try write(maker.recordName, bytes, mode: 0o600)
    }

    /// That of what is moved, which may hold secrets, if the record says none.
    private func mode(_ record: UndoRecord) -> UInt32 {
        record.mode ?? (record.moved.first?.attributes?.mode ?? 0o600) & 0o644
    }

    private func write(
        _ name: String, _ bytes: [UInt8], mode: UInt32, owner: UInt32? = nil, group: UInt32? = nil
    ) throws(SystemFailure) {
        try Files.replace(
            path(name), with: bytes, mode: mode, owner: owner, group: group, durable: true,
            temporary: maker.temporaryName)
        try sync()
    }

    private func rename(_ from: String, _ to: String) throws(SystemFailure) {
        // Looking where a path leads sets errno.
        let (from, to) = (path(from), path(to))
        guard unsafe Glibc.rename(from, to) == 0 else { throw SystemFailure("rename", from) }
    }

    /// Each step is on the disk before the next, so that a power cut finds one after the other too.
    private func sync() throws(SystemFailure) {
        let folder = files.target(folder)
        let descriptor = try Descriptor(opening: folder, O_RDONLY | O_DIRECTORY)
        guard fsync(descriptor.number) == 0 else { throw SystemFailure("write to the disk", folder) }
    }

    private func changing(_ record: UndoRecord, _ body: () throws(SystemFailure) -> Void) throws(Failure) {
        do throws(SystemFailure) { try body() } catch {
            var failure = Failure(changing: error)
            if !FolderState(record, folder: folder, files: files).isUntouched {
                failure.hints += [
                    "It is half done. Once the cause is gone, go on or take it back:", command.apply, command.undo,
                ]
            }
            throw failure
        }
    }

    private func refusal(_ difference: String, _ record: UndoRecord) -> Failure {
        Failure(changedSince: difference, record, folder, " Nothing was done.", command)
    }
}

extension Failure {
    /// A folder isn't as `--apply` left it.
    init(
        changedSince difference: String, _ record: UndoRecord, _ folder: String, _ ending: String,
        _ command: ChangeCommand
    ) {
        self.init(
            .no, code: "changedSince",
            "\(folder) was \(record.maker.deed) at \(record.time), and is not as --apply left it: \(difference).\(ending)",
            hints: [
                "Put it right by hand, or take back what can be; what has to make room is kept under another name:",
                command.forcedUndo,
            ], facts: ["folder": .string(folder), "difference": .string(difference)])
    }

    init(changing failure: SystemFailure) {
        self.init(.couldNotRun, code: "system", "\(failure).", facts: ["path": .string(failure.path)])
        if failure.errorNumber == EACCES || failure.errorNumber == EPERM, geteuid() != 0 {
            hints = ["The runtime's configuration is root's: run the command with sudo."]
        }
    }
}
