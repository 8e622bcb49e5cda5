import ArgumentParser
import Testing

@testable import tartanctl

/// What holds for every command, whoever adds one.
@Suite struct CommandTreeTests {
    let root: CommandDescription
    /// With the root and what is beneath commands, without `help`, which is the parser's own.
    let commands: [CommandDescription]

    init() throws {
        root = try CommandDescription.root()
        commands = Self.tree(root)
        try #require(commands.count > 13)
    }

    private static func tree(_ command: CommandDescription) -> [CommandDescription] {
        [command] + command.subcommands.filter { $0.name != "help" }.flatMap(tree)
    }

    @Test("every command says in a sentence what it does, and shows two examples or more")
    func texts() {
        for command in commands {
            #expect(command.abstract.hasSuffix("."), "\(command.name)")
            #expect(HelpText(command.discussion).examples.count >= 2, "\(command.name)")
        }
    }

    @Test("every example is a command line that is accepted, of the command that shows it")
    func examples() throws {
        for command in commands {
            for text in HelpText(command.discussion).examples {
                let line = ExampleLine(text)
                let arguments = try #require(line.arguments, "\(text)")
                #expect(command.path.count == 1 || arguments.first == command.path[1], "\(text)")
                #expect(throws: Never.self, "\(text)") { try Tartanctl.parseAsRoot(arguments) }
            }
        }
    }

    @Test("every option and argument has a help text that ends as a sentence does")
    func help() {
        for command in commands {
            for option in command.options + command.positionals where !option.names.contains("--help") {
                #expect(option.help.hasSuffix("."), "\(command.name) \(option.names) <\(option.valueName)>")
            }
        }
    }

    @Test("a letter has one long name everywhere, and the long name that letter")
    func letters() {
        var long: [Character: String] = [:]
        var letters: [String: Set<String>] = [:]
        for command in commands {
            for option in command.options {
                guard let name = option.longName else { continue }
                letters[name, default: []].insert(option.letter.map(String.init) ?? "")
                // As kubectl has it: -f of logs is --follow, elsewhere it is --filename.
                guard let letter = option.letter, (command.name, letter) != ("trace", "f") else { continue }
                #expect(long[letter] == nil || long[letter] == name, "\(command.name) -\(letter)")
                long[letter] = name
            }
        }
        for (name, letters) in letters { #expect(letters.count == 1, "--\(name): \(letters)") }
        #expect(long["n"] == "namespace" && long["A"] == "all-namespaces" && long["o"] == "output")
        #expect(long["f"] == "filename" && long["l"] == "selector" && long["R"] == "recursive")
    }

    @Test("an option of one name takes the same kind of value everywhere, or none everywhere")
    func values() {
        var kinds: [String: (OptionDescription.Kind, CompletionSource?)] = [:]
        for command in commands {
            for option in command.options {
                guard let name = option.longName else { continue }
                let source = option.values.isEmpty ? CompletionSource(valueName: option.valueName) : nil
                // For init it is a kind of network as well, for there is no network yet.
                guard let earlier = kinds[name], (command.name, name) != ("init", "cluster-network") else {
                    kinds[name] = (option.kind, source)
                    continue
                }
                #expect(
                    earlier.0 == option.kind && (name == "output" || earlier.1 == source), "\(command.name) --\(name)")
            }
        }
    }

    @Test("completion knows what each value is")
    func sources() {
        for command in commands {
            for option in command.options + command.positionals where option.takesValue && option.values.isEmpty {
                #expect(
                    CompletionSource(valueName: option.valueName) != nil,
                    "\(command.name) \(option.names) <\(option.valueName)>")
            }
        }
    }

    /// Where each of kubectl's options makes sense, it is there.
    static let kubectl: [String: String] = [
        "get": "A l n o", "describe": "A l n o", "delete": "A R dry-run f l n o", "apply": "R dry-run f l n o",
        "explain": "A R f l n o", "validate": "R f n o", "trace": "n o", "run": "dry-run n o", "gc": "dry-run o",
        "plugins": "", "plugins list": "o", "plugins test": "n o", "init": "dry-run o", "migrate": "dry-run o",
        "doctor": "dry-run o", "top": "o",
        "schema": "", "completion": "", "man": "",
        "tartanctl": "",
    ]

    @Test("every command has those of kubectl's options that make sense for it")
    func options() throws {
        for command in commands {
            let found = command.options.compactMap { option -> String? in
                if option.longName == "dry-run" { return "dry-run" }
                guard let letter = option.letter, "ARflno".contains(letter), option.longName != "follow" else {
                    return nil
                }
                return String(letter)
            }
            let path = command.path.count == 1 ? command.path[...] : command.path.dropFirst()
            let name = path.joined(separator: " ")
            let expected = try #require(Self.kubectl[name], "\(name) is new: say which options it has")
            #expect(found.sorted().joined(separator: " ") == expected, "\(command.name)")
        }
    }

    @Test("the help of -o names every format")
    func formats() {
        for command in commands {
            for option in command.options where option.longName == "output" {
                #expect(!option.values.isEmpty)
                for value in option.values { #expect(option.help.contains(value), "\(command.name) -o \(value)") }
            }
        }
    }

    @Test(
        "values may stand behind the letter or an equals sign, and a dry run may be kubectl's",
        arguments: [
            ["get", "pods", "-ojson", "-nshop"], ["get", "pods", "-o=json", "--namespace=shop"],
            ["apply", "-f-", "--dry-run=client"], ["apply", "-Rf", ".", "--dry-run=server"],
            ["delete", "pods", "-lapp=web", "-A", "--dry-run=none"], ["get", "pods", "--selector=app in (a, b)"],
        ])
    func spelling(_ words: [String]) {
        #expect(throws: Never.self) { try Tartanctl.parseAsRoot(KubectlSpelling.arguments(words)) }
    }

    @Test("kubectl's dry run is ours, its none is none, and what stands behind -- is left alone")
    func dryRun() {
        #expect(KubectlSpelling.arguments(["apply", "--dry-run=client"]) == ["apply", "--dry-run"])
        #expect(KubectlSpelling.arguments(["--dry-run=none", "x"]) == ["x"])
        #expect(KubectlSpelling.arguments(["--", "--dry-run=none"]) == ["--", "--dry-run=none"])
        #expect(throws: (any Error).self) { try Tartanctl.parseAsRoot(["apply", "-f", "-", "--dry-run=sometimes"]) }
    }
}
