package import CNI

/// What the person says about the cluster that the texts are for.
package struct ValidationSettings: Sendable, Equatable {
    /// The ranges that the cluster network gives to pods and services; empty if they aren't known.
    package var clusterRanges: [IPNetwork] = []
    /// The namespace of objects that name none.
    package var defaultNamespace = "default"
    /// Where networks of `clusterNetwork`, `defaultNetworks` and the default-network annotation are looked for.
    package var multusNamespace = "kube-system"
    /// Pods may only use networks of their own namespace and of these; nil if isolation is off.
    package var globalNamespaces: [String]?

    package init() {}
}
