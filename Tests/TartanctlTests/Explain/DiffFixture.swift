import ExactJSON
import Foundation
import TestKit

/// Definitions and pods that are compared, away from any node's configuration.
struct DiffFixture {
    let folder: TemporaryFolder
    let tartanctl: TartanctlProcess

    init() throws {
        folder = try TemporaryFolder()
        var process = TartanctlProcess(folder: folder)
        process.environment = [
            "NETCONFPATH": folder.path + "/none", "CNI_PATH": folder.path + "/bin",
            "TARTAN_STORE": folder.path + "/no-store",
        ]
        tartanctl = process
    }

    static func network(_ name: String, _ config: String, annotations: String = "{}") -> String {
        """
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: {namespace: infra, name: \(name), annotations: \(annotations)}
        spec:
          config: '\(config)'
        ---

        """
    }

    static func pod(_ name: String, _ networks: String) -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata:
          namespace: shop
          name: \(name)
          annotations:
            k8s.v1.cni.cncf.io/networks: '\(networks)'
        ---

        """
    }

    static func deployment(_ name: String, _ networks: String) -> String {
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {namespace: shop, name: \(name)}
        spec:
          template:
            metadata:
              annotations:
                k8s.v1.cni.cncf.io/networks: '\(networks)'
        ---

        """
    }

    /// macvlan on a master, with addresses of a subnet.
    static func storage(master: String = "eth1", subnet: String = "10.30.0.0/24", more: String = "") -> String {
        #"{"cniVersion":"1.0.0","type":"macvlan","master":"\#(master)",\#(more)"capabilities":{"ips":true},"#
            + #""ipam":{"type":"host-local","ranges":[[{"subnet":"\#(subnet)"}]]}}"#
    }

    /// `explain --diff old.yaml new.yaml` and more.
    func compare(_ old: String, _ new: String, _ more: String...) throws -> TartanctlProcess.Outcome {
        try folder.write("old.yaml", old)
        try folder.write("new.yaml", new)
        return try tartanctl.run(["explain", "--diff", "old.yaml", "new.yaml"] + more)
    }

    /// `explain --diff new.yaml` against the test's store.
    func compareWithStore(_ new: String, _ more: String...) throws -> TartanctlProcess.Outcome {
        try folder.write("new.yaml", new)
        return try tartanctl.run(["explain", "--diff", "new.yaml", "--store", folder.path + "/store"] + more)
    }

    func apply(_ text: String) throws {
        try folder.write("applied.yaml", text)
        let outcome = try tartanctl("apply", "-f", "applied.yaml")
        guard outcome.status == 0 else { throw TestFailure("\(outcome)") }
    }
}
