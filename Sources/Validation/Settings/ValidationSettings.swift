/// What the person says about the cluster that the texts are for.
package struct ValidationSettings: Sendable, Equatable {
    /// The namespace of objects that name none.
    package var defaultNamespace = "default"
    /// Where networks of `clusterNetwork`, `defaultNetworks` and the default-network annotation are looked for.
    package var multusNamespace = "kube-system"

    package init() {}
}
