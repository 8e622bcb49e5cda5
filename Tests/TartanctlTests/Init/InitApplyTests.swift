import ExactJSON
import Foundation
import TestKit
import Testing

/// `init --apply` and `--undo`, once, again, with a file that is there already, and with somebody else's hand in between.
@Suite struct InitApplyTests {
    let fixture: NodeFixture
    private let before: [String: String]
    private let tartan = "00-tartan.conflist"
    private let record = "tartan-init.undo"

    init() throws {
        fixture = try NodeFixture()
        try fixture.writeNet("10-flannel.conflist", NodeFixture.flannel, mode: 0o600)
        try fixture.writeNet("readme.txt", "hello")
        before = try fixture.files()
    }

    @Test(
        "--apply adds one file that sorts first and touches nothing else; --undo leaves every byte and mode as it was")
    func roundTrip() throws {
        let applied = try fixture.initialize("--apply")
        #expect(applied.status == 0, "\(applied)")
        #expect(
            applied.output.hasPrefix(
                "Done: the runtime takes /etc/cni/net.d/00-tartan.conflist from now on. The cluster network is Flannel.\n"
            ))
        #expect(applied.output.hasSuffix("\nTake it back: tartanctl init --undo --root \(fixture.root)\n"))
        var files = try fixture.files()
        #expect(files[tartan]?.hasPrefix("644 {") == true)
        #expect(files[record]?.hasPrefix("600 {") == true)
        files[tartan] = nil
        files[record] = nil
        #expect(files == before)
        let undone = try fixture.initialize("--undo")
        #expect(undone.status == 0, "\(undone)")
        #expect(undone.output.hasPrefix("Taken back: /etc/cni/net.d/00-tartan.conflist is gone"))
        #expect(try fixture.files() == before)
        let again = try fixture.initialize("--undo")
        #expect(again.status == 1)
        #expect(again.errors.contains("there is nothing to take back: /etc/cni/net.d has no tartan-init.undo."))
    }

    @Test("a second --apply has nothing to do and writes nothing")
    func twice() throws {
        _ = try fixture.initialize("--apply")
        let files = try fixture.files()
        let second = try fixture.initialize("--apply")
        #expect(second.status == 0)
        #expect(second.output.hasPrefix("Nothing to do: /etc/cni/net.d/00-tartan.conflist sets Tartan up already."))
        #expect(try fixture.report("--apply")["done"] == true)
        #expect(try fixture.files() == files)
    }

    @Test("each --undo takes back one --apply, the last first")
    func severalTimes() throws {
        var states = [before]
        _ = try fixture.initialize("--apply")
        states.append(try fixture.files())
        try fixture.write("/etc/crio/crio.conf", "")
        _ = try fixture.initialize("--apply")
        states.append(try fixture.files())
        try fixture.write("/srv/pods.conf", #"{"cniVersion":"1.0.0","name":"pods","type":"bridge"}"#)
        _ = try fixture.initialize("--apply", "--cluster-network", "/srv/pods.conf")
        #expect(Set(states.compactMap { $0[tartan] }).count == 2)
        for state in states.reversed() {
            #expect(try fixture.initialize("--undo").status == 0)
            #expect(try fixture.files() == state)
        }
    }

    @Test(
        "a file of Tartan's that a person wrote keeps its keys, mode and name, gets what it lacks, and comes back whole"
    )
    func byHand() throws {
        let text = """
            {"cniVersion": "1.0.0", "name": "mine",
              "plugins": [ {"type": "tartan", "clusterNetwork": "/etc/cni/net.d/10-flannel.conflist",
                            "logFile": "/var/log/tartan.log", "capabilities": {"bandwidth": true}} ]}
            """
        try fixture.writeNet("05-mine.conflist", text, mode: 0o640)
        let before = try fixture.files()
        #expect(try fixture.initialize("--apply").status == 0)
        let files = try fixture.files()
        #expect(files[tartan] == nil)
        let own = try #require(files["05-mine.conflist"])
        #expect(own.hasPrefix("640 "))
        let written = try JSONParser.parse(String(own.dropFirst(4)), limit: 1 << 20)
        #expect(written["name"] == "mine")
        #expect(written["cniVersions"] == ["1.0.0", "1.1.0"])
        let plugin = try #require(written["plugins"]?.array?.first)
        #expect(plugin["logFile"] == "/var/log/tartan.log")
        #expect(
            plugin["capabilities"]
                == ["bandwidth": true, "portMappings": true, "io.kubernetes.cri.pod-annotations": true])
        #expect(try fixture.initialize("--undo").status == 0)
        #expect(try fixture.files() == before)
    }

    @Test("a file that doesn't sort first is left, and one with its keys is put before the file that did")
    func notFirst() throws {
        try fixture.writeNet(
            "50-mine.conf",
            #"{"cniVersion":"0.4.0","name":"mine","type":"tartan","clusterNetwork":"/etc/cni/net.d/10-flannel.conflist"}"#
        )
        try fixture.writeNet("00-00-first.conf", #"{"cniVersion":"1.0.0","name":"pods","type":"bridge"}"#)
        let before = try fixture.files()
        #expect(try fixture.initialize("--apply").output.contains("50-mine.conf doesn't sort first; it is left there"))
        var files = try fixture.files()
        let text = try #require(files["00-00-00-tartan.conflist"])
        files["00-00-00-tartan.conflist"] = nil
        let written = try JSONParser.parse(String(text.dropFirst(4)), limit: 1 << 20)
        #expect(written["name"] == "mine")
        #expect(written["plugins"]?.array?.first?["name"] == nil)
        files[record] = nil
        #expect(files == before)
        #expect(files.keys.min() ?? "" > "00-00-00-tartan.conflist")
        _ = try fixture.initialize("--undo")
        #expect(try fixture.files() == before)
    }

    @Test("a missing folder is made, and is gone again after --undo")
    func missingFolder() throws {
        try fixture.remove("/etc/cni/net.d")
        try fixture.write("/etc/cni/tartan.d/10-flannel.conflist", NodeFixture.flannel)
        let applied = try fixture.initialize("--apply")
        #expect(applied.status == 0, "\(applied)")
        #expect(try fixture.files()[tartan]?.contains("/etc/cni/tartan.d/10-flannel.conflist") == true)
        #expect(try fixture.initialize("--undo").status == 0)
        #expect(!FileManager.default.fileExists(atPath: fixture.net))
    }

    @Test("a file that was changed since is told by --undo, which touches nothing; with --force it is kept beside")
    func changed() throws {
        _ = try fixture.initialize("--apply")
        try fixture.writeNet(tartan, "mine")
        let files = try fixture.files()
        let refused = try fixture.initialize("--undo")
        #expect(refused.status == 1)
        #expect(
            refused.errors.contains("is not as --apply left it: 00-tartan.conflist was changed. Nothing was done."))
        #expect(try fixture.files() == files)
        #expect(try fixture.initialize("--undo", "--force").status == 0)
        var expected = before
        expected[tartan + ".undone"] = "644 mine"
        #expect(try fixture.files() == expected)
    }

    @Test("an --apply that was cut off after its record is done by the next, and one --undo takes it back")
    func cutOff() throws {
        _ = try fixture.initialize("--apply")
        let done = try fixture.files()
        try fixture.remove("/etc/cni/net.d/" + tartan)
        #expect(try fixture.initialize().output.hasPrefix("The runtime would call Tartan"))
        #expect(try fixture.initialize("--apply").status == 0)
        #expect(try fixture.files()[tartan] == done[tartan])
        #expect(try fixture.initialize("--undo").status == 0)
        #expect(try fixture.files() == before)
    }

    @Test("at no moment does the runtime find no configuration or a part of one")
    func neverHalf() throws {
        var firsts: Set<String> = []
        for option in Array(repeating: ["--apply", "--undo"], count: 8).joined() {
            let process = try fixture.tartanctl.start(["init", option, "--root", fixture.root])
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
        #expect(firsts == [tartan, "10-flannel.conflist"])
    }
}
