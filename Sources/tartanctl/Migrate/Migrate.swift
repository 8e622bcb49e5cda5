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
            Tartan from Multus' own state. docs/migration.md is the walk-through.
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

    @Option(help: ArgumentHelp("A copy of the node's files to work on, in place of /.", valueName: "dir"))
    var root: String?

    @Option(
        name: .customLong("bin-dir"),
        help: ArgumentHelp(
            "Where the runtime finds plugins (default: $CNI_PATH, else /opt/cni/bin and /usr/lib/cni).",
            valueName: "dir"))
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
        if let record = try UndoRecord.read(.migrate, in: installation.folder.path, files) {
            return try again(record, installation.folder.path, files)
        }
        let migration = MigrationPlanner.plan(installation, binaryFolders: binaryFolders)
        guard apply, migration.isPossible, let text = migration.text else {
            try print(migration, isApplied: false)
            if !migration.isPossible { throw Failure.reported(.no) }
            return
        }
        let change = FolderChange(folder: migration.folder, files: files)
        _ = try change.locked(.migrate) { () throws(Failure) in
            try change.apply(UndoRecord(of: migration, text: text), isNew: true)
        }
        try print(migration, isApplied: true)
    }

    private var binaryFolders: [String] {
        binaryFolder.map { [AbsolutePath.of($0)] } ?? HostEnvironment.searchPath.split(separator: ":").map(String.init)
    }

    /// What a proposed command must carry to mean the same.
    private var suffix: String {
        let options = [
            path.map { " \($0)" }, daemonFile.map { " --daemon-config \($0)" }, binaryFolder.map { " --bin-dir \($0)" },
            root.map { " --root \($0)" },
        ]
        return options.compactMap { $0 }.joined()
    }

    private func print(_ migration: Migration, isApplied: Bool) throws(Failure) {
        let report = MigrationReport(migration: migration, isApplied: isApplied, suffix: suffix, root: root)
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
        let path = files.nodePath(place)
        let folder = files.isFolder(path) ? path : HostFiles.parent(of: path)
        return try UndoRecord.read(.migrate, in: folder, files).map { ($0, folder) }
    }

    private func again(_ record: UndoRecord, _ folder: String, _ files: HostFiles) throws(Failure) {
        let change = FolderChange(folder: folder, files: files)
        if apply {
            let outcome = try change.locked(.migrate) { () throws(Failure) in try change.apply(record, isNew: false) }
            let text =
                outcome == .done
                ? "\(folder) is taken over now: an earlier --apply was cut off, and has been finished.\n"
                : "Nothing to do: \(folder) was taken over from Multus at \(record.time), and is as --apply left it.\n"
            return try tell(text, record, folder, done: outcome == .done ? "finished" : "nothing")
        }
        let state = FolderState(record, folder: folder, files: files)
        if let difference = state.differenceForApply {
            throw Failure(
                .no, code: "changedSince",
                "\(folder) was taken over from Multus at \(record.time), and is not as --apply left it: \(difference).",
                hints: ["docs/migration.md tells what may have happened."],
                facts: ["folder": .string(folder), "difference": .string(difference)])
        }
        let text =
            state.isApplied
            ? "\(folder) was taken over from Multus at \(record.time). Take it back: sudo tartanctl migrate --undo\(suffix)\n"
            : "\(folder): an --apply of \(record.time) was cut off. Finish it: sudo tartanctl migrate --apply\(suffix)\n"
        try tell(text + left(record, files), record, folder, done: "nothing")
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
        guard let (record, folder) = try earlier(place, files) else {
            throw Failure(
                .no, code: "notFound",
                "there is nothing to take back: \(files.nodePath(place)) has no \(ChangeMaker.migrate.recordName)."
            )
        }
        let change = FolderChange(folder: folder, files: files)
        try change.locked(.migrate) { () throws(Failure) in try change.undo(record, force: force) }
        let back = record.moved.map(\.from).joined(separator: ", ")
        let text =
            back.isEmpty
            ? "Taken back: \(record.written) is gone from \(folder). Multus' daemon has to write its own file again.\n"
            : "Taken back: the runtime takes \(folder)/\(record.moved.first?.from ?? "") again.\n"
                + "Multus can't detach what Tartan attached. Once such pods are gone: sudo tartanctl gc\n"
        try tell(text, record, folder, done: "undone")
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
