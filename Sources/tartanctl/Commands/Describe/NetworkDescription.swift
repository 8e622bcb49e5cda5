import CNI
import ExactJSON
import MultiNetwork
import TartanCore
import TartanStore

/// `describe network`
struct NetworkDescription {
    private let key: ObjectKey
    private let object: JSONValue
    /// `shop/web (storage@lan0)`: the pods of the store that ask for it.
    private let askers: [(pod: ObjectKey, selection: String)]
    private let attached: [(record: ListedRecord, interface: String)]

    init(_ lookup: ObjectLookup, _ key: ObjectKey, _ records: [ListedRecord]) throws(Failure) {
        self.key = key
        object = try lookup.object(.network, key)
        askers = try Self.askers(of: key, in: lookup.store)
        attached = records.flatMap { record in
            record.attached.filter { record.record.attachments[$0].network == key.description }.map {
                (record, record.record.attachments[$0].interface)
            }
        }
    }

    var description: ObjectDescription { ObjectDescription(text: text, json: json) }

    private var summary: NetworkSummary { NetworkSummary(object) }

    private var text: String {
        let summary = summary
        var headline = "\(key): \(summary.plugins)"
        if !summary.ipam.isEmpty { headline += ", addresses by \(summary.ipam)" }
        headline += "; \(Self.count(askers.count, "pod asks", "pods ask")) for it, \(attached.count) attached"
        var sheet = Sheet(headline)
        sheet.facts([
            ("CNI version", summary.version), ("CNI name", summary.configuration?.name ?? "\(key.name) (added)"),
            ("Resource", object["metadata"]?["annotations"]?[Annotation.resourceName]?.string ?? ""),
            ("For pods of", object["metadata"]?["annotations"]?[Annotation.allowedNamespaces]?.string ?? ""),
            ("UID", object["metadata"]?["uid"]?.string ?? ""),
        ])
        var chain = Table(["PLUGIN", "CAPABILITIES"])
        for plugin in summary.configuration?.plugins ?? [] {
            chain.add([plugin.type, plugin.capabilities.joined(separator: ", ")])
        }
        sheet.table("Runs, one after the other:", chain)
        if let configuration { sheet.paragraph("Configuration:", configuration.indentedText) }
        var pods = Table(["POD", "AS"])
        for asker in askers { pods.add([asker.pod.description, asker.selection]) }
        sheet.table("Asked for by:", pods)
        var interfaces = Table(["POD", "INTERFACE", "SANDBOX", "STATE", "AGE"])
        for (record, interface) in attached {
            interfaces.add([record.pod, interface, record.shortSandbox, record.state.rawValue, record.age])
        }
        sheet.table("Attached:", interfaces)
        return sheet.text
    }

    private var json: JSONValue {
        var object: JSONObject = [
            "kind": "network", "namespace": .string(key.namespace), "name": .string(key.name),
            "cniVersion": .string(summary.version),
            "plugins": .array((summary.configuration?.plugins ?? []).map { .string($0.type) }),
        ]
        object["uid"] = self.object["metadata"]?["uid"]
        object["configuration"] = configuration
        object["askedForBy"] = .array(
            askers.map {
                ["namespace": .string($0.pod.namespace), "name": .string($0.pod.name), "as": .string($0.selection)]
            })
        object["attached"] = .array(
            attached.map {
                [
                    "pod": .string($0.record.pod), "interface": .string($0.interface),
                    "sandbox": .string($0.record.key.sandbox), "state": .string($0.record.state.rawValue),
                ]
            })
        return .object(object)
    }

    /// Without secrets; nil where there is none that could be looked into for them.
    private var configuration: JSONValue? {
        guard let text = object["spec"]?["config"]?.string,
            let value = try? JSONParser.parse(text, limit: Limits.definition)
        else { return nil }
        return SecretMask.masked(value)
    }

    private static func askers(
        of key: ObjectKey, in store: Store
    ) throws(Failure) -> [(pod: ObjectKey, selection: String)] {
        var askers: [(pod: ObjectKey, selection: String)] = []
        for pod in try Failure.converting({ () throws(StoreError) in try store.pods() }) {
            // A pod that can't be read is told of by `get pods`; here it would only hide the answer.
            guard let object = try? store.pod(pod.namespace, pod.name),
                let text = object["metadata"]?["annotations"]?[Annotation.networks]?.string,
                let selections = try? NetworkSelection.parse(text, podNamespace: pod.namespace)
            else { continue }
            for selection in selections where selection.reference.description == key.description {
                askers.append((pod, selection.text))
            }
        }
        return askers
    }

    static func count(_ number: Int, _ one: String, _ several: String) -> String {
        "\(number) \(number == 1 ? one : several)"
    }
}
