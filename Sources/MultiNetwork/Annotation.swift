/// The annotations by which the multi-network specification and its users speak to each other.
public enum Annotation {
    /// On a pod: the networks that it asks for (section 4.1).
    public static let networks = "k8s.v1.cni.cncf.io/networks"
    /// On a pod: what replaces the cluster-wide default network for it. Not in the specification; Multus' key.
    public static let defaultNetwork = "v1.multus-cni.io/default-network"
    /// On a pod: what it is attached to (section 5).
    public static let status = "k8s.v1.cni.cncf.io/network-status"
    /// On a definition: the device plugin's resource that backs the network (device information specification, section 4).
    public static let resourceName = "k8s.v1.cni.cncf.io/resourceName"
    /// On a definition: the namespaces whose pods may use it. Tartan's key.
    public static let allowedNamespaces = "tartan/allowed-namespaces"
    /// On a mirror pod: the uid by which the kubelet knows the static pod. Kubernetes' key.
    public static let configHash = "kubernetes.io/config.hash"
}
