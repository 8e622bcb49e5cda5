import TartanStore
import Wording

/// What `get`, `describe` and `delete` are asked for, under all names that kubectl's users know.
enum KindWord: String, CaseIterable {
    case networks
    case pods
    case records
    case status

    init(_ word: String, allowed: [KindWord] = allCases) throws(Failure) {
        let lowered = word.lowercased()
        if let kind = allowed.first(where: { $0.names.contains(lowered) }) {
            self = kind
            return
        }
        let near = Spelling.closest(to: lowered, in: allowed.map(\.rawValue) + allowed.map(\.singular))
        let question = near.map { " Did you mean \"\($0)\"?" } ?? ""
        throw .usage(
            "there is no kind \"\(word)\".\(question)",
            hint: "Kinds: \(allowed.map(\.rawValue).joined(separator: ", "))")
    }

    /// The kinds that a command works on.
    static func taken(by command: String) -> [KindWord] {
        switch command {
        case "delete": [.networks, .pods]
        case "describe": [.networks, .pods, .records]
        default: allCases
        }
    }

    private var names: [String] {
        switch self {
        case .networks:
            [
                "networks", "network", "net", "nets", "net-attach-def", "net-attach-defs", "nad", "nads",
                "network-attachment-definition", "network-attachment-definitions", "networkattachmentdefinition",
                "networkattachmentdefinitions", "network-attachment-definitions.k8s.cni.cncf.io",
            ]
        case .pods: ["pods", "pod", "po"]
        case .records: ["records", "record", "rec"]
        case .status: ["status", "statuses"]
        }
    }

    var singular: String {
        switch self {
        case .networks: "network"
        case .pods: "pod"
        case .records: "record"
        case .status: "status"
        }
    }

    /// The kind in the store, if it is one that manifests have.
    var objectKind: ObjectKind? {
        switch self {
        case .networks: .network
        case .pods, .status: .pod
        case .records: nil
        }
    }
}
