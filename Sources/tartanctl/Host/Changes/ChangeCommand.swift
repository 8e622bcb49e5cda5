import Glibc

/// What a person can copy to go on with a folder.
struct ChangeCommand {
    let maker: ChangeMaker
    /// Everything that the command needs to mean the same folder: ` /etc/cni/net.d --root DIR`.
    let arguments: String

    /// Of the folder of a change.
    init(_ maker: ChangeMaker, folder: String, root: String?) {
        switch maker {
        case .migrate: self.init(maker, [folder], options: [("--root", root)])
        case .`init`: self.init(maker, [], options: [("--conf-dir", folder), ("--root", root)])
        }
    }

    init(_ maker: ChangeMaker, _ words: [String], options: [(name: String, value: String?)]) {
        self.maker = maker
        let given = options.compactMap { option in option.value.map { "\(option.name) \($0.shellWord)" } }
        arguments = (words.map(\.shellWord) + given).map { " " + $0 }.joined()
    }

    var dryRun: String { line("") }
    var apply: String { line(" --apply") }
    var undo: String { line(" --undo") }
    var forcedUndo: String { line(" --undo --force") }

    private func line(_ options: String) -> String {
        (geteuid() == 0 ? "" : "sudo ") + maker.command + options + arguments
    }
}
