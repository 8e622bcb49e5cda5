/// A command line that is not finished: which command it has come to, and what its last word is to become.
struct CompletionLine {
    enum Place {
        case subcommand
        case optionName
        case value(OptionDescription)
        /// Behind those that are there already.
        case positional(OptionDescription)
        /// Nothing that is known can follow.
        case nowhere
    }

    private(set) var command: CommandDescription
    private(set) var positionals: [String] = []
    /// What options were given, by their long name; empty texts for flags.
    private(set) var given: [String: [String]] = [:]
    private(set) var place: Place = .nowhere
    /// The part of the last word that is to be completed: without `--output=`.
    private(set) var beginning = ""

    private var isOptionsOver = false
    private var waiting: OptionDescription?

    /// - Parameter words: behind the name of the program; the last one is to be completed.
    init(_ words: [String], of root: CommandDescription) {
        command = root
        for word in words.dropLast() { read(word) }
        complete(words.last ?? "")
    }

    private mutating func read(_ word: String) {
        if let option = waiting {
            waiting = nil
            return note(option, word)
        }
        if isOptionsOver || !word.hasPrefix("-") || word == "-" { return readPlain(word) }
        takeStandard()
        if word == "--" {
            isOptionsOver = true
        } else if word.hasPrefix("--") {
            readLong(word)
        } else {
            readShort(word.dropFirst())
        }
    }

    private mutating func readPlain(_ word: String) {
        if positionals.isEmpty, let next = command.subcommand(word) {
            command = next
        } else {
            takeStandard()
            positionals.append(word)
        }
    }

    /// What is no subcommand's name is the standard one's, where there is one.
    private mutating func takeStandard() {
        if let standard = command.standardSubcommand { command = standard }
    }

    private mutating func readLong(_ word: String) {
        let (name, value) = Self.parts(word)
        guard let option = command.option(name) else { return }
        if option.takesValue, value == nil { waiting = option } else { note(option, value ?? "") }
    }

    /// `-A`, `-o`, `-ojson` and `-Ro`.
    private mutating func readShort(_ letters: Substring) {
        guard let letter = letters.first, let option = command.option("-\(letter)") else { return }
        let rest = letters.dropFirst()
        if !option.takesValue {
            note(option, "")
            return readShort(rest)
        }
        if rest.isEmpty { waiting = option } else { note(option, String(rest.first == "=" ? rest.dropFirst() : rest)) }
    }

    private mutating func note(_ option: OptionDescription, _ value: String) {
        guard let name = option.longName else { return }
        given[name, default: []].append(value)
    }

    private mutating func complete(_ word: String) {
        beginning = word
        if word.hasPrefix("-") { takeStandard() }
        if let waiting {
            place = .value(waiting)
        } else if !isOptionsOver, word.hasPrefix("--"), let value = Self.parts(word).value {
            beginning = value
            if let option = command.option(Self.parts(word).name), option.takesValue { place = .value(option) }
        } else if !isOptionsOver, word.hasPrefix("-") {
            place = .optionName
        } else if !command.subcommands.isEmpty {
            if positionals.isEmpty { place = .subcommand }
        } else if let next = positional(positionals.count) {
            place = .positional(next)
        }
    }

    private func positional(_ index: Int) -> OptionDescription? {
        if index < command.positionals.count { return command.positionals[index] }
        return command.positionals.last.flatMap { $0.isRepeating ? $0 : nil }
    }

    private static func parts(_ word: String) -> (name: String, value: String?) {
        guard let sign = word.firstIndex(of: "=") else { return (word, nil) }
        return (String(word[..<sign]), String(word[word.index(after: sign)...]))
    }
}
