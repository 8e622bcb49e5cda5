import ArgumentParser
import ExactJSON
import TartanStore

/// Tells everything about one object, the most important first.
struct Describe: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell everything about networks, pods or records.",
        usage: "tartanctl describe (networks|pods|records) [NAME...] [-n NAMESPACE | -A] [-l SELECTOR] [-o text|json]",
        discussion: """
            NAME may be NAMESPACE/NAME; of a record it is the sandbox's id or its beginning, or SANDBOX/INTERFACE. Without \
            a name all are described: those of the namespace "default", of -n or with -A of all. \
            Secrets in configurations are hidden; tartanctl get shows a definition as it is.

            Examples:
              tartanctl describe pod shop/web
              tartanctl describe network infra/storage
              tartanctl describe pods -n shop -l app=web
              tartanctl describe record 3ca646fd8aeb
            """)

    @Argument(help: ArgumentHelp("networks, pods or records, then names.", valueName: "kind> <name"))
    var words: [String]

    @OptionGroup var scope: ScopeOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    func run() throws {
        let wanted = try NamedObjects(words, allowed: KindWord.taken(by: "describe"))
        let query = try ObjectQuery(wanted, scope, store, command: "tartanctl describe \(wanted.kind.singular)")
        let (records, problems) = try ListedRecord.all(in: query.store)
        var descriptions: [ObjectDescription] = []
        var failures = problems
        for subject in try subjects(wanted.kind, query, records) {
            do throws(Failure) { descriptions.append(try describe(subject, query, records)) } catch {
                // The answer to a single name is that there is none.
                if query.isSingle { throw error }
                failures.append(error)
            }
        }
        try print(descriptions, query, wanted.kind)
        guard let failure = Failure(failures) else { return }
        Console.note(FailureReport.text(failure))
        throw Failure.reported(.no)
    }

    private enum Subject {
        case network(ObjectKey), pod(ObjectKey), record(String)
    }

    private func subjects(
        _ kind: KindWord, _ query: ObjectQuery, _ records: [ListedRecord]
    ) throws(Failure) -> [Subject] {
        switch kind {
        case .networks: return try query.selectedKeys(.network).map { .network($0) }
        case .pods: return try query.selectedKeys(.pod).map { .pod($0) }
        case .records, .status:
            if !query.names.isEmpty { return query.names.map { .record($0) } }
            var subjects: [Subject] = []
            for record in records where try query.selects(record) {
                if query.isNamespaceChosen, record.record.opening.podNamespace != query.namespace { continue }
                subjects.append(.record(record.key.description))
            }
            return subjects
        }
    }

    private func describe(
        _ subject: Subject, _ query: ObjectQuery, _ records: [ListedRecord]
    ) throws(Failure) -> ObjectDescription {
        switch subject {
        case .network(let key): try NetworkDescription(query.lookup, key, records).description
        case .pod(let key): try PodDescription(query.lookup, key, records).description
        case .record(let name): try RecordDescription.description(name, query.store, records)
        }
    }

    private func print(_ descriptions: [ObjectDescription], _ query: ObjectQuery, _ kind: KindWord) throws(Failure) {
        switch report.format {
        case .text:
            if descriptions.isEmpty, query.names.isEmpty {
                let note = try kind.objectKind.map { kind throws(Failure) in try query.emptyNote(kind) }
                return Console.note((note ?? "No records in \(query.store.root): nothing is attached.") + "\n")
            }
            try Console.print(descriptions.map(\.text).joined(separator: "\n\n"))
        case .json:
            let items = descriptions.map(\.json)
            let document: JSONValue = query.isSingle && items.count == 1 ? items[0] : ["items": .array(items)]
            try Console.print(document.indentedText + "\n")
        }
    }
}

/// What `describe` has to say, in both of its forms.
struct ObjectDescription: Equatable {
    let text: String
    let json: JSONValue
}
