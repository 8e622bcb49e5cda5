import ExactJSON
import Foundation
import TestKit

/// A copy of a node's files on which nothing is wrong: Flannel, containerd, Tartan set up by `init`, a store.
struct DoctorFixture {
    let node: NodeFixture
    let tartan = "/etc/cni/net.d/00-tartan.conflist"

    var root: String { node.root }
    var store: String { root + "/var/lib/tartan" }

    init(runtime: String? = "containerd") throws {
        node = try NodeFixture(runtime: runtime)
        try node.writeNet("10-flannel.conflist", NodeFixture.flannel)
        try node.write("/run/flannel/subnet.env", Self.lease)
        try node.write("/etc/hostname", "node-a\n")
        try node.write("/bin/.keep", "")
        let applied = try node.initialize("--apply")
        guard applied.status == 0 else { throw TestFailure("\(applied)") }
        try apply("infra/lan", #"{"cniVersion":"1.0.0","name":"lan","type":"bridge","bridge":"lan0"}"#)
    }

    static let lease = """
        FLANNEL_NETWORK=10.244.0.0/16
        FLANNEL_SUBNET=10.244.1.1/24
        FLANNEL_MTU=1450
        FLANNEL_IPMASQ=true

        """

    /// From here on the checks see what only the running node shows; its processes, links and boot are made ones.
    func makeLive() throws {
        try FileManager.default.createDirectory(atPath: root + "/proc/1/ns", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: root + "/proc/1/ns/net", withDestinationPath: "/proc/self/ns/net")
        let boot = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        try node.write("/proc/sys/kernel/random/boot_id", boot)
    }

    /// A definition, as `tartanctl apply` puts it there.
    func apply(_ name: String, _ configuration: String) throws {
        let parts = name.split(separator: "/").map(String.init)
        let definition: JSONValue = [
            "apiVersion": "k8s.cni.cncf.io/v1", "kind": "NetworkAttachmentDefinition",
            "metadata": ["namespace": .string(parts[0]), "name": .string(parts[1])],
            "spec": ["config": .string(configuration)],
        ]
        let applied = try node.tartanctl.run(["apply", "-f", "-", "--store", store], input: definition.text)
        guard applied.status == 0 else { throw TestFailure("\(applied)") }
    }

    /// Tartan's file with other keys.
    func configure(_ change: (inout JSONObject, inout JSONObject) -> Void) throws {
        let text = try String(contentsOfFile: root + tartan, encoding: .utf8)
        guard var list = try JSONParser.parse(text, limit: 1 << 20).object, var plugins = list["plugins"]?.array,
            let index = plugins.firstIndex(where: { $0["type"] == "tartan" }), var plugin = plugins[index].object
        else { throw TestFailure(text) }
        change(&list, &plugin)
        plugins[index] = .object(plugin)
        list["plugins"] = .array(plugins)
        try node.write(tartan, JSONValue.object(list).text)
    }

    func chmod(_ path: String, _ mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: root + path)
    }

    func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: root + path)[.posixPermissions] as? Int
    }

    func doctor(_ arguments: String...) throws -> TartanctlProcess.Outcome { try node.run(["doctor"] + arguments) }

    struct Found: Equatable, CustomStringConvertible {
        let check: String
        let severity: String
        let message: String
        let repair: String
        let isSafe: Bool

        var description: String { "\(severity) [\(check)] \(message) | \(repair)" }
    }

    /// What is wrong, but for the disk, which is this machine's.
    func findings() throws -> [Found] {
        let outcome = try doctor("-o", "json")
        let report = try JSONParser.parse(outcome.output, limit: 16 << 20)
        let all = (report["findings"]?.array ?? []).map { finding in
            Found(
                check: finding["check"]?.string ?? "", severity: finding["severity"]?.string ?? "",
                message: finding["message"]?.string ?? "", repair: finding["repair"]?.string ?? "",
                isSafe: finding["safe"]?.boolean ?? false)
        }
        guard report["passed"] != nil, outcome.status == (all.isEmpty ? 0 : 1) else { throw TestFailure("\(outcome)") }
        return all.filter { $0.check != "disk" }
    }

    /// The only thing that is wrong.
    func finding() throws -> Found {
        let findings = try findings()
        guard let only = findings.first, findings.count == 1 else { throw TestFailure("\(findings)") }
        return only
    }
}
