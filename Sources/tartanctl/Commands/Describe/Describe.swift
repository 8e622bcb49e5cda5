import ArgumentParser
import ExactJSON
import TartanStore

/// Tells everything about one object, the most important first.
struct Describe: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell everything about a network, a pod or a record.",
        usage: "tartanctl describe (network|pod|record) NAME [-n NAMESPACE] [-o text|json]",
        discussion: """
            NAME may be NAMESPACE/NAME; of a record it is the sandbox's id or its beginning, or SANDBOX/INTERFACE. \
            Secrets in configurations are hidden; tartanctl get shows a definition as it is.
            """)

    @Argument(help: ArgumentHelp("network, pod or record, then a name.", valueName: "kind> <name"))
    var words: [String]

    @OptionGroup var namespace: NamespaceOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    func run() throws {
        let wanted = try NamedObjects(words, allowed: [.networks, .pods, .records])
        guard let name = wanted.names.first, wanted.names.count == 1 else {
            throw Failure.usage("name one \(wanted.kind.singular)", hint: "tartanctl get \(wanted.kind.rawValue)")
        }
        let store = try store.open()
        let lookup = ObjectLookup(
            store: store, namespace: namespace.namespace, command: "tartanctl describe \(wanted.kind.singular)",
            suffix: self.store.suffix)
        let (records, problems) = try ListedRecord.all(in: store)
        let description =
            switch wanted.kind {
            case .networks: try NetworkDescription(lookup, try lookup.key(name), records).description
            case .pods: try PodDescription(lookup, try lookup.key(name), records).description
            case .records, .status: try RecordDescription.description(name, store, records)
            }
        try Console.print(report.format == .json ? description.json.indentedText + "\n" : description.text)
        guard let failure = Failure(problems) else { return }
        Console.note(FailureReport.text(failure))
        throw Failure.reported(.no)
    }
}

/// What `describe` has to say, in both of its forms.
struct ObjectDescription: Equatable {
    let text: String
    let json: JSONValue
}
