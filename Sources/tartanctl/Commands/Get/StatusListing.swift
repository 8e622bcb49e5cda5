import ExactJSON
import MultiNetwork
import TartanStore

/// `get status`: one row for each interface, one object for each record.
enum StatusListing {
    static func listing(_ query: ObjectQuery) throws(Failure) -> Listing {
        var listing = Listing(["POD", "INTERFACE", "NETWORK", "ADDRESS", "GATEWAY", "MAC", "MTU", "DEFAULT"])
        let (records, problems) = try ListedRecord.all(in: query.store)
        listing.problems = problems
        let chosen = try chosen(query, records)
        for record in chosen where try query.selects(record) {
            listing.items.append(
                .init(
                    rows: record.status.map { [record.pod] + $0.cells }, json: json(record), name: "pod/\(record.pod)"))
        }
        listing.isSingle = query.isSingle && listing.items.count == 1
        listing.emptyNote =
            query.everywhere
            ? "No status: nothing is attached." : "No status: nothing is attached in the namespace \(query.namespace)."
        return listing
    }

    private static func chosen(_ query: ObjectQuery, _ records: [ListedRecord]) throws(Failure) -> [ListedRecord] {
        if query.names.isEmpty {
            return records.filter { query.everywhere || $0.record.opening.podNamespace == query.namespace }
        }
        var found: [ListedRecord] = []
        for name in query.names {
            let key = try query.lookup.key(name)
            let matching = records.filter { record in
                query.everywhere && !name.contains("/") ? record.record.opening.podName == name : record.isOf(key)
            }
            if matching.isEmpty { throw try unattached(query, key, records) }
            found += matching
        }
        return found
    }

    /// The pod is not known at all, or known and not attached.
    private static func unattached(
        _ query: ObjectQuery, _ key: ObjectKey, _ records: [ListedRecord]
    ) throws(Failure) -> Failure {
        let elsewhere = records.filter { $0.record.opening.podName == key.name }.map(\.pod)
        if !elsewhere.isEmpty {
            return Failure(
                .no, code: "notFound",
                "nothing is attached for \(key); there is: \(elsewhere.joined(separator: ", ")).",
                hints: elsewhere.prefix(3).map { "\(query.command) \($0)\(query.suffix)" },
                facts: ["namespace": .string(key.namespace), "name": .string(key.name)])
        }
        let pod = try Failure.converting { () throws(StoreError) in try query.store.pod(key.namespace, key.name) }
        guard pod != nil else { return try query.lookup.notFound(.pod, key) }
        return Failure(
            .no, code: "notAttached", "nothing is attached for \(key).",
            hints: ["tartanctl explain \(key)\(query.suffix)"],
            facts: ["namespace": .string(key.namespace), "name": .string(key.name)])
    }

    private static func json(_ record: ListedRecord) -> JSONValue {
        var object: JSONObject = [:]
        object["namespace"] = record.record.opening.podNamespace.map { .string($0) }
        object["name"] = record.record.opening.podName.map { .string($0) }
        object["uid"] = record.record.opening.podUID.map { .string($0) }
        object["sandbox"] = .string(record.record.opening.containerID)
        object["networkStatus"] = .array(record.status.map { $0.encoded() })
        return .object(object)
    }

}

extension NetworkStatus {
    /// INTERFACE, NETWORK, ADDRESS, GATEWAY, MAC, MTU, DEFAULT
    var cells: [String] {
        [
            interface ?? "", name, ips.joined(separator: " "), gateway.joined(separator: " "), mac ?? "",
            mtu.map { "\($0)" } ?? "", isDefault ? "yes" : "",
        ]
    }
}
