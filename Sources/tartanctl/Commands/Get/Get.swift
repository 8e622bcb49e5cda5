import ArgumentParser

/// Lists what is in the store.
struct Get: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List networks, pods, records of what is attached, or the status of pods.",
        usage:
            "tartanctl get (networks|pods|records|status) [NAME...] [-n NAMESPACE | -A] [-l SELECTOR] [-o table|yaml|json|name]",
        discussion: """
            networks   NetworkAttachmentDefinitions
            pods       pods and the networks that they ask for
            records    what is attached in each sandbox (NAME: the sandbox's id or its beginning)
            status     the interfaces that pods have, computed from the records (NAME: a pod)

            Without -n networks, pods and status are those of the namespace "default", records those of all. NAME may be \
            NAMESPACE/NAME. The labels of records and of status are those of the pod in the store.

            Examples:
              tartanctl get networks -A
              tartanctl get pods -n shop -l app=web
              tartanctl get network infra/storage -o yaml
              tartanctl get records
              tartanctl get status shop/web
            """)

    @Argument(help: ArgumentHelp("networks, pods, records or status, then names.", valueName: "kind> <name"))
    var words: [String]

    @OptionGroup var scope: ScopeOptions
    @OptionGroup var store: StoreOptions

    @Option(name: .output, help: "table, yaml, json or name.")
    var output: ListFormat = .table

    func run() throws {
        let wanted = try NamedObjects(words)
        let query = try ObjectQuery(wanted, scope, store, command: "tartanctl get \(wanted.kind.rawValue)")
        let listing =
            switch wanted.kind {
            case .networks: try NetworkListing.listing(query)
            case .pods: try PodListing.listing(query)
            case .records: try RecordListing.listing(query)
            case .status: try StatusListing.listing(query)
            }
        try listing.print(as: output)
    }
}
