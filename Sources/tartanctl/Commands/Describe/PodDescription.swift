import ExactJSON
import MultiNetwork
import TartanStore

/// `describe pod`: what it has, from the records, and what it asks for, from its annotations in the store.
///
/// A runtime hands over a pod's annotations itself, so an attached pod need not be in the store.
struct PodDescription {
    private let key: ObjectKey
    private let object: JSONValue?
    private let records: [ListedRecord]
    private let requests: [Request]
    private let suffix: String

    /// A network that the pod asks for, or why that can't be told.
    private struct Request {
        let text: String
        let network: String
        let remark: String
    }

    init(_ lookup: ObjectLookup, _ key: ObjectKey, _ records: [ListedRecord]) throws(Failure) {
        self.key = key
        self.records = records.filter { $0.isOf(key) }
        suffix = lookup.suffix
        object = try Failure.converting { () throws(StoreError) in try lookup.store.pod(key.namespace, key.name) }
        if object == nil, self.records.isEmpty { throw try lookup.notFound(.pod, key) }
        requests = try Self.requests(object, key, lookup.store)
    }

    var description: ObjectDescription { ObjectDescription(text: text, json: json) }

    private var status: [NetworkStatus] { records.flatMap(\.status) }

    private var uid: String {
        object?["metadata"]?["uid"]?.string ?? records.compactMap(\.record.opening.podUID).first ?? ""
    }

    private var text: String {
        var sheet = Sheet(headline)
        var interfaces = Table(["INTERFACE", "NETWORK", "ADDRESS", "GATEWAY", "MAC", "MTU", "DEFAULT"])
        for entry in status { interfaces.add(entry.cells) }
        sheet.table("", interfaces)
        var asked = Table(["AS", "NETWORK", "DEFINITION"])
        for request in requests { asked.add([request.text, request.network, request.remark]) }
        sheet.table("Asked for by \(Annotation.networks):", asked)
        sheet.facts([
            ("UID", uid),
            ("Default network", object?["metadata"]?["annotations"]?[Annotation.defaultNetwork]?.string ?? ""),
            ("Annotations", object == nil ? "not in the store; the container runtime hands them over" : ""),
        ])
        var sandboxes = Table(["SANDBOX", "INTERFACE", "NETNS", "STATE", "AGE"])
        for record in records {
            let netns = record.record.opening.netns ?? ""
            sandboxes.add([record.shortSandbox, record.key.interface, netns, record.state.rawValue, record.age])
        }
        sheet.table("Records:", sandboxes)
        sheet.next("What an ADD would do, and why: tartanctl explain \(key)\(suffix)")
        return sheet.text
    }

    private var headline: String {
        guard let first = records.first else { return "\(key) is not attached to any network" }
        let interfaces = status.filter { $0.interface != nil }.count
        let states = records.map(\.state).filter { $0 != .attached }.map(\.rawValue)
        let state = states.isEmpty ? "" : "; \(states.joined(separator: ", "))"
        let count = NetworkDescription.count(interfaces, "interface", "interfaces")
        return "\(key) has \(count) (sandbox \(first.shortSandbox), for \(first.age)\(state))"
    }

    private var json: JSONValue {
        var object: JSONObject = ["kind": "pod", "namespace": .string(key.namespace), "name": .string(key.name)]
        object["uid"] = uid.isEmpty ? nil : .string(uid)
        object["inStore"] = .bool(self.object != nil)
        object["annotations"] = self.object?["metadata"]?["annotations"]
        object["requests"] = .array(
            requests.map { ["as": .string($0.text), "network": .string($0.network), "remark": .string($0.remark)] })
        object["networkStatus"] = .array(status.map { $0.encoded() })
        object["records"] = .array(records.map(\.json))
        return .object(object)
    }

    private static func requests(
        _ object: JSONValue?, _ key: ObjectKey, _ store: Store
    ) throws(Failure) -> [Request] {
        guard let text = object?["metadata"]?["annotations"]?[Annotation.networks]?.string else { return [] }
        let selections: [NetworkSelection]
        do throws(SelectionError) {
            selections = try NetworkSelection.parse(text, podNamespace: key.namespace)
        } catch {
            return [Request(text: "", network: "", remark: "invalid: \(error)")]
        }
        var requests: [Request] = []
        for selection in selections {
            let reference = selection.reference
            var remark = "in the store"
            do throws(StoreError) {
                if try store.network(reference.namespace, reference.name) == nil { remark = "not in the store" }
            } catch {
                remark = error.description
            }
            requests.append(Request(text: selection.text, network: reference.description, remark: remark))
        }
        return requests
    }
}
