import ExactJSON
import TartanStore

/// `get records`
enum RecordListing {
    static func listing(_ query: ObjectQuery) throws(Failure) -> Listing {
        var listing = Listing(["SANDBOX", "INTERFACE", "POD", "NETWORKS", "STATE", "AGE"])
        let (records, problems) = try ListedRecord.all(in: query.store)
        listing.problems = problems
        let chosen = try query.names.isEmpty ? records : named(query, records)
        for record in chosen {
            if query.isNamespaceChosen, record.record.opening.podNamespace != query.namespace { continue }
            guard try query.selects(record) else { continue }
            let networks = record.record.attachments.map(\.network).joined(separator: ", ")
            listing.items.append(
                .init(
                    rows: [
                        [
                            record.shortSandbox, record.key.interface, record.pod, networks, record.state.rawValue,
                            record.age,
                        ]
                    ], json: record.json, name: "record/\(record.key)"))
        }
        listing.isSingle = query.isSingle && listing.items.count == 1
        listing.emptyNote =
            query.selector.map { "No records of pods with the labels \($0.text) in \(query.store.root)." }
            ?? "No records in \(query.store.root): nothing is attached."
        return listing
    }

    private static func named(_ query: ObjectQuery, _ records: [ListedRecord]) throws(Failure) -> [ListedRecord] {
        var found: [ListedRecord] = []
        for name in query.names {
            let matching = records.filter { $0.matches(name) }
            if matching.isEmpty { throw ListedRecord.notFound(name, query.store) }
            found += matching
        }
        return found
    }
}

extension ListedRecord {
    /// Whether a person's name for a record means this one: `SANDBOX` or `SANDBOX/INTERFACE`; the sandbox's beginning is
    /// enough if it has four letters.
    func matches(_ name: String) -> Bool {
        let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let sandbox = parts.first, sandbox.utf8.count >= 4 || sandbox == key.sandbox else { return false }
        let isSandbox = key.sandbox.hasPrefix(sandbox) || record.opening.containerID.hasPrefix(sandbox)
        return isSandbox && (parts.count == 1 || parts[1] == key.interface)
    }

    static func notFound(_ name: String, _ store: Store) -> Failure {
        Failure(
            .no, code: "notFound", "no record \"\(name)\" in \(store.root).", hints: ["tartanctl get records"],
            facts: ["kind": "record", "name": .string(name), "store": .string(store.root)])
    }
}
