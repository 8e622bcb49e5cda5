import ExactJSON
import Foundation
import TestKit

/// A copy of a node's files with the plugins of cluster networks, on which `init` and `doctor` work.
struct NodeFixture {
    let folder: TemporaryFolder
    let tartanctl: TartanctlProcess

    /// As Flannel's installer writes it.
    static let flannel = """
        { "cniVersion": "0.3.1", "name": "cbr0", "plugins": [
          { "type": "flannel", "delegate": { "hairpinMode": true, "isDefaultGateway": true } },
          { "type": "portmap", "capabilities": { "portMappings": true } } ] }

        """

    /// - Parameter runtime: `containerd`, `crio`, or nil for none.
    init(runtime: String? = "containerd") throws {
        folder = try TemporaryFolder()
        tartanctl = TartanctlProcess(folder: folder)
        for name in [
            "tartan", "flannel", "bridge", "host-local", "portmap", "calico", "weave-net", "cilium-cni", "ptp",
        ] {
            try folder.write("node/opt/cni/bin/\(name)", "#!/bin/sh\n", mode: 0o755)
        }
        try FileManager.default.createDirectory(atPath: net, withIntermediateDirectories: true)
        if let runtime { try folder.write("node/etc/\(runtime)/.keep", "") }
    }

    var root: String { folder.path + "/node" }
    /// The runtime's folder, as this process sees it.
    var net: String { root + "/etc/cni/net.d" }

    /// - Parameter path: on the node.
    func write(_ path: String, _ text: String, mode: UInt32 = 0o644) throws {
        try folder.write("node" + path, text, mode: mode)
    }

    func writeNet(_ name: String, _ text: String, mode: UInt32 = 0o644) throws {
        try write("/etc/cni/net.d/" + name, text, mode: mode)
    }

    func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: root + path) }

    func run(_ arguments: [String]) throws -> TartanctlProcess.Outcome {
        try tartanctl.run(arguments + ["--root", root])
    }

    func initialize(_ arguments: String...) throws -> TartanctlProcess.Outcome { try run(["init"] + arguments) }

    /// With `-o json`.
    func report(_ arguments: String...) throws -> JSONValue {
        let outcome = try run(["init"] + arguments + ["-o", "json"])
        return try JSONParser.parse(outcome.output, limit: 16 << 20)
    }

    /// Tartan's object of what would be written.
    func plugin(_ arguments: String...) throws -> JSONValue? {
        let outcome = try run(["init"] + arguments + ["-o", "json"])
        let report = try JSONParser.parse(outcome.output, limit: 16 << 20)
        return report["writes"]?["configuration"]?["plugins"]?.array?.first { $0["type"] == "tartan" }
    }

    /// The runtime's folder, file by file: mode and text.
    func files() throws -> [String: String] {
        var files: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: net) {
            let path = net + "/" + name
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0
            files[name] = String(mode, radix: 8) + " " + (try String(contentsOfFile: path, encoding: .utf8))
        }
        return files
    }
}
