import ExactJSON
import Foundation
import TestKit

/// A copy of a node's files, on which `migrate` works.
struct MigrateFixture {
    let folder: TemporaryFolder
    let tartanctl: TartanctlProcess

    static let delegate = #"{"cniVersion":"0.4.0","name":"pods","type":"bridge","capabilities":{"ips":true}}"#

    /// With the binaries of Multus, Tartan and the delegates, and an empty folder of the runtime.
    init() throws {
        folder = try TemporaryFolder()
        tartanctl = TartanctlProcess(folder: folder)
        for name in ["multus", "multus-shim", "tartan", "bridge", "ptp", "portmap"] {
            try plugin("opt/cni/bin/\(name)")
        }
        try FileManager.default.createDirectory(atPath: net, withIntermediateDirectories: true)
    }

    /// What `--root` is.
    var root: String { folder.path + "/node" }

    /// The runtime's folder, as this process sees it.
    var net: String { root + "/etc/cni/net.d" }

    /// Something that can be executed, at that place of the node.
    func plugin(_ path: String) throws {
        try folder.write("node/\(path)", "")
        guard unsafe chmod("\(root)/\(path)", 0o755) == 0 else { throw TestFailure("chmod \(path)") }
    }

    func write(_ name: String, _ text: String) throws { try folder.write("node/etc/cni/net.d/\(name)", text) }

    /// Thin Multus with those members.
    func thin(_ members: String, name: String = "00-multus.conf") throws {
        try write(name, #"{"cniVersion":"0.4.0","name":"multus-net","type":"multus",\#(members)}"#)
    }

    /// Thin Multus with one inline delegate and further members.
    func inline(_ members: String = "") throws {
        try thin((members.isEmpty ? "" : members + ",") + #""delegates":[\#(Self.delegate)]"#)
    }

    func migrate(_ arguments: String...) throws -> TartanctlProcess.Outcome {
        try tartanctl.run(["migrate"] + arguments + ["--root", folder.path + "/node"])
    }

    /// With `-o json`.
    func report(_ arguments: String...) throws -> JSONValue {
        let outcome = try tartanctl.run(["migrate"] + arguments + ["--root", folder.path + "/node", "-o", "json"])
        return try JSONParser.parse(outcome.output, limit: 16 << 20)
    }

    /// Tartan's object of what would be written.
    func written(_ arguments: String...) throws -> JSONValue? {
        let outcome = try tartanctl.run(["migrate"] + arguments + ["--root", folder.path + "/node", "-o", "json"])
        let report = try JSONParser.parse(outcome.output, limit: 16 << 20)
        return report["writes"]?["configuration"]?["plugins"]?.array?.first { $0["type"] == "tartan" }
    }

    /// The runtime's folder, file by file.
    func files() throws -> [String: String] {
        var files: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: net) {
            files[name] = (try? String(contentsOfFile: net + "/" + name, encoding: .utf8)) ?? "unreadable"
        }
        return files
    }
}

extension JSONValue {
    /// Of a report: its entries for a key.
    func entries(_ key: String) -> [JSONValue] { (self["keys"]?.array ?? []).filter { $0["key"]?.string == key } }

    func outcome(_ key: String) -> String? { entries(key).first?["outcome"]?.string }

    /// Of a report: code and key of each obstacle.
    var obstacles: [String] { findings("obstacle") }
    var warnings: [String] { findings("warning") }

    private func findings(_ severity: String) -> [String] {
        (self["findings"]?.array ?? []).filter { $0["severity"]?.string == severity }.map {
            ($0["code"]?.string ?? "?") + ($0["key"]?.string.map { " \($0)" } ?? "")
        }
    }
}
