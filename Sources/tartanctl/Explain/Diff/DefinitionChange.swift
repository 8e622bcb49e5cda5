import CNI
import ExactJSON
import MultiNetwork
import TartanCore
import TartanStore

/// What becomes of one definition, and whom it concerns.
struct DefinitionChange: Equatable {
    enum Kind: String {
        case added
        case removed
        case changed
    }

    let kind: Kind
    let network: ObjectKey
    /// In its configuration; of a definition that is added or removed none.
    let differences: [JSONDifference]
    /// The device plugin's resource that backs it, before and afterwards.
    let resources: [String?]
    /// The pods and workloads that ask for it, on either side.
    var askers: [DiffedObject] = []
    /// Pods that have it attached, and of which only the record is known: their annotations came from the runtime.
    var attached: [String] = []

    var changesResource: Bool { resources.count == 2 && resources[0] != resources[1] }

    /// Nil where both are the same to a pod, however they are written.
    init?(_ network: ObjectKey, from old: JSONValue?, to new: JSONValue?, showsSecrets: Bool) {
        self.network = network
        guard let old, let new else {
            if old == nil, new == nil { return nil }
            kind = old == nil ? .added : .removed
            differences = []
            resources = []
            return
        }
        kind = .changed
        let before = Self.configuration(of: old)
        let after = Self.configuration(of: new)
        let found = JSONDifference.all(before, after)
        let masked = (SecretMask.masked(before), SecretMask.masked(after))
        differences = showsSecrets ? found : found.map { $0.masked(masked.0, masked.1) }
        resources = [Self.resource(of: old), Self.resource(of: new)]
        if differences.isEmpty, !changesResource { return nil }
    }

    /// What is no JSON is compared as text; null stands for a configuration that is in a file of the node.
    private static func configuration(of object: JSONValue) -> JSONValue {
        guard let text = object["spec"]?["config"]?.string, !text.isEmpty else { return .null }
        return (try? JSONParser.parse(text, limit: Limits.definition)) ?? .string(text)
    }

    private static func resource(of object: JSONValue) -> String? {
        object["metadata"]?["annotations"]?[Annotation.resourceName]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }
}
