import ExactJSON
import MultiNetwork
import TartanStore

/// `get pods`
enum PodListing {
    static func listing(_ query: ObjectQuery) throws(Failure) -> Listing {
        var listing = Listing((query.showsNamespaces ? ["NAMESPACE"] : []) + ["NAME", "NETWORKS", "ATTACHED", "UID"])
        listing.isSingle = query.isSingle
        let (records, problems) = try ListedRecord.all(in: query.store)
        listing.problems = problems
        for key in try query.keys(.pod) {
            do throws(Failure) {
                let object = try query.lookup.object(.pod, key)
                if query.selector?.selects(object) == false { continue }
                let attached = records.filter { $0.isOf(key) }.reduce(0) { $0 + $1.attached.count }
                let cells = [
                    key.name, networks(of: object, key), "\(attached)", object["metadata"]?["uid"]?.string ?? "",
                ]
                listing.items.append(
                    .init(
                        rows: [(query.showsNamespaces ? [key.namespace] : []) + cells], json: object, name: "pod/\(key)"
                    ))
            } catch {
                if query.isSingle { throw error }
                listing.problems.append(error)
            }
        }
        if listing.items.isEmpty { listing.emptyNote = try query.emptyNote(.pod) }
        return listing
    }

    /// What the annotation asks for, in its short form.
    private static func networks(of pod: JSONValue, _ key: ObjectKey) -> String {
        guard let text = pod["metadata"]?["annotations"]?[Annotation.networks]?.string else { return "" }
        do throws(SelectionError) {
            return try NetworkSelection.parse(text, podNamespace: key.namespace).map(\.text).joined(separator: ",")
        } catch {
            return "(invalid)"
        }
    }
}
