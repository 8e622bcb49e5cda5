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

    @Test("a second --apply has nothing to do, and a dry run says that it was done")
    func twice() throws {
        _ = try fixture.migrate("--apply")
        let files = try fixture.files()
        let second = try fixture.migrate("--apply")
        #expect(second.status == 0)
        #expect(second.output.hasPrefix("Nothing to do: /etc/cni/net.d was taken over from Multus at "))
        let dry = try fixture.migrate()
        #expect(dry.status == 0)
        #expect(dry.output.contains("Take it back: sudo tartanctl migrate --undo"))
        #expect(dry.output.contains("\nOf what Multus attached nothing is left in /var/lib/cni/multus.\n"))
        try fixture.folder.write("node/var/lib/cni/multus/a1", "[]")
        #expect(try fixture.migrate().output.contains("\nMultus' state still has 1 sandbox: "))
        #expect(try fixture.report("--apply")["done"] == "nothing")
        #expect(try fixture.files() == files)
    }

    @Test(
        "an --apply that was cut off at any step is finished by the next, or taken back", arguments: [1, 2],
        [true, false])
    func cutOff(step: Int, finishes: Bool) throws {
        _ = try fixture.migrate("--apply")
        let done = try fixture.files()
        // Backwards: Multus' file was not moved yet, Tartan's not written.
        try FileManager.default.moveItem(atPath: fixture.net + "/" + aside, toPath: fixture.net + "/00-multus.conf")
        if step == 1 { try remove(tartan) }
        let dry = try fixture.migrate()
        #expect(dry.status == 0)
        #expect(dry.output.contains("was cut off. Finish it: sudo tartanctl migrate --apply"))
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

    @Test("what was changed since is told by name, and neither --apply nor --undo touches anything")
    func changed() throws {
        _ = try fixture.migrate("--apply")
        let done = try fixture.files()
        let cases: [(name: String, text: String?, difference: String)] = [
            (tartan, "{}", "00-00-tartan.conflist was changed"),
            (aside, "{}", "00-multus.conf.before-tartan was changed"),
            ("00-multus.conf", "{}", "00-multus.conf was written again"),
            ("00-multus.conf", before["00-multus.conf"], "00-multus.conf was written again"),
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
            }
            #expect(try fixture.migrate().status == 1)
            #expect(try fixture.files() == files)
            if done[name] == nil { try remove(name) }
            for (name, text) in done { try fixture.write(name, text) }
        }
        try remove(tartan)
        #expect(try fixture.migrate("--apply").errors.contains("00-00-tartan.conflist is gone"))
        #expect(try fixture.migrate("--undo").status == 0)
        #expect(try fixture.files() == before)
    }

    @Test("--undo --force brings Multus' file back whatever happened, and keeps what it replaces")
    func force() throws {
        _ = try fixture.migrate("--apply")
        try fixture.write(tartan, "mine")
        try fixture.write("00-multus.conf", "newer")
        #expect(try fixture.migrate("--undo", "--force").status == 0)
        var expected = before
        expected[tartan + ".undone"] = "mine"
        expected["00-multus.conf.after-tartan"] = "newer"
        #expect(try fixture.files() == expected)
    }

    @Test("--undo --force writes Multus' file from the record where it is gone")
    func forceGone() throws {
        _ = try fixture.migrate("--apply")
        try remove(aside)
        #expect(try fixture.migrate("--undo", "--force").status == 0)
        #expect(try fixture.files() == before)
    }

    @Test("--undo --force leaves a file alone that was never moved")
    func forceNotMoved() throws {
        _ = try fixture.migrate("--apply")
        try remove(tartan)
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
                    "the record of tartanctl migrate, /etc/cni/net.d/tartan-migrate.undo, can't be read"))
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
        }
        #expect(try fixture.files() == files)
    }

    @Test("the runtime's folder may be named by a file in it, and a second migrate at the same time is refused")
    func busy() throws {
        let holder = unsafe open(fixture.net, O_RDONLY | O_DIRECTORY)
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
