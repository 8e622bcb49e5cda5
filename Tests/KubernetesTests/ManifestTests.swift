import TartanTestSupport
import TestKit
import Testing

extension KubernetesTests {
    /// samples/kubernetes before a real API server.
    @Suite struct ManifestTests {
        @Test(
            "kubectl's kustomize builds base and overlay, and the API server takes each object",
            arguments: ["base", "watch-pods"])
        func taken(_ folder: String) throws {
            let cluster = try Cluster("manifests-\(folder)")
            let path = "\(Cluster.tool(".."))/../samples/kubernetes/\(folder)"
            let told = try cluster.kubectlAnywhere("apply", "--dry-run=server", "-k", path)
            for object in [
                "customresourcedefinition.apiextensions.k8s.io/network-attachment-definitions.k8s.cni.cncf.io",
                "serviceaccount/tartan-agent", "clusterrole.rbac.authorization.k8s.io/tartan-agent",
                "clusterrolebinding.rbac.authorization.k8s.io/tartan-agent", "daemonset.apps/tartan-agent",
            ] {
                #expect(told.contains(object), "\(told)")
            }
            try cluster.deleteAll()
        }
    }
}
