import Testing

/// A real cluster: API server, scheduler, kubelet, containerd, tartan-agent. One test at a time, for there is one node.
@Suite(.serialized, .enabled(if: Cluster.isThere, "make test-kubernetes makes the cluster"))
struct KubernetesTests {}
