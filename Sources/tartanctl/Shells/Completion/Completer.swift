import ArgumentParser
import CNI
import ExactJSON
import Findings
import LinuxSystem
import TartanStore

/// Finds what can follow on a command line.
struct Completer {
    private let line: CompletionLine
    private let root: CommandDescription

    /// - Parameter words: behind the name of the program; the last one is to be completed, and may be empty.
    init(_ words: [String], of root: CommandDescription) {
        line = CompletionLine(words, of: root)
        self.root = root
    }

    var answer: CompletionAnswer {
        var answer = all
        answer.candidates = answer.candidates.filter { $0.word.hasPrefix(line.beginning) }
        return answer
    }

    private var all: CompletionAnswer {
        switch line.place {
        case .subcommand: CompletionAnswer(candidates: commands(line.command))
        case .optionName: CompletionAnswer(candidates: options)
        case .value(let option), .positional(let option):
            option.values.isEmpty
                ? values(CompletionSource(valueName: option.valueName) ?? .free) : words(option.values)
        case .nowhere: CompletionAnswer()
        }
    }

    private func commands(_ command: CommandDescription) -> [CompletionAnswer.Candidate] {
        command.shownSubcommands.map { .init(word: $0.name, note: $0.abstract) }
    }

    /// Those that may be given once are proposed once; long ones, for they say what they are.
    private var options: [CompletionAnswer.Candidate] {
        line.command.options.compactMap { option in
            guard let name = option.longName, option.isRepeating || line.given[name] == nil else { return nil }
            return .init(word: "--\(name)", note: Self.note(option.help))
        }
    }

    /// The first sentence: a shell has a line for it.
    private static func note(_ help: String) -> String {
        var note = ""
        var earlier: Character?
        for character in help {
            if character == " ", earlier == "." || earlier == ":" { break }
            note.append(character)
            earlier = character
        }
        return note.hasSuffix(".") || note.hasSuffix(":") ? String(note.dropLast()) : note
    }

    private func words(_ words: [String]) -> CompletionAnswer {
        CompletionAnswer(candidates: words.map { .init(word: $0) })
    }

    private func values(_ source: CompletionSource) -> CompletionAnswer {
        switch source {
        case .files: CompletionAnswer(others: .files)
        case .folders: CompletionAnswer(others: .folders)
        case .namespaces: CompletionAnswer(candidates: store.namespaces())
        case .pods: CompletionAnswer(candidates: store.objects(.pod))
        case .networks: CompletionAnswer(candidates: store.attachedNetworks())
        case .sandboxes: CompletionAnswer(candidates: store.sandboxes())
        case .records: CompletionAnswer(candidates: store.openRecords())
        case .objects: CompletionAnswer(candidates: objects)
        case .subjects: subjects
        case .targets: CompletionAnswer(candidates: store.objects(.pod) + store.openRecords())
        case .findingCodes: CompletionAnswer(candidates: findings)
        case .plugins: words(plugins)
        case .networkNamespaces: words((try? Files.names(in: "/run/netns").sorted()) ?? [])
        case .clusterNetworks: CompletionAnswer(candidates: store.objects(.network), others: .files)
        case .clusterNetworkKinds:
            CompletionAnswer(
                candidates: (["auto"] + ClusterNetworkWish.kinds.map(\.rawValue)).map { .init(word: $0) },
                others: .files)
        case .callCommands: words(CNICommand.allCases.map(\.rawValue))
        case .commands: CompletionAnswer(candidates: commands(root))
        case .free: CompletionAnswer()
        }
    }

    private var store: StoreCandidates {
        StoreCandidates(
            root: line.given["store"]?.last { !$0.isEmpty } ?? StoreOptions.usualRoot,
            namespace: line.given["namespace"]?.last, beginning: line.beginning)
    }

    /// Where the runtime of this node looks.
    private var plugins: [String] {
        guard let options = try? NodeOptions.parse([]) else { return [] }
        return PluginBinaries(files: .node, folders: options.binaryFolders(NodeRuntimes(.node).chosen)).names
    }

    private var findings: [CompletionAnswer.Candidate] {
        FindingCatalogue.all.map { .init(word: $0.code, note: $0.title) }
    }

    /// With --diff paths; else pods, and codes once it can be no pod.
    private var subjects: CompletionAnswer {
        if line.given["diff"] != nil { return CompletionAnswer(others: .files) }
        if !line.positionals.isEmpty { return CompletionAnswer() }
        if line.beginning.hasPrefix("T") { return CompletionAnswer(candidates: findings) }
        return CompletionAnswer(candidates: store.objects(.pod) + [.init(word: ExplainFinding.list)])
    }

    /// `KIND NAME…`, or `KIND/NAME`.
    private var objects: [CompletionAnswer.Candidate] {
        let allowed = KindWord.taken(by: line.command.name)
        if let kind = line.positionals.first {
            guard let known = try? KindWord(String(kind.prefix { $0 != "/" }), allowed: allowed) else { return [] }
            let isJoined = kind.contains { $0 == "/" }
            return names(of: known).compactMap { candidate in
                let word = isJoined ? "\(known.singular)/\(candidate.word)" : candidate.word
                return line.positionals.contains(word) ? nil : .init(word: word, note: candidate.note)
            }
        }
        guard line.beginning.contains(where: { $0 == "/" }) else {
            return allowed.map { .init(word: $0.rawValue) }
        }
        let word = String(line.beginning.prefix { $0 != "/" })
        guard let known = try? KindWord(word, allowed: allowed) else { return [] }
        return names(of: known).map { .init(word: "\(word)/\($0.word)", note: $0.note) }
    }

    private func names(of kind: KindWord) -> [CompletionAnswer.Candidate] {
        kind.objectKind.map { store.objects($0) } ?? store.openRecords()
    }
}
