import ArgumentParser
import CNI
import ExactJSON

/// A command as the parser knows it: what completion and manual pages are made of.
struct CommandDescription {
    let name: String
    /// From `tartanctl` to itself.
    let path: [String]
    let abstract: String
    let discussion: String
    /// False for what is no command of a person's.
    let isShown: Bool
    /// Flags and options, those that every command has included.
    let options: [OptionDescription]
    let positionals: [OptionDescription]
    let subcommands: [CommandDescription]
    /// That which is meant where none is named.
    private let standardName: String?

    /// `tartanctl` with all of its commands.
    static func root() throws(Failure) -> CommandDescription {
        do {
            let dump = try JSONParser.parse(Tartanctl._dumpHelp(), limit: Limits.configuration)
            if let command = dump["command"] { return CommandDescription(command, beneath: []) }
        } catch {
            throw Failure(.couldNotRun, code: "failed", "the commands can't be read: \(error)")
        }
        throw Failure(.couldNotRun, code: "failed", "the parser names no command")
    }

    private init(_ value: JSONValue, beneath path: [String]) {
        name = value["commandName"]?.string ?? ""
        self.path = path + [name]
        abstract = value["abstract"]?.string ?? ""
        discussion = value["discussion"]?.string ?? ""
        isShown = value["shouldDisplay"] != .bool(false)
        let all = (value["arguments"]?.array ?? []).map { OptionDescription($0) }.filter(\.isShown)
        // The version is told once; the parser lists it with each command.
        options = all.filter { !$0.names.isEmpty && (path.isEmpty || $0.names != ["--version"]) }
        positionals = all.filter(\.names.isEmpty)
        standardName = value["defaultSubcommand"]?.string
        let own = self.path
        subcommands = (value["subcommands"]?.array ?? []).map { CommandDescription($0, beneath: own) }
    }

    /// - Parameter name: with its dashes.
    func option(_ name: String) -> OptionDescription? { options.first { $0.names.contains(name) } }

    func subcommand(_ name: String) -> CommandDescription? { subcommands.first { $0.name == name } }

    var standardSubcommand: CommandDescription? { standardName.flatMap { subcommand($0) } }

    /// Itself and all commands beneath it that people are shown, but for the parser's own.
    var shownTree: [CommandDescription] {
        [self] + shownSubcommands.filter { $0.name != "help" }.flatMap(\.shownTree)
    }

    var shownSubcommands: [CommandDescription] { subcommands.filter(\.isShown) }
}
