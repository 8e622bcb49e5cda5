import ExactJSON
import MarkedYAML

/// What `get` found, in every form in which it can be printed.
struct Listing {
    /// One object: what it is in each form.
    struct Item {
        /// Mostly one; a pod has a row for each of its interfaces.
        let rows: [[String]]
        let json: JSONValue
        /// As `-o name` prints it: `network/infra/storage`.
        let name: String
    }

    let columns: [String]
    var items: [Item] = []
    /// Whether one object was asked for by its name, which is then printed by itself.
    var isSingle = false
    /// What is said instead of a table without rows.
    var emptyNote = ""
    /// What could not be read; the rest is printed all the same.
    var problems: [Failure] = []

    init(_ columns: [String]) {
        self.columns = columns
    }

    func print(as format: ListFormat) throws(Failure) {
        switch format {
        case .table: try printTable()
        case .name: try Console.print(items.map { $0.name + "\n" }.joined())
        case .json: try Console.print(document.indentedText + "\n")
        case .yaml: try Console.print(YAMLWriter.text(of: document))
        }
        guard let failure = Failure(problems) else { return }
        Console.note(FailureReport.text(failure))
        throw .reported(.no)
    }

    private func printTable() throws(Failure) {
        if items.isEmpty, problems.isEmpty { return Console.note(emptyNote + "\n") }
        var table = Table(columns)
        for row in items.flatMap(\.rows) { table.add(row) }
        try Console.print(table.text)
    }

    /// The object, or a List of all as kubectl prints it.
    private var document: JSONValue {
        if isSingle, let item = items.first { return item.json }
        return ["apiVersion": "v1", "kind": "List", "items": .array(items.map(\.json))]
    }
}
