import ArgumentParser
import TartanCore

/// The manual page of a command in man's macros.
struct ManualPage {
    private let command: CommandDescription
    private let root: CommandDescription
    private let date: String

    init(_ command: CommandDescription, of root: CommandDescription, date: String) {
        self.command = command
        self.root = root
        self.date = date
    }

    /// `tartanctl-get`
    var name: String { command.path.joined(separator: "-") }

    var text: String {
        var roff = Roff()
        roff.title(name.uppercased(), "1", date, "Tartan \(TartanVersion.current)", "Tartan")
        roff.section("NAME")
        let abstract = command.abstract.hasSuffix(".") ? String(command.abstract.dropLast()) : command.abstract
        roff.paragraph("\(name) - \(abstract)")
        roff.section("SYNOPSIS")
        roff.verbatim(usage)
        describe(&roff)
        list(&roff, "COMMANDS", commands)
        list(&roff, "ARGUMENTS", command.positionals.filter { !$0.help.isEmpty }.map { argument($0) })
        list(&roff, "OPTIONS", command.options.map { option($0) })
        if !help.examples.isEmpty {
            roff.section("EXAMPLES")
            roff.verbatim(help.examples)
        }
        list(&roff, "EXIT STATUS", Self.statuses)
        list(&roff, "ENVIRONMENT", environment)
        roff.section("SEE ALSO")
        let others =
            command.path.count > 1
            ? [root] + command.shownTree.dropFirst() : root.shownSubcommands.filter { $0.name != "help" }
        roff.paragraph(others.map { "\($0.path.joined(separator: "-"))(1)" }.joined(separator: ", "))
        return roff.text
    }

    private var help: HelpText { HelpText(command.discussion) }

    private var usage: [String] {
        let text = type.map { Tartanctl.usageString(for: $0) } ?? Tartanctl.usageString()
        return text.split(separator: "\n").map { line in
            let words = line.drop { $0 == " " }
            return String(words.hasPrefix("Usage: ") ? words.dropFirst("Usage: ".count) : words)
        }
    }

    /// Nil for `tartanctl` itself.
    private var type: (any ParsableCommand.Type)? {
        var type: (any ParsableCommand.Type)?
        for name in command.path.dropFirst() {
            let commands = type?.configuration.subcommands ?? Tartanctl.configuration.subcommands
            type = commands.first { $0._commandName == name }
        }
        return type
    }

    private func describe(_ roff: inout Roff) {
        roff.section("DESCRIPTION")
        if help.paragraphs.isEmpty { roff.paragraph(command.abstract) }
        for paragraph in help.paragraphs {
            switch paragraph {
            case .words(let words): roff.paragraph(words)
            case .lines(let lines): roff.verbatim(lines)
            }
        }
    }

    private func list(_ roff: inout Roff, _ title: String, _ items: [(String, String)]) {
        guard !items.isEmpty else { return }
        roff.section(title)
        for (title, words) in items { roff.item(title, words) }
    }

    private var commands: [(String, String)] {
        command.shownSubcommands.map { (Roff.bold("\($0.path.joined(separator: "-"))(1)"), $0.abstract) }
    }

    private func argument(_ argument: OptionDescription) -> (String, String) {
        (Roff.italic("<\(argument.valueName)>"), argument.help)
    }

    private func option(_ option: OptionDescription) -> (String, String) {
        let names = option.names.map { Roff.bold($0) }.joined(separator: ", ")
        guard option.takesValue else { return (names, option.help) }
        let standard = option.defaultValue.map { " (default: \($0))" } ?? ""
        return ("\(names) \(Roff.italic("<\(option.valueName)>"))", option.help + standard)
    }

    private static let statuses = [
        (Roff.bold("0"), "Done."),
        (Roff.bold("1"), "The answer is no: not found, findings, differences, a plugin's error."),
        (Roff.bold("2"), "It could not be run: usage, unreadable input, no store."),
    ]

    private var environment: [(String, String)] {
        let words = (command.options + command.positionals).map(\.help).joined(separator: " ")
        return Self.variables.filter {
            command.path.count == 1 || words.split { " ,():.;".contains($0) }.contains("$\($0.0)")
        }
        .map { (Roff.bold($0.0), $0.1) }
    }

    private static let variables = [
        ("TARTAN_STORE", "The store's folder, if --store names none."),
        ("CNI_PATH", "Where plugins are looked for, folders between colons."),
        ("NETCONFPATH", "The runtime's folder of network configurations."),
        ("CAP_ARGS", "What a runtime would ask of the cluster network, by capability, as JSON."),
    ]
}
