import ExactJSON
import Foundation
import TestKit
import Testing

/// What `doctor` says as a whole, its exit status, and `--repair`.
@Suite struct DoctorReportTests {
    let fixture: DoctorFixture

    init() throws { fixture = try DoctorFixture() }

    @Test("where nothing is wrong one line says so, the status is 0, and --verbose lists what was looked at")
    func healthy() throws {
        #expect(try fixture.findings() == [])
        let outcome = try fixture.doctor()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.hasPrefix("node-a: nothing is wrong, "), "\(outcome)")
        #expect(outcome.output.hasSuffix(" checks passed (--verbose lists them)\n"))
        #expect(outcome.output.split(separator: "\n").count == 1)
        let verbose = try fixture.doctor("-v").output
        #expect(verbose.contains("passed   containerd takes /etc/cni/net.d/00-tartan.conflist: it sorts first\n"))
        #expect(verbose.contains("passed   clusterNetwork is /etc/cni/net.d/10-flannel.conflist (flannel, portmap)\n"))
        #expect(verbose.contains("skipped  stale-records: only the running node shows it"))
    }

    @Test("problems come before warnings, each with its evidence and the command that repairs it; the status is 1")
    func order() throws {
        try fixture.node.writeNet("00-multus.conf", #"{"name":"multus","type":"multus"}"#)
        try fixture.apply("infra/old", #"{"cniVersion":"1.0.0","name":"old","type":"sriov"}"#)
        try fixture.node.remove("/opt/cni/bin/flannel")
        let outcome = try fixture.doctor()
        #expect(outcome.status == 1)
        #expect(outcome.output.hasPrefix("node-a: 2 problems, 1 warning\n\nproblem  The runtime does not use Tartan: "))
        let lines = outcome.output.split(separator: "\n")
        #expect(
            lines.filter { $0.hasPrefix("problem") || $0.hasPrefix("warning") }.map { $0.prefix(12) } == [
                "problem  The", "problem  No ", "warning  Pod",
            ], "\(outcome.output)")
        #expect(outcome.output.contains("\n         Repair: sudo tartanctl migrate --root \(fixture.root)\n"))
        #expect(outcome.output.contains("\nBeside that "))
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test("JSON has everything that the text has")
    func json() throws {
        try fixture.chmod("/var/lib/tartan", 0o777)
        let outcome = try fixture.doctor("-o", "json")
        let report = try JSONParser.parse(outcome.output, limit: 1 << 20)
        #expect(report["node"] == "node-a")
        #expect(report["runtime"] == "containerd")
        #expect(report["configurationFolder"] == "/etc/cni/net.d")
        #expect(report["store"] == "/var/lib/tartan")
        #expect(report["root"]?.string == fixture.root)
        #expect(report["problems"] == 1)
        let finding = report["findings"]?.array?.first { $0["check"] == "store" }
        #expect(finding?["severity"] == "problem")
        #expect(finding?["safe"] == true)
        #expect(finding?["repair"]?.string?.hasPrefix("sudo chmod go-w \(fixture.root)/var/lib/tartan ") == true)
        #expect(report["passed"]?.array?.contains { $0["check"] == "runtime-choice" } == true)
        #expect(report["skipped"]?.array?.contains { $0["check"] == "readiness-file" } == true)
    }

    @Test("what can't be looked at is status 2, told as one failure")
    func couldNotLook() throws {
        try fixture.node.remove("/etc/cni/net.d")
        try fixture.node.write("/etc/cni/net.d", "no folder")
        let outcome = try fixture.doctor()
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("/etc/cni/net.d is no folder"), "\(outcome)")
        #expect(outcome.output.isEmpty)
        #expect(try fixture.node.tartanctl.run(["doctor", "--root", "/nowhere"]).status == 2)
    }

    @Test("without --repair nothing is changed; --repair does the safe repairs, tells which, and leaves the rest")
    func repair() throws {
        try fixture.chmod("/var/lib/tartan", 0o777)
        try fixture.chmod("/etc/cni/net.d", 0o777)
        try fixture.configure { $1["logFile"] = "/var/log/tartan/tartan.log" }
        try fixture.node.remove("/opt/cni/bin/portmap")
        let looked = try fixture.doctor()
        #expect(looked.output.contains("\n3 of 4 are repaired by: sudo tartanctl doctor --repair --root "), "\(looked)")
        #expect(try fixture.mode("/var/lib/tartan") == 0o777)
        let outcome = try fixture.doctor("--repair")
        #expect(outcome.status == 1)
        #expect(
            outcome.output.hasPrefix(
                """
                repaired /var/lib/tartan can be written by its owner alone now.
                repaired /etc/cni/net.d can be written by its owner alone now.
                repaired /var/log/tartan is there now.

                node-a: 1 problem

                problem  No pod can start: the plugin portmap is not in
                """), "\(outcome.output)")
        #expect(try fixture.mode("/var/lib/tartan") == 0o755)
        #expect(try fixture.mode("/etc/cni/net.d") == 0o755)
        try fixture.node.write("/opt/cni/bin/portmap", "#!/bin/sh\n", mode: 0o755)
        let clean = try fixture.doctor("--repair")
        #expect(clean.status == 0)
        #expect(clean.output.hasPrefix("node-a: nothing is wrong"))
    }
}
