import MultiNetwork

/// Where an attachment comes from, as `explain` and the record tell it.
package enum Origin: Sendable, Equatable {
    /// `clusterNetwork` or the first of `delegates`; `source` is the file or definition that it led to.
    case clusterNetwork(source: String)
    /// The pod's own choice of cluster network.
    case defaultNetworkAnnotation(text: String)
    /// A further one of `delegates`, from 1.
    case delegate(Int)
    /// An element of `defaultNetworks`, from 1.
    case defaultNetwork(Int, source: String)
    /// An element of the networks annotation, from 1.
    case annotation(element: Int, text: String)
    /// The plugins of the folder that `auxiliaryCNIChainName` names.
    case auxiliaryChain(folder: String)

    package var isClusterNetwork: Bool {
        switch self {
        case .clusterNetwork, .defaultNetworkAnnotation: true
        case .delegate, .defaultNetwork, .annotation, .auxiliaryChain: false
        }
    }
}

extension Origin: CustomStringConvertible {
    package var description: String {
        switch self {
        case .clusterNetwork(let source): "cluster network, \(source)"
        case .defaultNetworkAnnotation(let text): "annotation \(Annotation.defaultNetwork): \(text)"
        case .delegate(let number): "delegates, element \(number)"
        case .defaultNetwork(let number, let source): "defaultNetworks, element \(number): \(source)"
        case .annotation(let element, let text): "annotation \(Annotation.networks), element \(element): \(text)"
        case .auxiliaryChain(let folder): "auxiliaryCNIChainName, \(folder)"
        }
    }
}
