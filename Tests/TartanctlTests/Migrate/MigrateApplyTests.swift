import ExactJSON
import Foundation
import TestKit
import Testing

/// `--apply` and `--undo`, whole, cut off, twice and with somebody else's hand in between.
@Suite struct MigrateApplyTests {
    let fixture: MigrateFixture
    private let before: [String: String]

    init() throws {
        fixture = try MigrateFixture()
        try fixture.inline(#""kubeconfig":"/etc/kube""#)
        try fixture.write("10-pods.conf", MigrateFixture.delegate)
        before = try fixture.files()
    }

    private let tartan = "00-00-tartan.conflist"
    private let aside = "00-multus.conf.before-tartan"
    private let record = "tartan-migrate.undo"

    private func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: fixture.net + "/" + name) }

    @Test("--apply writes Tartan's file, moves Multus' aside and leaves the rest; --undo restores every byte")
    func roundTrip() throws {
        #expect(unsafe chmod(fixture.net + "/00-multus.conf", 0o600) == 0)
        let applied = try fixture.migrate("--apply")
        #expect(applied.status == 0, "\(applied)")
        #expect(
            applied.output.hasPrefix(
                "Taken over from Multus: the runtime takes /etc/cni/net.d/00-00-tartan.conflist from now on.\n"))
        #expect(
            applied.output.hasSuffix(
                "\nTake it back: tartanctl migrate --undo /etc/cni/net.d --root \(fixture.folder.path)/node\n"))
        let files = try fixture.files()
        #expect(Set(files.keys) == [tartan, aside, record, "10-pods.conf"])
        #expect(files[aside] == before["00-multus.conf"])
        #expect(files.keys.filter { $0.hasSuffix(".conf") || $0.hasSuffix(".conflist") }.sorted().first == tartan)
        for name in [tartan, record] {
            let mode = try FileManager.default.attributesOfItem(atPath: fixture.net + "/" + name)[.posixPermissions]
            #expect(mode as? Int == 0o600, "\(name)")
        }
        let undone = try fixture.migrate("--undo")
        #expect(undone.status == 0, "\(undone)")
        #expect(undone.output.hasPrefix("Taken back: the runtime takes /etc/cni/net.d/00-multus.conf again."))
        #expect(try fixture.files() == before)
        let again = try fixture.migrate("--undo")
        #expect(again.status == 1)
        #expect(again.errors.contains("there is nothing to take back: /etc/cni/net.d has no tartan-migrate.undo."))
    }

    @Test("at no moment does the runtime find no configuration, a part of one, or the cluster network's alone")
    func neverAlone() throws {
        var firsts: Set<String> = []
        for option in [["--apply"], ["--undo"]] + Array(repeating: [["--apply"], ["--undo"]], count: 9).joined() {
            let process = try fixture.tartanctl.start(["migrate"] + option + ["--root", fixture.folder.path + "/node"])
            repeat {
                let names = try FileManager.default.contentsOfDirectory(atPath: fixture.net).sorted()
                let first = names.first { name in [".conf", ".conflist", ".json"].contains(where: name.hasSuffix) }
                firsts.insert(first ?? "none")
                if first == tartan, let bytes = FileManager.default.contents(atPath: fixture.net + "/" + tartan) {
                    #expect(bytes.count > 100)
                }
            } while process.isRunning
            #expect(try fixture.tartanctl.end(process).status == 0)
        }
        #expect(firsts == [tartan, "00-multus.conf"])
    }

    @Test("an --undo that leaves a runtime without Multus' plugin says so")
    func withoutBinary() throws {
        _ = try fixture.migrate("--apply")
        try FileManager.default.removeItem(atPath: fixture.root + "/opt/cni/bin/multus")
        let undone = try fixture.migrate("--undo")
        #expect(undone.status == 0)
        #expect(
            undone.output.contains("\nwarning: the plugin multus is not in /opt/cni/bin, /usr/lib/cni. "), "\(undone)")
        _ = try fixture.plugin("opt/cni/bin/multus")
        _ = try fixture.migrate("--apply")
        #expect(try !fixture.migrate("--undo").output.contains("warning"))
    }

    @Test("a second --apply has nothing to do, and a dry run says that it was done")
    func twice() throws {
        _ = try fixture.migrate("--apply")
        let files = try fixture.files()
        let second = try fixture.migrate("--apply")
        #expect(second.status == 0)
        #expect(second.output.hasPrefix("Nothing to do: /etc/cni/net.d was taken over from Multus at "))
        let dry = try fixture.migrate()
        #expect(dry.status == 0)
        #expect(dry.output.contains("Take it back: tartanctl migrate --undo /etc/cni/net.d --root \(fixture.root)\n"))
        #expect(dry.output.contains("\nOf what Multus attached nothing is left in /var/lib/cni/multus.\n"))
        try fixture.folder.write("node/var/lib/cni/multus/a1", "[]")
        #expect(try fixture.migrate().output.contains("\nMultus' state still has 1 sandbox: "))
        #expect(try fixture.report("--apply")["done"] == "nothing")
        #expect(try fixture.files() == files)
    }

    @Test(
        "an --apply that was cut off after its first change is finished by the next, or taken back",
        arguments: [true, false])
    func cutOff(finishes: Bool) throws {
        _ = try fixture.migrate("--apply")
        let done = try fixture.files()
        // Backwards: Multus' file was not moved yet.
        try FileManager.default.moveItem(atPath: fixture.net + "/" + aside, toPath: fixture.net + "/00-multus.conf")
        let dry = try fixture.migrate()
        #expect(dry.status == 0)
        #expect(
            dry.output.contains("was cut off. Go on: tartanctl migrate --apply /etc/cni/net.d --root \(fixture.root)\n")
        )
        #expect(dry.output.contains("\nTake it back: tartanctl migrate --undo /etc/cni/net.d --root \(fixture.root)\n"))
        if finishes {
            let outcome = try fixture.migrate("--apply")
            #expect(outcome.status == 0)
            #expect(outcome.output.contains("an earlier --apply was cut off, and has been finished"))
            #expect(try fixture.files() == done)
        } else {
            #expect(try fixture.migrate("--undo").status == 0)
            #expect(try fixture.files() == before)
        }
    }

    @Test("an --apply that was cut off before its first change counts for nothing, whatever Multus has written since")
    func recordAlone() throws {
        _ = try fixture.migrate("--apply")
        try FileManager.default.moveItem(atPath: fixture.net + "/" + aside, toPath: fixture.net + "/00-multus.conf")
        try remove(tartan)
        let old = try #require(try fixture.files()[record])
        try fixture.inline(#""binDir":"/opt/newer""#)
        let newer = try fixture.files()["00-multus.conf"]
        #expect(
            try fixture.migrate().output.hasPrefix("/etc/cni/net.d/00-multus.conf (Multus, thin) can be taken over."))
        #expect(try fixture.migrate("--apply").output.hasPrefix("Taken over from Multus: "))
        #expect(try fixture.files()[tartan]?.contains("/opt/newer") == true)
        #expect(try fixture.files()[aside] == newer)
        #expect(try fixture.migrate("--undo").status == 0)
        try fixture.write(record, old)
        let undone = try fixture.migrate("--undo")
        #expect(undone.status == 0)
        #expect(undone.output.hasPrefix("Taken back: nothing had been changed in /etc/cni/net.d yet.\n"))
        #expect(try fixture.files() == before.merging(["00-multus.conf": newer ?? ""]) { $1 })
    }

    @Test("what was changed since is told by name with the command that helps, and nothing is touched")
    func changed() throws {
        _ = try fixture.migrate("--apply")
        let done = try fixture.files()
        let cases: [(name: String, text: String?, difference: String)] = [
            (tartan, "{}", "00-00-tartan.conflist was changed"),
            (aside, "{}", "00-multus.conf.before-tartan was changed"),
            (aside, nil, "neither 00-multus.conf nor 00-multus.conf.before-tartan is there"),
        ]
        for (name, text, difference) in cases {
            if let text { try fixture.write(name, text) } else { try remove(name) }
            let files = try fixture.files()
            for option in ["--apply", "--undo"] {
                let outcome = try fixture.migrate(option)
                #expect(outcome.status == 1)
                #expect(
                    outcome.errors.contains("is not as --apply left it: \(difference). Nothing was done."), "\(outcome)"
                )
                #expect(
                    outcome.errors.contains(
                        "tartanctl migrate --undo --force /etc/cni/net.d --root \(fixture.root)\n"), "\(outcome)")
            }
            let dry = try fixture.migrate()
            #expect(dry.status == 1)
            #expect(dry.errors.contains("migrate --undo --force /etc/cni/net.d --root \(fixture.root)\n"), "\(dry)")
            #expect(try fixture.files() == files)
            for (name, text) in done { try fixture.write(name, text) }
        }
        try remove(tartan)
        #expect(try fixture.migrate("--apply").errors.contains("00-00-tartan.conflist is gone"))
        #expect(try fixture.migrate("--undo").status == 0)
        #expect(try fixture.files() == before)
    }

    @Test("a Multus that still runs and writes its file again is told, and harms nothing", arguments: [true, false])
    func writtenAgain(same: Bool) throws {
        _ = try fixture.migrate("--apply")
        try fixture.write("00-multus.conf", same ? before["00-multus.conf"] ?? "" : "newer")
        let files = try fixture.files()
        let note =
            "\nMultus has written /etc/cni/net.d/00-multus.conf again. The runtime doesn't take it: 00-00-tartan.conflist "
        for arguments in [[], ["--apply"]] {
            let outcome = try fixture.tartanctl.run(["migrate"] + arguments + ["--root", fixture.root])
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.output.contains(note), "\(outcome)")
            let undo = "Take it back: tartanctl migrate --undo --force /etc/cni/net.d --root \(fixture.root)\n"
            #expect(outcome.output.contains(undo) == arguments.isEmpty)
        }
        #expect(try fixture.files() == files)
        let undone = try fixture.migrate("--undo")
        #expect(undone.status == (same ? 0 : 1))
        if same {
            #expect(try fixture.files() == before)
        } else {
            #expect(undone.errors.contains("00-multus.conf was written again. Nothing was done."))
            #expect(undone.errors.contains("tartanctl migrate --undo --force /etc/cni/net.d --root \(fixture.root)\n"))
            #expect(try fixture.files() == files)
        }
    }

    @Test("--undo --force brings Multus' file back whatever happened, and keeps what it replaces")
    func force() throws {
        _ = try fixture.migrate("--apply")
        try fixture.write(tartan, "mine")
        try fixture.write("00-multus.conf", "newer")
        try fixture.write("00-multus.conf.after-tartan", "kept by an earlier --undo")
        let undone = try fixture.migrate("--undo", "--force")
        #expect(undone.status == 0)
        for name in ["00-multus.conf.after-tartan.2", tartan + ".undone"] {
            #expect(undone.output.contains("\nKept, because it had to make room: /etc/cni/net.d/\(name)\n"))
        }
        var expected = before
        expected[tartan + ".undone"] = "mine"
        expected["00-multus.conf.after-tartan"] = "kept by an earlier --undo"
        expected["00-multus.conf.after-tartan.2"] = "newer"
        #expect(try fixture.files() == expected)
    }

    @Test(
        "--undo --force gives back the very file, where the one that was moved aside was changed",
        arguments: [nil, "newer"])
    func forceAsideChanged(again: String?) throws {
        _ = try fixture.migrate("--apply")
        try fixture.write(aside, "changed")
        if let again { try fixture.write("00-multus.conf", again) }
        #expect(try fixture.migrate("--undo", "--force").status == 0)
        let after = "00-multus.conf.after-tartan"
        let kept = again.map { [after: $0, after + ".2": "changed"] } ?? [after: "changed"]
        #expect(try fixture.files() == before.merging(kept) { $1 })
    }

    @Test("--undo --force writes Multus' file from the record where it is gone, with its mode and owner")
    func forceGone() throws {
        let path = fixture.net + "/00-multus.conf"
        #expect(unsafe chmod(path, 0o640) == 0)
        let isRoot = geteuid() == 0
        if isRoot { #expect(unsafe chown(path, 1234, 4321) == 0) }
        _ = try fixture.migrate("--apply")
        try remove(aside)
        #expect(try fixture.migrate("--undo", "--force").status == 0)
        #expect(try fixture.files() == before)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o640)
        if isRoot {
            #expect(attributes[.ownerAccountID] as? Int == 1234)
            #expect(attributes[.groupOwnerAccountID] as? Int == 4321)
        }
    }

    @Test("--undo --force leaves a file alone that was never moved")
    func forceNotMoved() throws {
        _ = try fixture.migrate("--apply")
        try remove(aside)
        try fixture.write("00-multus.conf", "newer")
        #expect(try fixture.migrate("--undo").errors.contains("00-multus.conf was changed"))
        #expect(try fixture.migrate("--undo", "--force").status == 0)
        var expected = before
        expected["00-multus.conf"] = "newer"
        #expect(try fixture.files() == expected)
    }

    @Test(
        "a record that can't be read is told, and nothing is touched",
        arguments: [
            ("", "it is not JSON"), ("{}", "it has no format"),
            (#"{"format":2}"#, "it has format 2, and this tartanctl knows 1"),
            (#"{"format":1,"time":"x","written":{"name":"../x","text":""},"moved":[]}"#, "names another folder"),
            (
                #"{"format":1,"time":"x","written":{"name":"x","text":""},"moved":[{"from":"a/b","to":"c","text":""}]}"#,
                "names another folder"
            ),
        ])
    func badRecord(text: String, message: String) throws {
        try fixture.write(record, text)
        let files = try fixture.files()
        for option in ["--apply", "--undo"] {
            let outcome = try fixture.migrate(option)
            #expect(outcome.status == 2)
            #expect(
                outcome.errors.contains(
                    "the record of the migration, /etc/cni/net.d/tartan-migrate.undo, can't be read"))
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
        }
        #expect(try fixture.files() == files)
    }

    @Test("the runtime's folder may be named by a file in it, and a second migrate at the same time is refused")
    func busy() throws {
        let holder = unsafe open(fixture.net, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        #expect(flock(holder, LOCK_EX) == 0)
        let outcome = try fixture.migrate("/etc/cni/net.d/00-multus.conf", "--apply")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("another tartanctl migrate is at work on /etc/cni/net.d."))
        close(holder)
        #expect(try fixture.files() == before)
        #expect(try fixture.migrate("/etc/cni/net.d/00-multus.conf", "--apply").status == 0)
        #expect(try fixture.migrate("/etc/cni/net.d/00-multus.conf", "--undo").status == 0)
        #expect(try fixture.files() == before)
    }
}
