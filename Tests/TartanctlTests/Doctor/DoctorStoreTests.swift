import ExactJSON
import Foundation
import TestKit
import Testing

/// What is wrong with the store, its records and what they say of pods.
@Suite struct DoctorStoreTests {
    let fixture: DoctorFixture

    init() throws { fixture = try DoctorFixture() }

    @Test("a store that is not there, is a file, or could have been written by others")
    func store() throws {
        try fixture.chmod("/var/lib/tartan", 0o770)
        let open = try fixture.finding()
        #expect(open.check == "store" && open.severity == "problem" && open.isSafe, "\(open)")
        try fixture.node.remove("/var/lib/tartan")
        let missing = try fixture.finding()
        #expect(
            missing.check == "store" && missing.severity == "warning" && missing.message.contains("There is no store"))
        try fixture.node.write("/var/lib/tartan", "")
        let file = try fixture.finding()
        #expect(
            file.severity == "problem" && file.repair == "sudo mv \(fixture.store) \(fixture.store).aside", "\(file)")
    }

    @Test("a definition that can't be used")
    func definition() throws {
        try fixture.node.write("/var/lib/tartan/networks/infra/old", "{", mode: 0o600)
        let found = try fixture.finding()
        #expect(found.check == "definitions" && found.severity == "problem" && found.message.contains("infra/old"))
        #expect(found.repair.contains("-n infra old -o json | sudo tartanctl apply -f -"))
    }

    @Test("a record that has lost lines")
    func damage() throws {
        try SampleRecord().write(to: fixture.store)
        #expect(try fixture.findings() == [])
        let path = "/var/lib/tartan/records/3ca646fd8aeb0123456789/if:eth0"
        var lines = try String(contentsOfFile: fixture.root + path, encoding: .utf8).split(separator: "\n")
        lines[2] = "x" + lines[2].dropFirst()
        try (lines.joined(separator: "\n") + "\n").write(
            toFile: fixture.root + path, atomically: false, encoding: .utf8)
        let found = try fixture.finding()
        #expect(found.check == "damaged-records" && found.severity == "problem", "\(found)")
        #expect(found.repair.contains("gc --forget 3ca646fd8aeb0123456789/eth0"))
    }

    @Test("records whose sandbox is gone, and none of those that a runtime still lists")
    func stale() throws {
        try fixture.makeLive()
        try SampleRecord().write(to: fixture.store)
        let gone = try fixture.finding()
        #expect(gone.check == "stale-records" && gone.severity == "warning", "\(gone)")
        #expect(gone.message.hasPrefix("1 record is of sandboxes that are gone"))
        #expect(gone.repair.contains("tartanctl gc"))
        // Their DELs are the node's: not of a copy.
        #expect(!gone.isSafe)
        try fixture.node.write("\(task)/3ca646fd8aeb0123456789/.keep", "")
        #expect(try fixture.findings() == [])
    }

    private let task = "/run/containerd/io.containerd.runtime.v2.task/k8s.io"

    @Test("pods that live and that Tartan doesn't know: attached by another file, or their record lost")
    func unrecorded() throws {
        try fixture.makeLive()
        func attach(_ id: String, network: String) throws {
            try fixture.node.write("\(task)/\(id)/.keep", "")
            try fixture.node.write(
                "/var/lib/cni/results/\(network)-\(id)-eth0",
                """
                {"kind":"cniCacheV1","containerId":"\(id)","ifName":"eth0","networkName":"\(network)",
                 "cniArgs":[["K8S_POD_NAMESPACE","shop"],["K8S_POD_NAME","web-\(id)"]]}
                """)
        }
        try attach("a1", network: "cbr0")
        let without = try fixture.finding()
        #expect(without.check == "unrecorded-pods" && without.severity == "warning")
        #expect(without.message == "1 pod was attached without Tartan, and has eth0 only.", "\(without)")
        try fixture.node.remove("\(task)/a1")
        #expect(try fixture.findings() == [])
        let list = try String(contentsOfFile: fixture.root + fixture.tartan, encoding: .utf8)
        let name = try #require(try JSONParser.parse(list, limit: 1 << 20)["name"]?.string)
        try attach("b2", network: name)
        #expect(try fixture.finding().message.hasPrefix("1 pod of Tartan's has no record"))
    }

    @Test("a log whose folder is not there")
    func log() throws {
        try fixture.configure { $1["logFile"] = "/var/log/none/tartan.log" }
        let found = try fixture.finding()
        #expect(
            found.check == "log-file" && found.isSafe && found.repair == "sudo mkdir -p \(fixture.root)/var/log/none",
            "\(found)")
    }

    @Test("state of Multus that can't be read")
    func multus() throws {
        try fixture.node.write("/var/lib/cni/multus", "no folder")
        let found = try fixture.finding()
        #expect(found.check == "multus" && found.severity == "problem", "\(found)")
    }
}
