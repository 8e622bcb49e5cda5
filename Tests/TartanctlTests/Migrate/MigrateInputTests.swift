import ExactJSON
import Foundation
import TestKit
import Testing

/// Installations that can't be taken over, or not as they are: each is told with file and key.
@Suite struct MigrateInputTests {
    let fixture: MigrateFixture

    init() throws { fixture = try MigrateFixture() }

    /// Nothing is changed by any of it, also with --apply.
    private func refused(_ arguments: String...) throws -> TartanctlProcess.Outcome {
        let before = try fixture.files()
        let outcome = try fixture.tartanctl.run(
            ["migrate"] + arguments + ["--apply", "--root", fixture.folder.path + "/node"])
        #expect(outcome.status != 0, "\(outcome)")
        #expect(try fixture.files() == before)
        return outcome
    }

    @Test(
        "a value of a wrong type is in the way, named with file and key",
        arguments: [
            (#""binDir":7"#, "binDir", "7, expected a string"),
            (#""binDir":"opt/cni""#, "binDir", "\"opt/cni\", expected a path that begins with /"),
            (#""namespaceIsolation":"true""#, "namespaceIsolation", "\"true\", expected true or false"),
            (#""retryDeleteOnError":"yes""#, "retryDeleteOnError", "\"yes\", expected true or false"),
            (#""systemNamespaces":"a""#, "systemNamespaces", "\"a\", expected a list of strings"),
            (#""systemNamespaces":["a",1]"#, "systemNamespaces", "expected a list of strings"),
            (#""globalNamespaces":["a"]"#, "globalNamespaces", "expected a string"),
            (#""capabilities":[]"#, "capabilities", "[], expected an object whose values are true or false"),
            (#""logLevel":1"#, "logLevel", "1, expected a string"),
            (#""logOptions":{"maxSize":"1"}"#, "logOptions", "in it maxSize is a whole number"),
            (#""logOptions":{"compress":1}"#, "logOptions", "in it compress is true or false"),
            (#""clusterNetwork":["a"]"#, "clusterNetwork", "expected a string"),
        ])
    func wrongTypes(members: String, key: String, message: String) throws {
        try fixture.inline(members)
        let outcome = try refused()
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("can't be taken over yet: 1 thing is in the way."), "\(outcome.output)")
        #expect(outcome.output.contains("In the way: /etc/cni/net.d/00-multus.conf has \"\(key)\": "))
        #expect(outcome.output.contains(message), "\(outcome.output)")
    }

    @Test("several things in the way are all told at once")
    func several() throws {
        try fixture.inline(#""binDir":7,"cniDir":8"#)
        let report = try fixture.report()
        #expect(report.obstacles == ["wrongType binDir", "wrongType cniDir"])
        #expect(report["possible"] == false)
        #expect(report["writes"] == nil)
    }

    @Test(
        "a cluster network that can't be had is in the way",
        arguments: [
            (#""logLevel":"error""#, "noClusterNetwork clusterNetwork"),
            (#""delegates":[]"#, "noClusterNetwork clusterNetwork"),
            (#""delegates":{}"#, "wrongType delegates"), (#""delegates":[7]"#, "wrongType delegates"),
            (#""delegates":[{"name":"a"}]"#, "networkInvalid delegates[0]"),
            (#""delegates":[{"type":"bridge"}]"#, "networkInvalid delegates[0]"),
            (#""delegates":[{"name":"a","plugins":[]}]"#, "networkInvalid delegates[0]"),
            (#""delegates":[{"name":"a","type":"../evil"}]"#, "networkInvalid delegates[0]"),
            (#""delegates":[{"name":"a","type":"multus"}]"#, "networkIsMultus delegates[0]"),
            (#""delegates":[{"name":"a","plugins":[{"type":"x"},{"type":"tartan"}]}]"#, "networkIsMultus delegates[0]"),
            (
                #""delegates":[{"name":"a","type":"b"},{"name":"c","type":"multus-shim"}]"#,
                "networkIsMultus delegates[1]"
            ),
            (#""clusterNetwork":"/etc/cni/net.d/10-gone.conf""#, "networkMissing clusterNetwork"),
            (#""clusterNetwork":"/etc/cni/net.d/00-multus.conf""#, "networkIsMultus clusterNetwork"),
            (#""clusterNetwork":"/etc/cni/empty.conf""#, "networkInvalid clusterNetwork"),
            (#""clusterNetwork":"/etc/cni/none""#, "noNetwork clusterNetwork"),
            (#""clusterNetwork":"pods""#, "noNetwork clusterNetwork"),
            (#""clusterNetwork":"kube-system/pods""#, "relativePath clusterNetwork"),
            (#""clusterNetwork":"/etc/cni/pods.conf","defaultNetworks":["gone"]"#, "noNetwork defaultNetworks[0]"),
        ])
    func networks(members: String, obstacle: String) throws {
        try fixture.folder.write("node/etc/cni/empty.conf", "")
        try fixture.folder.write("node/etc/cni/none/readme", "")
        try fixture.folder.write("node/etc/cni/pods.conf", MigrateFixture.delegate)
        try fixture.thin(members)
        let report = try fixture.report()
        #expect(report.obstacles == [obstacle], "\(report.indentedText)")
        #expect(try refused().status == 1)
    }

    @Test(
        "a text that is no configuration is told with line and column",
        arguments: [
            (
                "", "00-multus.conf:1:1: error: it is not JSON: the text is empty.",
                "Multus' daemon leaves an empty file"
            ),
            (" \n", "error: it is not JSON: the text is empty.", "Multus' daemon leaves an empty file"),
            ("{\n  'a': 1}", "00-multus.conf:2:3: error: it is not JSON: strings take double", "Mend it there."),
            (#"{"type":"multus""#, "error: it is not JSON: the text ends", "Mend it there."),
            ("[]", "00-multus.conf: error: it is an array, expected an object.", ""),
        ])
    func broken(text: String, message: String, remedy: String) throws {
        try fixture.write("00-multus.conf", text)
        try fixture.write("10-pods.conf", MigrateFixture.delegate)
        for path in ["/etc/cni/net.d", "/etc/cni/net.d/00-multus.conf"] {
            let outcome = try refused(path)
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
            #expect(outcome.errors.contains(remedy) || remedy.isEmpty, "\(outcome.errors)")
            #expect(outcome.errors.contains("leaves an empty file") == remedy.contains("empty"), "\(outcome.errors)")
        }
    }

    @Test("an empty 00-multus.conf is no obstacle where the daemon's file is known")
    func emptyWithDaemon() throws {
        try fixture.write("00-multus.conf", "")
        try fixture.write("10-pods.conf", MigrateFixture.delegate)
        try fixture.folder.write("daemon.json", #"{"multusConfigFile":"auto"}"#)
        let report = try fixture.report("--daemon-config", "daemon.json")
        #expect(report["possible"] == true, "\(report.indentedText)")
        #expect(report.warnings == ["brokenFile"])
    }

    @Test("without Multus the answer is no, and tells what is there")
    func noMultus() throws {
        let empty = try refused()
        #expect(empty.status == 1)
        #expect(empty.errors.contains("no file in /etc/cni/net.d configures Multus (it has no configuration)."))
        try fixture.write("10-pods.conf", MigrateFixture.delegate)
        let other = try refused()
        #expect(other.errors.contains("(it has 10-pods.conf)"))
        let named = try refused("/etc/cni/net.d/10-pods.conf")
        #expect(named.status == 1)
        #expect(
            named.errors.contains(
                "10-pods.conf: error: neither \"multus\" nor \"multus-shim\" is in it, but \"bridge\""))
        #expect(try fixture.migrate("-o", "json").output.contains("\"code\": \"noMultus\""))
    }

    @Test("what can't be read is told with its path")
    func unreadable() throws {
        #expect(try refused("/etc/cni/gone").errors.contains("cannot open /etc/cni/gone: No such file or directory."))
        try FileManager.default.createSymbolicLink(
            atPath: fixture.net + "/00-multus.conf", withDestinationPath: "/etc/hostname")
        #expect(try refused("/etc/cni/net.d/00-multus.conf").errors.contains("is a link that leads out of --root"))
        try FileManager.default.removeItem(atPath: fixture.net + "/00-multus.conf")
        try FileManager.default.createSymbolicLink(
            atPath: fixture.net + "/00-multus.conf", withDestinationPath: "00-multus.conf")
        #expect(try refused().errors.contains("00-multus.conf: Too many levels of symbolic links."))
        try FileManager.default.removeItem(atPath: fixture.net + "/00-multus.conf")
        #expect(unsafe mkfifo(fixture.net + "/00-multus.conf", 0o600) == 0)
        #expect(
            try refused().errors.contains("cannot read /etc/cni/net.d/00-multus.conf: it is a named pipe, not a file."))
    }

    @Test("a huge file is refused")
    func huge() throws {
        try fixture.inline(#""x":"\#(String(repeating: "a", count: 5 << 20))""#)
        #expect(try refused().errors.contains("cannot read /etc/cni/net.d/00-multus.conf: it is larger than 4 MiB."))
    }

    @Test("a configuration that is a link works, and the link itself is moved and brought back")
    func link() throws {
        try fixture.folder.write("node/etc/multus/own.conf", "")
        try fixture.inline()
        let text = try #require(try fixture.files()["00-multus.conf"])
        try fixture.folder.write("node/etc/multus/own.conf", text)
        try FileManager.default.removeItem(atPath: fixture.net + "/00-multus.conf")
        let link = fixture.net + "/00-multus.conf"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../../multus/own.conf")
        #expect(try fixture.migrate("--apply").status == 0)
        #expect(try fixture.migrate("--undo").status == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../../multus/own.conf")
    }

    @Test("of several files of Multus the runtime's first counts, or the one that is named; all are moved aside")
    func severalFiles() throws {
        try fixture.inline()
        try fixture.thin(#""delegates":[{"cniVersion":"1.0.0","name":"q","type":"ptp"}]"#, name: "05-multus.conf")
        let report = try fixture.report()
        #expect(report.warnings == ["severalFiles"])
        #expect(report["clusterNetwork"]?.string?.contains("pods") == true)
        #expect(report["moves"]?.array?.count == 2)
        let named = try fixture.report("/etc/cni/net.d/05-multus.conf")
        #expect(named["clusterNetwork"]?.string?.contains("\"q\"") == true)
        #expect(named["moves"]?.array?.count == 2)
    }

    @Test("what would be first, in Tartan's place or in that of a moved file is in the way")
    func places() throws {
        try fixture.inline()
        try fixture.write("0-first.conf", MigrateFixture.delegate)
        #expect(try fixture.report().obstacles == ["sortsFirst"])
        try FileManager.default.removeItem(atPath: fixture.net + "/0-first.conf")
        try fixture.write("00-multus.conf.before-tartan", "")
        #expect(try fixture.report().obstacles == ["isThere"])
        try FileManager.default.removeItem(atPath: fixture.net + "/00-multus.conf.before-tartan")
        try fixture.write("00-tartan.conflist", #"{"cniVersion":"1.0.0","name":"t","plugins":[{"type":"tartan"}]}"#)
        #expect(try fixture.report().obstacles == ["tartanIsThere"])
    }

    @Test("a runtime that takes another file than Multus', and Cilium that hides files, are warned of")
    func order() throws {
        try fixture.inline()
        try fixture.write("00-cilium.conflist", MigrateFixture.delegate)
        try fixture.write("10-pods.conf.cilium_bak", "")
        let report = try fixture.report()
        #expect(report.warnings == ["notFirst", "cilium"])
        #expect(report["possible"] == true)
    }

    @Test("without Tartan's binary where Multus' is no pod could start, so that is in the way")
    func binary() throws {
        try fixture.inline()
        try fixture.folder.write("node/opt/other/multus", "")
        try fixture.folder.write("node/opt/other/bridge", "")
        let report = try fixture.report("--bin-dir", "/opt/other")
        #expect(report.obstacles == ["noBinary"])
        let text = try fixture.migrate("--bin-dir", "/opt/other")
        #expect(text.status == 1)
        #expect(text.output.contains("the plugin tartan is not in /opt/other, where multus is"))
        try fixture.folder.write("node/opt/other/tartan", "")
        #expect(try fixture.report("--bin-dir", "/opt/other").obstacles == ["noBinary"])
        let mode = try fixture.migrate("--bin-dir", "/opt/other").output
        #expect(mode.contains("In the way: /opt/other/tartan can't be executed\n  sudo chmod 0755 /opt/other/tartan\n"))
        try fixture.plugin("opt/other/tartan")
        #expect(try fixture.report("--bin-dir", "/opt/other")["possible"] == true)
    }

    @Test("Tartan or a second Multus beside Multus in its list is in the way", arguments: ["tartan", "multus-shim"])
    func beside(type: String) throws {
        try fixture.write(
            "00-multus.conflist",
            #"{"cniVersion":"1.0.0","name":"n","plugins":[{"type":"multus","delegates":[\#(MigrateFixture.delegate)]},{"type":"\#(type)"}]}"#
        )
        #expect(try fixture.report().obstacles == ["networkIsMultus plugins"])
        #expect(try refused().status == 1)
    }

    @Test("Multus' state is counted; a broken file of it is told, a folder that can't be listed is in the way")
    func state() throws {
        try fixture.inline()
        for id in ["a1", "b2"] { try fixture.folder.write("node/var/lib/cni/multus/\(id)", "[{}]") }
        try fixture.folder.write("node/var/lib/cni/multus/f6", "[]")
        try fixture.folder.write("node/var/lib/cni/multus/c3", "{")
        try fixture.folder.write("node/var/lib/cni/multus/d4", "[7]")
        let result = #"{"containerId":"e5","ifName":"eth0","networkName":"pods"}"#
        try fixture.folder.write("node/var/lib/cni/multus/results/pods-e5-eth0", result)
        try fixture.folder.write("node/var/lib/cni/multus/results/pods-a1-eth0", "x")
        let report = try fixture.report()
        #expect(report["state"]?["sandboxes"] == 6)
        #expect(report["state"]?["results"] == 2)
        #expect(report["possible"] == true)
        #expect(report.warnings == [String](repeating: "brokenState cniDir", count: 4))
        let text = try fixture.migrate().output
        #expect(text.contains("/var/lib/cni/multus: 6 sandboxes, "))
        #expect(text.contains("warning: /var/lib/cni/multus/c3 can't be read: "))
        #expect(report["state"]?["problems"]?.array?.first?.string?.hasPrefix("/var/lib/cni/multus/c3 ") == true)
        #expect(!text.replacing("--root \(fixture.root)\n", with: "").contains(fixture.root), "\(text)")
        try fixture.inline(#""cniDir":"/etc/cni/net.d/00-multus.conf""#)
        #expect(try fixture.report().obstacles == ["unreadableState cniDir"])
    }

    @Test("a shim whose daemon's file isn't known is warned of; a ConfigMap is no file of the daemon")
    func daemonFile() throws {
        try fixture.write("10-pods.conf", MigrateFixture.delegate)
        try fixture.write(
            "00-multus.conf", #"{"name":"n","type":"multus-shim","clusterNetwork":"/etc/cni/net.d/10-pods.conf"}"#)
        #expect(try fixture.report().warnings == ["daemonFile"])
        try fixture.folder.write("cm.json", #"{"kind":"ConfigMap","data":{"daemon-config.json":"{}"}}"#)
        let outcome = try fixture.migrate("--daemon-config", "cm.json")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("it is a ConfigMap"))
        #expect(outcome.errors.contains("kubectl -n kube-system get configmap multus-daemon-config"))
        try fixture.folder.write("daemon.json", #"{"multusConfigFile":"/tmp/multus-conf/70-multus.conf"}"#)
        try FileManager.default.removeItem(atPath: fixture.net + "/00-multus.conf")
        let copied = try fixture.migrate("daemon.json")
        #expect(copied.status == 1)
        #expect(
            copied.errors.contains("multusConfigFile names /tmp/multus-conf/70-multus.conf, which isn't on this node"))
    }

    @Test("options that don't go together are a wrong command line")
    func usage() throws {
        for arguments in [
            ["--apply", "--undo"], ["--force"], ["--root", "/nowhere/at/all"], ["--daemon-config", ""],
        ] {
            let outcome = try fixture.tartanctl.run(["migrate"] + arguments)
            #expect(outcome.status == 2, "\(arguments)")
        }
    }
}
