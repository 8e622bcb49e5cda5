import CNI

/// What the store holds as plain Kubernetes JSON.
package enum ObjectKind: Sendable, CaseIterable {
    case network, pod

    package var kind: String {
        switch self {
        case .network: "NetworkAttachmentDefinition"
        case .pod: "Pod"
        }
    }

    package var apiVersion: String {
        switch self {
        case .network: "k8s.cni.cncf.io/v1"
        case .pod: "v1"
        }
    }

    var folder: StoreFolder {
        switch self {
        case .network: .networks
        case .pod: .pods
        }
    }

    /// The largest file in bytes.
    var limit: Int {
        switch self {
        case .network: Limits.definition
        case .pod: Limits.storeFile
        }
    }
}
