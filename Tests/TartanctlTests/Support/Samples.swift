import TestKit
import Testing

/// Manifests that several tests use.
enum Samples {
    static let storage = """
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata:
          name: storage
          namespace: infra
        spec:
          config: |
            {
              "cniVersion": "1.0.0", "type": "macvlan", "master": "eth1", "password": "hunter2",
              "ipam": { "type": "host-local", "url": "https://u:hunter3@h/" }
            }

        """

    static let web = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
          annotations:
            k8s.v1.cni.cncf.io/networks: infra/storage@lan0, uplink

        """

    static func deployment(_ kind: String, _ apiVersion: String) -> String {
        """
        apiVersion: \(apiVersion)
        kind: \(kind)
        metadata: {name: dep, namespace: shop}
        spec:
          template:
            metadata:
              annotations: {k8s.v1.cni.cncf.io/networks: storage}

        """
    }
}

extension TartanctlProcess {
    /// In a folder of its own with a store that has the network and the pod, written there from a.yaml.
    static func withSamples() throws -> TartanctlProcess {
        let folder = try TemporaryFolder()
        let tartanctl = TartanctlProcess(folder: folder)
        try folder.write("a.yaml", Samples.storage + "---\n" + Samples.web)
        let applied = try tartanctl("apply", "-f", "a.yaml")
        try #require(applied.status == 0, "\(applied)")
        return tartanctl
    }
}
