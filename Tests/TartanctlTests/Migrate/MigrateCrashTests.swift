import Foundation
import TestKit
import Testing

/// `--apply` and `--undo`, killed with SIGKILL before each system call that changes the folder.
@Suite struct MigrateCrashTests {
    let fixture: MigrateFixture
    private let before: [String: File]

    private struct File: Equatable {
        let text: String
        let mode: Int?
        let owner: Int?
        let inode: Int?
    }

    private static let calls = ["fchmod", "write", "fsync", "rename", "unlink", "flock"]
    private static let tartan = "00-00-tartan.conflist"

    init() throws {
        fixture = try MigrateFixture()
        try fixture.inline(#""kubeconfig":"/etc/kube""#)
        try fixture.write("10-pods.conf", MigrateFixture.delegate)
        let path = fixture.net + "/00-multus.conf"
        #expect(unsafe chmod(path, 0o640) == 0)
        if geteuid() == 0 { #expect(unsafe chown(path, 1234, 4321) == 0) }
        before = try Self.files(fixture.net)
    }

    private static func files(_ folder: String) throws -> [String: File] {
        var files: [String: File] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let path = folder + "/" + name
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            files[name] = File(
                text: try String(contentsOfFile: path, encoding: .utf8), mode: attributes[.posixPermissions] as? Int,
                owner: attributes[.ownerAccountID] as? Int, inode: attributes[.systemFileNumber] as? Int)
        }
        return files
    }

    /// Kills it before that one of those calls.
    /// - Returns: false if it came to its end before.
    private func kill(_ option: String, before call: String, number: Int) throws -> Bool {
        let (process, _) = try run(option, call, "signal=SIGKILL:when=\(number)")
        if process.terminationReason == .uncaughtSignal {
            #expect(process.terminationStatus == SIGKILL)
            return true
        }
        #expect(process.terminationStatus == 0)
        return false
    }

    private func run(_ option: String, _ call: String, _ injection: String) throws -> (Process, errors: String) {
        let process = Process()
        let errors = fixture.folder.path + "/.strace-errors"
        try "".write(toFile: errors, atomically: false, encoding: .utf8)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/strace")
        process.arguments = [
            "-f", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(call):\(injection)",
            try TartanctlProcess.executable, "migrate", option, "--root", fixture.root,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
        process.waitUntilExit()
        return (process, try String(contentsOfFile: errors, encoding: .utf8))
    }

    /// Whole, and Tartan's or Multus'.
    private func expectUsable(_ context: Comment) throws {
        let files = try Self.files(fixture.net)
        let first = files.keys.sorted().first { name in [".conf", ".conflist", ".json"].contains(where: name.hasSuffix)
        }
        let text = first.flatMap { files[$0]?.text } ?? ""
        if first == Self.tartan {
            #expect(text.hasSuffix("}\n"), context)
            #expect(text.contains(#""type": "tartan""#), context)
        } else {
            #expect(first == "00-multus.conf", context)
            #expect(text == before["00-multus.conf"]?.text, context)
        }
    }

    @Test(
        "killed anywhere, the runtime finds Tartan's or Multus' whole file, and either way can be gone",
        arguments: calls)
    func killed(call: String) throws {
        var kills = 0
        for option in ["--apply", "--undo"] {
            for way in ["--apply", "--undo"] {
                for number in 1... {
                    let context: Comment = "\(option) killed before \(call) \(number), then \(way)"
                    if option == "--undo" { #expect(try fixture.migrate("--apply").status == 0, context) }
                    let wasKilled = try kill(option, before: call, number: number)
                    if wasKilled { kills += 1 }
                    try expectUsable(context)
                    let record = try Self.files(fixture.net)["tartan-migrate.undo"]
                    if way == "--apply" {
                        #expect(try fixture.migrate("--apply").status == 0, context)
                        #expect(try Self.files(fixture.net)[Self.tartan] != nil, context)
                        #expect(try Self.files(fixture.net)["00-multus.conf"] == nil, context)
                        #expect(try fixture.migrate("--undo").status == 0, context)
                    } else {
                        // Without a record there is nothing to take back.
                        #expect(try fixture.migrate("--undo").status == (record == nil ? 1 : 0), context)
                    }
                    var after = try Self.files(fixture.net)
                    if record == nil, way == "--undo" { after["tartan-migrate.tmp"] = nil }
                    #expect(after == before, context)
                    if !wasKilled { break }
                }
            }
        }
        #expect(kills >= 2)
    }

    @Test("a step that fails is told; once something was changed, with the way on and the way back", arguments: 1...3)
    func failing(number: Int) throws {
        let (process, errors) = try run("--apply", "rename", "error=EROFS:when=\(number)")
        #expect(process.terminationStatus == 2)
        #expect(errors.contains("Read-only file system."), "\(errors)")
        for option in ["--apply", "--undo"] {
            let command = "tartanctl migrate \(option) /etc/cni/net.d --root \(fixture.root)\n"
            #expect(errors.contains(command) == (number == 3), "\(errors)")
        }
        try expectUsable("rename \(number)")
        #expect(try fixture.migrate("--undo").status == (number == 1 ? 1 : 0))
        #expect(try Self.files(fixture.net) == before)
    }
}
