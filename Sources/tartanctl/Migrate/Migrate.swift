import ArgumentParser
import CNI
import ExactJSON
import TartanCore

/// Takes a node over from Multus: tells what would become of each key, does it, or takes it back.
struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a node over from Multus: report, do it, take it back.",
        usage: """
            tartanctl migrate [FILE|DIR] [--daemon-config FILE]
            tartanctl migrate [FILE|DIR] --apply
            tartanctl migrate [DIR] --undo [--force]
            """,
        discussion: """
            Reads what configures Multus, thin or thick, and tells key by key what becomes of it, what a person must do, and \
            what would be written; nothing is changed. --apply writes Tartan's configuration, which the runtime takes first, \
            and moves Multus' file aside. Nothing is deleted, pods go on, and those that Multus attached are detached by \
            Tartan from Multus' own state. With --dry-run --apply and --undo say what they would do. docs/migration.md is the walk-through.

            Examples:
              tartanctl migrate                    what would become of this node
              sudo tartanctl migrate --apply       do it
              sudo tartanctl migrate --undo        take it back
              tartanctl migrate --root /mnt -o json
              tartanctl migrate /etc/cni/net.d/00-multus.conf --daemon-config daemon-config.json
            """)

    @Argument(
        help: ArgumentHelp(
            "Multus' configuration, the daemon's file, or the runtime's folder (default: /etc/cni/net.d).",
            valueName: "file|dir"))
    var path: String?

    @Option(
        name: .customLong("daemon-config"),
        help: ArgumentHelp("The file of Multus' daemon (daemon-config.json of its ConfigMap).", valueName: "file"))
    var daemonFile: String?

    @Flag(help: "Do it.")
    var apply = false

    @Flag(help: "Take back what --apply did.")
    var undo = false

    @Flag(help: "With --undo: also where files were changed since; what is replaced is kept under another name.")
    var force = false

    @OptionGroup var dryRun: DryRunOptions

    @Option(help: ArgumentHelp("A copy of the node's files to work on, in place of /.", valueName: "dir"))
    var root: String?

    @Option(
        name: .customLong("bin-dir"),
        help: ArgumentHelp(
            "Where the runtime finds plugins (default: $CNI_PATH, else /opt/cni/bin and /usr/lib/cni).",
            valueName: "dir[:dir]"))
    var binaryFolder: String?

    @OptionGroup var report: ReportOptions

    func validate() throws {
        if apply, undo { throw ValidationError("--apply and --undo can't go together") }
        if force, !undo { throw ValidationError("--force goes with --undo alone") }
        for (name, value) in [("--root", root), ("--daemon-config", daemonFile), ("--bin-dir", binaryFolder)]
        where value?.isEmpty == true {
            throw ValidationError("\(name) needs a path")
        }
    }

    func run() throws {
        let files = try HostFiles(root: root)
        if undo { return try takeBack(files) }
        let place = path ?? HostEnvironment.configurationFolder
        if let record = try earlier(place, files) { return try again(record.record, record.folder, files) }
        let installation = try MultusInstallation(place, daemonFile: daemonFile, files: files)
        // The daemon's file, or that of another folder, tells where the runtime's is.
        let folder = installation.folder.path
        if let record = try record(in: folder, files) { return try again(record, folder, files) }
        let migration = MigrationPlanner.plan(installation, binaryFolders: binaryFolders)
        guard isApplied, migration.isPossible, let text = migration.text else {
            try print(migration, isApplied: false)
            if !migration.isPossible { throw Failure.reported(.no) }
            return
        }
        let change = FolderChange(maker: .migrate, folder: migration.folder, files: files)
        _ = try change.locked { () throws(Failure) in
            try change.apply(UndoRecord(of: migration, text: text), isNew: true)
        }
        try print(migration, isApplied: true)
    }

    private var isApplied: Bool { apply && !dryRun.isOn }

    private var binaryFolders: [String] {
        guard let binaryFolder else { return HostEnvironment.searchPath.split(separator: ":").map(String.init) }
        return binaryFolder.split(separator: ":").map { AbsolutePath.of(String($0)) }
    }

    /// This one once more, with other options.
    private var command: ChangeCommand {
        ChangeCommand(
            .migrate, [path].compactMap { $0 },
            options: [("--daemon-config", daemonFile), ("--bin-dir", binaryFolder), ("--root", root)])
    }

    private func print(_ migration: Migration, isApplied: Bool) throws(Failure) {
        let report = MigrationReport(migration: migration, isApplied: isApplied, command: command, root: root)
        switch self.report.format {
        case .text: try Console.print(report.text)
        case .json: try Console.print(report.json.indentedText + "\n")
        }
    }
}

// Where it was done before
extension Migrate {
    /// The record in the folder that was named, or that the named file is in.
    private func earlier(_ place: String, _ files: HostFiles) throws(Failure) -> (record: UndoRecord, folder: String)? {
        let folder = folder(of: place, files)
        return try record(in: folder, files).map { ($0, folder) }
    }

    private func folder(of place: String, _ files: HostFiles) -> String {
        let path = files.nodePath(place)
        return files.isFolder(path) ? path : HostFiles.parent(of: path)
    }

    /// One that was cut off before it changed anything counts for nothing: what is there now is what is taken over.
    private func record(in folder: String, _ files: HostFiles) throws(Failure) -> UndoRecord? {
        guard let record = try UndoRecord.read(.migrate, in: folder, files) else { return nil }
        return FolderState(record, folder: folder, files: files).isUntouched ? nil : record
    }

    private func again(_ record: UndoRecord, _ folder: String, _ files: HostFiles) throws(Failure) {
        let change = FolderChange(maker: .migrate, folder: folder, files: files)
        let outcome =
            isApplied ? try change.locked { () throws(Failure) in try change.apply(record, isNew: false) } : nil
        let state = FolderState(record, folder: folder, files: files)
        let command = ChangeCommand(.migrate, folder: folder, root: root)
        let rewritten = state.writtenAgain.map {
            "Multus has written \(folder)/\($0) again. The runtime doesn't take it: \(record.written) sorts first.\n"
        }.joined()
        switch outcome {
        case .done:
            let text = "\(folder) is taken over now: an earlier --apply was cut off, and has been finished.\n"
            try tell(text + rewritten, record, folder, done: "finished")
        case .nothingToDo:
            let text = "Nothing to do: \(folder) was taken over from Multus at \(record.time).\n"
            try tell(text + rewritten, record, folder, done: "nothing")
        case nil:
            if let difference = state.differenceForApply {
                throw Failure(changedSince: difference, record, folder, "", command)
            }
            let undo = state.writtenAgain.isEmpty ? command.undo : command.forcedUndo
            let text =
                state.isApplied
                ? "\(folder) was taken over from Multus at \(record.time). Take it back: \(undo)\n"
                : "\(folder): an --apply or --undo of the migration of \(record.time) was cut off. "
                    + "Go on: \(command.apply)\nTake it back: \(command.undo)\n"
            try tell(text + rewritten + left(record, files), record, folder, done: "nothing")
        }
    }

    /// How much of what Multus attached is still there.
    private func left(_ record: UndoRecord, _ files: HostFiles) -> String {
        let written = try? JSONParser.parse(record.text, limit: Limits.configuration)
        let tartan = written?["plugins"]?.array?.first { $0["type"]?.string == "tartan" }
        let folder = tartan?["cniDir"]?.string ?? Migration.standardState
        guard let state = try? MultusInventory(files.target(folder)) else { return "\(folder) can't be read.\n" }
        if state.sandboxes == 0 { return "Of what Multus attached nothing is left in \(folder).\n" }
        let sandboxes = CollectReport.count(state.sandboxes, "sandbox", "sandboxes")
        return "Multus' state still has \(sandboxes): \(folder).\n"
    }

    private func takeBack(_ files: HostFiles) throws(Failure) {
        let place = path ?? HostEnvironment.configurationFolder
        let folder = folder(of: place, files)
        guard let record = try UndoRecord.read(.migrate, in: folder, files) else {
            throw Failure(
                .no, code: "notFound",
                "there is nothing to take back: \(folder) has no \(ChangeMaker.migrate.recordName).",
                hints: path == nil ? [] : ["It lies in the runtime's folder: name that one."])
        }
        let isUntouched = FolderState(record, folder: folder, files: files).isUntouched
        let change = FolderChange(maker: .migrate, folder: folder, files: files)
        if dryRun.isOn {
            try change.rehearseUndo(record, force: force)
            let moved = record.moved.map { ", \(folder)/\($0.to) would be \($0.from) again" }.joined()
            let text = "Would be taken back: \(folder)/\(record.written) would go\(moved). Nothing is changed.\n"
            return try tell(text, record, folder, done: "nothing")
        }
        let kept = try change.locked { () throws(Failure) in try change.undo(record, force: force) }
        let text =
            if isUntouched {
                "Taken back: nothing had been changed in \(folder) yet.\n"
            } else if let first = record.moved.first {
                "Taken back: the runtime takes \(folder)/\(first.from) again.\n"
                    + "Multus can't detach what Tartan attached. Once such pods are gone: sudo tartanctl gc\n"
            } else {
                "Taken back: \(record.written) is gone from \(folder). Multus' daemon has to write its own file again.\n"
            }
        let room = kept.map { "Kept, because it had to make room: \(folder)/\($0)\n" }.joined()
        try tell(text + room + withoutBinary(record, folder, files), record, folder, done: "undone")
    }

    /// Whoever took Multus away meanwhile has no pod that starts.
    private func withoutBinary(_ record: UndoRecord, _ folder: String, _ files: HostFiles) -> String {
        let texts = record.moved.map { ($0.from, try? JSONParser.parse($0.text, limit: Limits.configuration)) }
        let types = texts.compactMap { name, value in
            value.flatMap { MultusFile($0, path: name, bytes: []) }?.keys.text(of: "type")
        }
        guard let type = types.first, !binaryFolders.contains(where: { files.isThere("\($0)/\(type)") }) else {
            return ""
        }
        let folders = binaryFolders.joined(separator: ", ")
        return
            "warning: the plugin \(type) is not in \(folders). If it is gone, no pod can start: install Multus again.\n"
    }

    private func tell(_ text: String, _ record: UndoRecord, _ folder: String, done: String) throws(Failure) {
        switch report.format {
        case .text: try Console.print(text)
        case .json:
            let json: JSONValue = [
                "folder": .string(folder), "takenOver": .string(record.time), "done": .string(done),
                "written": .string("\(folder)/\(record.written)"),
                "moved": .array(
                    record.moved.map {
                        ["from": .string("\(folder)/\($0.from)"), "to": .string("\(folder)/\($0.to)")]
                    }),
            ]
            try Console.print(json.indentedText + "\n")
        }
    }
}
