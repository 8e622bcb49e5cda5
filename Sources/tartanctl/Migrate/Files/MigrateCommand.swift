import Glibc

/// What a person can copy to go on with a folder.
struct MigrateCommand {
    /// Everything that `migrate` needs to mean the same folder: ` /etc/cni/net.d --root DIR`.
    let arguments: String

    /// Of the folder of a migration.
    init(folder: String, root: String?) {
        self.init([folder], options: [("--root", root)])
    }

    init(_ words: [String], options: [(name: String, value: String?)]) {
        let given = options.compactMap { option in option.value.map { "\(option.name) \($0.asShellWord)" } }
        arguments = (words.map(\.asShellWord) + given).map { " " + $0 }.joined()
    }

    var dryRun: String { line("") }
    var apply: String { line(" --apply") }
    var undo: String { line(" --undo") }
    var forcedUndo: String { line(" --undo --force") }

    private func line(_ options: String) -> String {
        (geteuid() == 0 ? "" : "sudo ") + "tartanctl migrate" + options + arguments
    }
}

extension String {
    /// As a shell reads it as one word, whatever is in it.
    var asShellWord: String {
        let plain = unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "-_./:@%+=,".unicodeScalars.contains(scalar))
        }
        if plain, !isEmpty { return self }
        return "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
