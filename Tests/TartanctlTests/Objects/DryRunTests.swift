import ExactJSON
import Foundation
import TestKit
import Testing

/// `--dry-run`: what would be done is told, and nothing is changed.
@Suite struct DryRunTests {
    let tartanctl: TartanctlProcess
    var folder: TemporaryFolder { tartanctl.folder }

    init() throws {
        tartanctl = try .withSamples()
    }

    /// Every file below a folder, with what is in it.
    private func files(_ root: String) throws -> [String: String] {
        var files: [String: String] = [:]
        for name in FileManager.default.subpaths(atPath: root) ?? [] {
            files[name] = (try? String(contentsOfFile: root + "/" + name, encoding: .utf8)) ?? ""
        }
        return files
    }

    @Test("apply tells what would be created, configured or left")
    func apply() throws {
        let before = try files(folder.path + "/store")
        try folder.write(
            "b.yaml",
            Samples.storage + "---\n" + Samples.web.replacing("lan0", with: "lan1") + "---\n"
                + Samples.storage.replacing("infra", with: "other"))
        let outcome = try tartanctl("apply", "-f", "b.yaml", "--dry-run")
        #expect(
            outcome.output == """
                network infra/storage unchanged (dry run)
                pod shop/web configured (dry run)
                network other/storage created (dry run)

                """)
        #expect(try files(folder.path + "/store") == before)
        let json = try tartanctl("apply", "-f", "b.yaml", "--dry-run=client", "-o", "json").output
        #expect(try JSONParser.parse(json, limit: 100_000)["dryRun"] == true)
    }

    @Test("apply makes no store, and says where it could not make one")
    func noStore() throws {
        let store = ["--store", folder.path + "/none/store"]
        let outcome = try tartanctl.run(["apply", "-f", "a.yaml", "--dry-run"] + store)
        #expect(outcome.output == "network infra/storage created (dry run)\npod shop/web created (dry run)\n")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/none"))
        let file = try tartanctl.run(["apply", "-f", "a.yaml", "--dry-run", "--store", folder.path + "/a.yaml/store"])
        #expect(file.status == 2 && file.output == "")
    }

    @Test("delete tells what would go, and what isn't there")
    func delete() throws {
        let before = try files(folder.path + "/store")
        let outcome = try tartanctl("delete", "network", "infra/storage", "infra/none", "--dry-run")
        #expect(outcome.status == 1 && outcome.output == "network infra/storage deleted (dry run)\n")
        #expect(outcome.errors.hasPrefix("error: no network \"infra/none\" in "))
        #expect(
            try tartanctl("delete", "-f", "a.yaml", "--dry-run", "-o", "name").output
                == "network/infra/storage\npod/shop/web\n")
        #expect(
            try tartanctl("delete", "pods", "--all", "-A", "--dry-run").output == "pod shop/web deleted (dry run)\n")
        #expect(try files(folder.path + "/store") == before)
    }

    @Test("init writes nothing and takes nothing back")
    func initialize() throws {
        let node = try NodeFixture()
        try node.writeNet("10-flannel.conflist", NodeFixture.flannel)
        let before = try node.files()
        let planned = try node.initialize("--apply", "--dry-run")
        let shown = try node.initialize()
        #expect(planned.status == 0 && planned == shown)
        #expect(try node.files() == before)
        #expect(try node.initialize("--apply").status == 0)
        let applied = try node.files()
        #expect(applied != before)
        let undo = try node.initialize("--undo", "--dry-run")
        #expect(
            undo.status == 0 && undo.output.hasPrefix("Would be taken back: /etc/cni/net.d/00-tartan.conflist would go")
        )
        #expect(try node.report("--undo", "--dry-run")["done"] == "nothing")
        #expect(try node.files() == applied)
        try node.writeNet("00-tartan.conflist", "changed")
        #expect(try node.initialize("--undo", "--dry-run").status == 1)
    }

    @Test("migrate writes nothing and takes nothing back")
    func migrate() throws {
        let fixture = try MigrateFixture()
        try fixture.inline()
        let before = try fixture.files()
        let planned = try fixture.migrate("--apply", "--dry-run")
        let shown = try fixture.migrate()
        #expect(planned.status == 0 && planned == shown)
        #expect(try fixture.files() == before)
        #expect(try fixture.migrate("--apply").status == 0)
        let applied = try fixture.files()
        let undo = try fixture.migrate("--undo", "--dry-run")
        #expect(undo.status == 0 && undo.output.hasPrefix("Would be taken back: "), "\(undo)")
        #expect(try fixture.files() == applied)
    }

    @Test("doctor tells the repairs and does none")
    func doctor() throws {
        let doctor = try DoctorFixture()
        try doctor.chmod("/etc/cni/net.d", 0o777)
        let outcome = try doctor.doctor("--repair", "--dry-run")
        #expect(outcome.output.hasPrefix("dry run  "), "\(outcome)")
        #expect(outcome.output.contains(" would be made writable by its owner alone."))
        #expect(outcome.output.contains("doctor --repair"))
        #expect(try doctor.mode("/etc/cni/net.d") == 0o777)
        let report = try JSONParser.parse(
            try doctor.doctor("--repair", "--dry-run", "-o", "json").output, limit: 1 << 20)
        #expect(report["dryRun"] == true && report["repairs"]?.array?.first?["done"] == false)
    }

    @Test("run prints the calls as commands that a shell takes, and that do the same")
    func run() throws {
        let fixture = try RunFixture()
        let printed = try fixture.ofWeb("ADD", "--dry-run")
        #expect(printed.status == 0 && printed.errors == "", "\(printed)")
        #expect(try fixture.plugin.calls().isEmpty)
        #expect(try fixture.ofWeb("ADD").status == 0)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", printed.output]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let calls = try fixture.plugin.calls()
        try #require(calls.count == 2)
        #expect(calls[0].specified == calls[1].specified)
        #expect(calls[0].json == calls[1].json)
        let json = try fixture.ofWeb("ADD", "--as", "nerdctl", "--dry-run", "-o", "json").output
        let told = try JSONParser.parse(json, limit: 100_000)
        #expect(told["calls"]?.array?.map { $0["command"] } == ["DEL", "ADD"])
        #expect(told["calls"]?.array?.map { $0["environment"]?["CNI_NETNS"] } == ["", "/run/netns/demo"])
    }
}
