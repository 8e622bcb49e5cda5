import ExactJSON
import TartanStore

/// `tartanctl explain --diff`: one side against the store, or two sides.
///
/// Exit status as diff's: 0 no difference, 1 differences, 2 trouble.
struct ExplainDiff {
    let paths: [String]
    let recursively: Bool
    let namespace: String?
    let interface: String
    let showsSecrets: Bool

    /// - Parameter asJSON: else text.
    func run(_ configuration: ConfigurationOptions, _ store: StoreOptions, asJSON: Bool) throws(Failure) {
        let runtime = try RuntimeConfiguration.known(configuration, store: store)
        let beneath = try self.store(store, runtime)
        let sides = try DiffSides(paths, recursively: recursively, namespace: namespace, store: beneath)
        let node = try RehearsedNode(runtime, interface: interface)
        var records: [ListedRecord] = []
        var problems: [Failure] = []
        if let beneath { (records, problems) = try ListedRecord.all(in: beneath) }
        let diff = try DefinitionDiff(
            sides, node, records: records, remarks: problems.map(\.message), showsSecrets: showsSecrets)
        let report = DiffReport(diff: diff)
        try Console.print(asJSON ? report.json.indentedText + "\n" : report.text)
        if !diff.isEqual { throw Failure.reported(.no) }
    }

    /// With two sides a store is beneath them only if the person named it: what they mean must not depend on the machine.
    private func store(_ options: StoreOptions, _ runtime: RuntimeConfiguration?) throws(Failure) -> Store? {
        if paths.count == 2, options.chosenRoot == nil { return nil }
        if let runtime { return try options.open(for: runtime) }
        return try options.open()
    }
}
