import Glibc

/// A sandbox on a private host, and the names that a runtime gives it.
package struct TestPod: Sendable {
    /// Of the network namespace: /run/netns/<name>.
    package let name: String
    package var namespace = "default"
    package var containerID: String
    package var uid: String?
    package var interface = "eth0"

    package var netns: String { "/run/netns/\(name)" }

    /// CNI_ARGS as containerd and CRI-O give it.
    package var arguments: String {
        var text = "IgnoreUnknown=1;K8S_POD_NAMESPACE=\(namespace);K8S_POD_NAME=\(name)"
        text += ";K8S_POD_INFRA_CONTAINER_ID=\(containerID)"
        if let uid { text += ";K8S_POD_UID=\(uid)" }
        return text
    }
}

extension TestHost {
    /// Makes the namespace of a pod of that name, with `lo` up as runtimes have it.
    package func pod(_ name: String = "web", namespace: String = "default", uid: String? = nil) throws -> TestPod {
        try shell("ip netns add \(name) && ip -n \(name) link set lo up")
        return TestPod(name: name, namespace: namespace, containerID: "sandbox-\(name)-0001", uid: uid)
    }

    package func removeNamespace(of pod: TestPod) throws { try shell("ip netns delete \(pod.name)") }
}
