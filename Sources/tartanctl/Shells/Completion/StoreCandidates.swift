import ExactJSON
import TartanStore

/// Names of what is in the store, as a command line may write them. What can't be read has none: nobody who presses a key
/// to complete a word wants an error.
struct StoreCandidates {
    private let store: Store?
    private let chosen: String?
    private let beginning: String

    /// - Parameters:
    ///   - root: of the store.
    ///   - chosen: the namespace that `-n` names.
    ///   - beginning: of the word that is completed.
    init(root: String, namespace chosen: String?, beginning: String) {
        store = try? Store.open(root, create: false)
        self.chosen = chosen
        self.beginning = beginning
    }

    func namespaces() -> [CompletionAnswer.Candidate] {
        let all = ObjectKind.allCases.flatMap { keys($0).map(\.namespace) } + listed.compactMap(\.opening.podNamespace)
        return Set(all).sorted().map { .init(word: $0) }
    }

    /// Bare in the namespace that is meant, and with their own in front where none is chosen.
    func objects(_ kind: ObjectKind) -> [CompletionAnswer.Candidate] {
        let keys = keys(kind)
        let bare = keys.filter { $0.namespace == chosen ?? NamespaceOptions.standard }.map(\.name)
        let full = chosen == nil ? keys.map(\.description) : []
        return (bare + full).map { .init(word: $0) }
    }

    /// Ids short, as everything prints them, unless the beginning is longer already.
    func sandboxes() -> [CompletionAnswer.Candidate] {
        var seen: Set<String> = []
        return records.compactMap { record in
            let word = id(record)
            return seen.insert(word).inserted ? .init(word: word, note: record.pod) : nil
        }
    }

    /// `SANDBOX/INTERFACE` behind a slash, else the sandbox alone.
    func openRecords() -> [CompletionAnswer.Candidate] {
        guard beginning.contains(where: { $0 == "/" }) else { return sandboxes() }
        return records.map { .init(word: "\(id($0))/\($0.key.interface)", note: $0.pod) }
    }

    /// As records name them.
    func attachedNetworks() -> [CompletionAnswer.Candidate] {
        Set(records.flatMap { $0.record.attachments.map(\.network) }).sorted().map { .init(word: $0) }
    }

    private func id(_ record: ListedRecord) -> String {
        let sandbox = beginning.prefix { $0 != "/" }
        return record.shortSandbox.hasPrefix(sandbox) ? record.shortSandbox : record.record.opening.containerID
    }

    private func keys(_ kind: ObjectKind) -> [ObjectKey] {
        switch kind {
        case .network: (try? store?.networks()) ?? []
        case .pod: (try? store?.pods()) ?? []
        }
    }

    private var records: [ListedRecord] { store.flatMap { try? ListedRecord.all(in: $0).records } ?? [] }

    private var listed: [Record] { records.map(\.record) }
}
