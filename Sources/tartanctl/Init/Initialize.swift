import ArgumentParser
import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TartanCore

/// Makes the runtime use Tartan: tells what it would write and why, does it, or takes it back.
struct Initialize: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the runtime of this node use Tartan: show, do it, take it back.",
        usage: """
            tartanctl init [--cluster-network auto|flannel|calico|canal|weave|cilium|FILE]
            tartanctl init --apply
            tartanctl init --undo [--force]
            """,
        discussion: """
            Looks which runtime and which cluster network there is, and prints the file that would make the runtime call \
            Tartan, with the reasons and a diff; nothing is changed. --apply writes it so that it sorts first. Nothing else \
            is deleted, renamed or changed: the cluster network's own file stays where its installer writes it, and is \
            read at each ADD. --undo takes back the last --apply, byte by byte. A file of Tartan's that is there already \
            keeps all its keys and gets what it lacks. With --dry-run --apply and --undo say what they would do.

            Examples:
              tartanctl init                       what would be written, and why
              sudo tartanctl init --apply          do it
              sudo tartanctl init --undo           take it back
              tartanctl init --root /mnt           of a node whose files are there
              tartanctl init --cluster-network /etc/cni/tartan.d/10-calico.conflist
            """)

    @Option(
        name: .customLong("cluster-network"),
        help: ArgumentHelp(
            "What every pod gets as eth0: what is found (auto), one of the kinds that is found, or a file.",
            valueName: "kind|file"))
    var clusterNetwork: ClusterNetworkWish = .found

    @Flag(help: "Do it.")
    var apply = false

    @Flag(help: "Take back what the last --apply did.")
    var undo = false

    @Flag(help: "With --undo: also where the file was changed since; it is kept under another name.")
    var force = false

    @OptionGroup var dryRun: DryRunOptions
    @OptionGroup var node: NodeOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        if apply, undo { throw ValidationError("--apply and --undo can't go together") }
        if force, !undo { throw ValidationError("--force goes with --undo alone") }
        if undo, clusterNetwork != .found { throw ValidationError("--undo needs no --cluster-network") }
    }

    func run() throws {
        let files = try node.files()
        let runtime = NodeRuntimes(files).chosen
        let folder = node.configurationFolder(runtime, files)
        if undo { return try takeBack(folder, files) }
        let plan = try InitializationPlanner.plan(
            folder, runtime, clusterNetwork, binaryFolders: node.binaryFolders(runtime), files: files)
        let isDue = apply && !dryRun.isOn && plan.isPossible && !plan.isDone
        if isDue { try write(plan) }
        let report = InitializationReport(
            plan: plan, isApplied: isDue, suffix: suffix, undoSuffix: node.suffix)
        switch self.report.format {
        case .text: try Console.print(report.text)
        case .json: try Console.print(report.json.indentedText + "\n")
        }
        if !plan.isPossible { throw Failure.reported(.no) }
    }

    private var suffix: String {
        let network: String
        switch clusterNetwork {
        case .found: network = ""
        case .kind(let kind): network = " --cluster-network \(kind.rawValue)"
        case .file(let path): network = " --cluster-network \(path.shellWord)"
        }
        return network + node.suffix
    }

    private func write(_ plan: Initialization) throws(Failure) {
        guard let text = plan.text else { return }
        if plan.isFolderMissing {
            do throws(SystemFailure) {
                try Files.makeFolders(plan.files.target(plan.folder), mode: 0o755)
            } catch {
                throw Failure(changing: error)
            }
        }
        let change = FolderChange(maker: .`init`, folder: plan.folder, files: plan.files)
        _ = try change.locked { () throws(Failure) in
            var record = UndoRecord(.`init`, writes: plan.fileName, text: text)
            // It names the cluster network and holds nothing secret.
            record.mode = 0o644
            if let own = plan.own, own.name == plan.fileName {
                record.replaced = .init(text: own.text, mode: own.mode)
                record.mode = own.mode
            }
            record.madeFolder = plan.isFolderMissing
            record.earlier = try earlier(plan)
            return try change.apply(record, isNew: true)
        }
    }

    /// The record that is there, unless what it says was never done.
    private func earlier(_ plan: Initialization) throws(Failure) -> JSONValue? {
        guard let record = try UndoRecord.read(.`init`, in: plan.folder, plan.files) else { return nil }
        let state = FolderState(record, folder: plan.folder, files: plan.files)
        let wasDone = state.written == .same || state.written == .different
        return wasDone ? record.json : record.earlier
    }

    private func takeBack(_ folder: String, _ files: HostFiles) throws(Failure) {
        guard let record = try UndoRecord.read(.`init`, in: folder, files) else {
            throw Failure(
                .no, code: "notFound",
                "there is nothing to take back: \(folder) has no \(ChangeMaker.`init`.recordName).")
        }
        let change = FolderChange(maker: .`init`, folder: folder, files: files)
        let path = "\(folder)/\(record.written)"
        if dryRun.isOn {
            try change.rehearseUndo(record, force: force)
            return try tellUndo(
                record, folder, done: "nothing",
                record.replaced == nil
                    ? "Would be taken back: \(path) would go. Nothing is changed.\n"
                    : "Would be taken back: \(path) would be as it was before \(record.time). Nothing is changed.\n")
        }
        let kept = try change.locked { () throws(Failure) in try change.undo(record, force: force) }
        let room = kept.map { "Kept, because it had to make room: \(folder)/\($0)\n" }.joined()
        let text =
            record.replaced == nil
            ? "Taken back: \(path) is gone, and the runtime takes what sorts first without it.\n"
                + "What Tartan attached is detached once those pods are gone: sudo tartanctl gc\n"
            : "Taken back: \(path) is as it was before \(record.time).\n"
        try tellUndo(record, folder, done: "undone", kept: kept, text + room)
    }

    private func tellUndo(
        _ record: UndoRecord, _ folder: String, done: String, kept: [String] = [], _ text: String
    ) throws(Failure) {
        switch report.format {
        case .text: try Console.print(text)
        case .json:
            let json: JSONValue = [
                "folder": .string(folder), "applied": .string(record.time), "done": .string(done),
                "written": .string("\(folder)/\(record.written)"), "restored": .bool(record.replaced != nil),
                "kept": .array(kept.map { .string("\(folder)/\($0)") }),
            ]
            try Console.print(json.indentedText + "\n")
        }
    }
}
