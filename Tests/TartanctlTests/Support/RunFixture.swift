import Foundation
import TestKit

/// A store with the pod `shop/web`, a configuration and a fake plugin, for tests of `tartanctl run`.
struct RunFixture {
    let folder: TemporaryFolder
    let plugin: FakePlugin
    var tartanctl: TartanctlProcess

    /// Where CNI_PATH leads.
    static let searchPath = "/nowhere/bin:/nowhere/else"
    /// Of `--pod shop/web --netns demo`: SHA-256 of "shop/web\n/run/netns/demo".
    static let sandbox = "8ebf845861f3b9df2827f2f7793c5495ee2bc4d51570c5dc2b38de10680111a9"

    var config: String { folder.path + "/tartan.conflist" }
    var store: String { folder.path + "/store" }

    init(uid: String? = "6f1c2d3e-0000-4000-8000-000000000001", plugin name: String = "tartan") throws {
        folder = try TemporaryFolder()
        plugin = try FakePlugin(folder, name: name)
        tartanctl = TartanctlProcess(folder: folder)
        tartanctl.environment = ["CNI_PATH": Self.searchPath, "NETCONFPATH": folder.path + "/none"]
        try writeConfiguration(#"{"io.kubernetes.cri.pod-annotations": true, "portMappings": true, "ips": false}"#)
        try folder.write(
            "web.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata:
              namespace: shop
              name: web
            \(uid.map { "  uid: \($0)" } ?? "")
              annotations:
                k8s.v1.cni.cncf.io/networks: infra/storage@lan0
                other: "1"
            """)
        _ = try tartanctl("apply", "-f", "web.yaml")
        try self.plugin.answer("ADD", Self.result)
    }

    func writeConfiguration(_ capabilities: String, version: String = "1.0.0") throws {
        try folder.write(
            "tartan.conflist",
            """
            {"cniVersion": "\(version)", "name": "pods", "plugins": [
              {"type": "tartan", "clusterNetwork": "infra/main", "unknown": 1.50, "capabilities": \(capabilities)}]}
            """)
    }

    /// As a plugin with a taste of its own prints it.
    static let result = """
        {"cniVersion":"1.0.0",  "interfaces":[{"name":"eth0","mac":"0a:58:0a:f4:01:07","sandbox":"/run/netns/demo"},
        {"name":"lan0","sandbox":"/run/netns/demo"}],"ips":[{"address":"10.244.1.7/24","interface":0},
        {"address":"10.30.0.9/24","interface":1}],"dns":{}, "extra": 1.0}
        """

    static let refusal = #"{"cniVersion":"1.0.0","code":7,"msg":"shop/web: no such thing","details":"Look at it."}"#

    /// `tartanctl run COMMAND` with that plugin and configuration.
    func run(_ arguments: String..., config: String? = nil) throws -> TartanctlProcess.Outcome {
        try tartanctl.run(self.arguments(arguments, config: config))
    }

    func arguments(_ arguments: [String], config: String? = nil) -> [String] {
        ["run"] + arguments + ["--plugin", plugin.path, "--config", config ?? self.config, "--store", store]
    }

    /// Of the pod in the namespace `demo`.
    func ofWeb(_ command: String, _ more: String...) throws -> TartanctlProcess.Outcome {
        try tartanctl.run(arguments([command, "--pod", "shop/web", "--netns", "demo"] + more))
    }
}
