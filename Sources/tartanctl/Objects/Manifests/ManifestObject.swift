import ExactJSON
import TartanStore

/// A network or pod of a manifest, checked, as the store gets it.
struct ManifestObject: Equatable {
    let kind: ObjectKind
    let key: ObjectKey
    let value: JSONValue
    let place: SourcePlace
    /// The kind of the workload whose template it is, in place of a pod's own object.
    var workload: String?

    /// As messages name it: `network infra/storage`.
    var title: String { "\(workload ?? kind.word) \(key)" }
}

/// An object of a manifest that isn't Tartan's.
struct ForeignObject: Equatable {
    let kind: String
    let apiVersion: String
    let name: String
    let place: SourcePlace
}

extension ObjectKind {
    /// The kind in a word, as commands take it and messages say it.
    var word: String {
        switch self {
        case .network: "network"
        case .pod: "pod"
        }
    }
}
