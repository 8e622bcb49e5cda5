import Findings
import MarkedYAML
import MultiNetwork
import Wording

/// Objects that are meant for Tartan's business and whose `kind` or `apiVersion` doesn't say so.
struct KindCheck: ObjectCheck {
    func check(_ object: KubernetesObject, _ context: ValidationContext, _ sink: inout FindingSink) {
        KindSlip(object)?.report(object, &sink)
    }
}

/// What is wrong with the kind or the API version of an object.
enum KindSlip: Equatable {
    case kind(meant: String)
    case version(meant: String)
    case missingVersion(meant: String)

    /// Nil where nothing is wrong, also for what nobody knows.
    init?(_ object: KubernetesObject) {
        let plain = object.kind.hasSuffix("List") ? String(object.kind.dropLast(4)) : object.kind
        if let version = Self.networkKinds[plain] {
            if version == object.apiVersion { return nil }
            if plain == "MultiNetworkPolicy", object.apiVersion.hasPrefix(Self.group) { return nil }
            self = object.apiVersion.isEmpty ? .missingVersion(meant: version) : .version(meant: version)
            return
        }
        if object.apiVersion == Self.group || object.apiVersion.hasPrefix(Self.group + "/") {
            if object.kind == "List" {
                self = .version(meant: "v1")
                return
            }
            guard let meant = Self.meant(plain) else { return nil }
            self = .kind(meant: meant)
            return
        }
        let isForeign = ObjectMeaning(kind: object.kind, apiVersion: object.apiVersion) == .foreign
        guard isForeign, Self.asksForNetworks(object) else { return nil }
        guard let known = Self.workloads.first(where: { $0.kind.lowercased() == plain.lowercased() }) else {
            return nil
        }
        if known.kind != plain {
            self = .kind(meant: known.kind)
        } else {
            self = object.apiVersion.isEmpty ? .missingVersion(meant: known.version) : .version(meant: known.version)
        }
    }

    static let group = "k8s.cni.cncf.io"

    private static let networkKinds = [
        "NetworkAttachmentDefinition": "k8s.cni.cncf.io/v1", "IPAMClaim": "k8s.cni.cncf.io/v1alpha1",
        "MultiNetworkPolicy": "k8s.cni.cncf.io/v1beta1",
    ]

    private static let workloads: [(kind: String, version: String)] = [
        (kind: "Pod", version: "v1"), ("PodTemplate", "v1"), ("ReplicationController", "v1"), ("Deployment", "apps/v1"),
        ("DaemonSet", "apps/v1"), ("ReplicaSet", "apps/v1"), ("StatefulSet", "apps/v1"), ("Job", "batch/v1"),
        ("CronJob", "batch/v1"), ("VirtualMachine", "kubevirt.io/v1"),
    ]

    private static let nicknames: Set<String> = [
        "nad", "netattachdef", "net-attach-def", "network-attachment-definition", "network-attachment-definitions",
        "networkattachment", "networkdefinition", "network",
    ]

    private static func meant(_ kind: String) -> String? {
        let lower = kind.lowercased()
        if nicknames.contains(lower) { return "NetworkAttachmentDefinition" }
        if let folded = networkKinds.keys.first(where: { $0.lowercased() == lower }) { return folded }
        return Spelling.closest(to: kind, in: networkKinds.keys.sorted())
    }

    private static func asksForNetworks(_ object: KubernetesObject) -> Bool {
        let templates = [[], ["spec", "template"], ["spec", "jobTemplate", "spec", "template"]].map(object.deepest)
        return templates.contains { template in
            let annotations = template["metadata"]?["annotations"]
            return annotations?[Annotation.networks] != nil || annotations?[Annotation.defaultNetwork] != nil
        }
    }

    func report(_ object: KubernetesObject, _ sink: inout FindingSink) {
        switch self {
        case .kind(let meant):
            let suffix = object.kind.hasSuffix("List") ? "List" : ""
            sink.report(
                .misspeltKind, at: object.spot(object.node["kind"] ?? object.node),
                "there is no kind \"\(object.kind.cutForMessage)\" in \(object.apiVersion.cutForMessage)",
                label: "did you mean \"\(meant)\(suffix)\"?",
                notes: ["kubectl says that there are no matches for the kind."], replacement: meant + suffix)
        case .version(let meant):
            sink.report(
                .wrongAPIVersion, at: object.spot(object.node["apiVersion"] ?? object.node),
                "\(object.kind) is not in \"\(object.apiVersion.cutForMessage)\"", label: "it is in \(meant)",
                notes: ["kubectl says that there are no matches for the kind."], replacement: meant)
        case .missingVersion(let meant):
            sink.report(
                .missingKind, at: object.spot(object.node["kind"] ?? object.node),
                "this \(object.kind) has no apiVersion", label: "apiVersion: \(meant) is missing")
        }
    }
}
