import ExactJSON
import Foundation
import TestKit
import Testing

/// What `migrate` says and would write, without changing anything.
@Suite struct MigrateReportTests {
    let fixture: MigrateFixture

    init() throws { fixture = try MigrateFixture() }

    @Test("without --apply nothing is changed, the text has all parts in their order, and the next step can be copied")
    func dryRun() throws {
        try fixture.inline(#""kubeconfig":"/etc/kube","cniConf":"/x","mistake":1"#)
        let before = try fixture.files()
        let outcome = try fixture.migrate()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try fixture.files() == before)
        let text = outcome.output
        #expect(
            text.hasPrefix(
                "/etc/cni/net.d/00-multus.conf (Multus, thin) can be taken over. Of its keys: 3 taken over, 2 changed, "
                    + "1 not needed, 1 unknown, 4 added.\n"))
        let parts = [
            "\nTaken over\n", "\nChanged\n", "\nNot needed\n", "\nUnknown, left out\n", "\nAdded\n",
            "\nWould be written\n",
            "  --- /etc/cni/net.d/00-multus.conf\n  +++ /etc/cni/net.d/00-00-tartan.conflist\n  @@ -", "\nBy hand\n",
            "\nNothing was changed. Do it: tartanctl migrate --apply --root \(fixture.folder.path)/node\n",
        ]
        var rest = text[...]
        for part in parts {
            let found = try #require(rest.firstRange(of: part), "\(part) in \(text)")
            rest = rest[found.upperBound...]
        }
    }

    @Test("a proposed command is one that a shell takes as it stands")
    func shellWords() throws {
        try fixture.inline()
        let place = fixture.folder.path + "/it's a node"
        try FileManager.default.copyItem(atPath: fixture.root, toPath: place)
        let dry = try fixture.tartanctl.run(["migrate", "--root", place])
        let command = try #require(dry.output.split(separator: "\n").last?.split(separator: "Do it: ").last)
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", "PATH=\(try TartanctlProcess.folder):$PATH; \(command)"]
        shell.standardOutput = FileHandle.nullDevice
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0, "\(command)")
        #expect(FileManager.default.fileExists(atPath: place + "/etc/cni/net.d/00-00-tartan.conflist"))
    }

    @Test("JSON has everything that the text has")
    func json() throws {
        try fixture.inline(#""kubeconfig":"/etc/kube""#)
        let report = try fixture.report()
        #expect(report["kind"] == "thin")
        #expect(report["applied"] == false)
        #expect(report["file"] == "/etc/cni/net.d/00-multus.conf")
        #expect(report["clusterNetwork"] == "\"pods\" (bridge), delegates[0] of /etc/cni/net.d/00-multus.conf")
        #expect(report["writes"]?["file"] == "/etc/cni/net.d/00-00-tartan.conflist")
        #expect(
            report["moves"] == [
                [
                    "from": "/etc/cni/net.d/00-multus.conf", "to": "/etc/cni/net.d/00-multus.conf.before-tartan",
                ]
            ])
        #expect(report["diff"]?.string?.contains("-            \"kubeconfig\": \"/etc/kube\"") == true)
        #expect(report["byHand"]?.array?.isEmpty == false)
        #expect(report["state"]?["sandboxes"] == 0)
    }

    @Test(
        "what is written: name and version kept, capabilities of both and the annotations', Multus' answer and arguments"
    )
    func written() throws {
        try fixture.inline(#""capabilities":{"portMappings":true,"mac":false}"#)
        let document = try #require(try fixture.report()["writes"]?["configuration"])
        #expect(document["name"] == "multus-net")
        #expect(document["cniVersion"] == "0.4.0")
        let tartan = try #require(try fixture.written())
        #expect(
            tartan["capabilities"] == [
                "portMappings": true, "mac": false, "ips": true, "io.kubernetes.cri.pod-annotations": true,
            ])
        #expect(tartan["result"] == "primary")
        #expect(tartan["requestsAsArguments"] == true)
        #expect(tartan["confDir"] == "/etc/cni/multus/net.d")
        #expect(try tartan["delegates"] == .array([JSONParser.parse(MigrateFixture.delegate, limit: 1000)]))
    }

    @Test(
        "the version of the answers is one that the runtime reads and Tartan knows",
        arguments: [
            ("0.3.1", "0.3.1"), ("1.1.0", "1.1.0"), ("0.2.0", "0.3.1"), ("", "0.3.1"), ("1.2.0", "1.1.0"),
        ])
    func versions(stated: String, written: String) throws {
        try fixture.write(
            "00-multus.conf",
            #"{"cniVersion":"\#(stated)","name":"n","type":"multus","delegates":[\#(MigrateFixture.delegate)]}"#)
        let report = try fixture.report()
        #expect(report["writes"]?["configuration"]?["cniVersion"]?.string == written)
        #expect(report.outcome("cniVersion") == (stated == written ? "taken over" : "changed"))
    }

    @Test("a list keeps its own keys and the plugins before and after Multus")
    func list() throws {
        let plugin = #"{"type":"multus","delegates":[\#(MigrateFixture.delegate)]}"#
        try fixture.write(
            "00-multus.conflist",
            #"{"cniVersion":"1.0.0","name":"n","disableCheck":true,"plugins":[{"type":"a"},\#(plugin),{"type":"b","x":1.0}]}"#
        )
        let document = try #require(try fixture.report()["writes"]?["configuration"])
        #expect(document["disableCheck"] == true)
        #expect(document["plugins"]?.array?.map { $0["type"]?.string } == ["a", "tartan", "b"])
        #expect(document["plugins"]?.array?.last?.text == #"{"type":"b","x":1.0}"#)
    }

    @Test("of keys that exclude each other the one that Multus goes by is taken")
    func exclusive() throws {
        try fixture.folder.write("node/etc/cni/pods.conf", MigrateFixture.delegate)
        try fixture.inline(#""clusterNetwork":"/etc/cni/pods.conf","defaultNetworks":["/etc/cni/pods.conf"]"#)
        #expect(try fixture.report().outcome("delegates") == "not needed")
        #expect(try fixture.written()?["delegates"] == nil)
        try fixture.inline(#""defaultNetworks":["nowhere"]"#)
        #expect(try fixture.report().outcome("defaultNetworks") == "not needed")
        #expect(try fixture.written()?["defaultNetworks"] == nil)
    }

    @Test("paths of the daemon's container become the node's")
    func containerPaths() throws {
        try fixture.write("10-pods.conf", MigrateFixture.delegate)
        try fixture.write(
            "00-multus.conf",
            #"{"name":"n","type":"multus-shim","clusterNetwork":"/host/etc/cni/net.d/10-pods.conf","cniDir":"/mnt/state"}"#
        )
        try fixture.folder.write("daemon.json", #"{"chrootDir":"/mnt","binDir":"/mnt/opt/x"}"#)
        let tartan = try #require(try fixture.written("--daemon-config", "daemon.json"))
        #expect(tartan["clusterNetwork"] == "/etc/cni/net.d/10-pods.conf")
        #expect(tartan["cniDir"] == "/state")
        #expect(tartan["binDir"] == "/opt/x")
    }

    @Test("the daemon's keys count more than the shim's, but name and version are those that the runtime knows")
    func overlay() throws {
        try fixture.write("10-pods.conf", MigrateFixture.delegate)
        try fixture.write(
            "00-multus.conf",
            #"{"cniVersion":"1.0.0","name":"n","type":"multus-shim","logLevel":"error","clusterNetwork":"/etc/cni/net.d/10-pods.conf"}"#
        )
        try fixture.write(
            "multus.d/daemon-config.json",
            #"{"socketDir":"/run/multus","LogLevel":"Debug","name":"d","cniVersion":"0.4.0"}"#)
        let report = try fixture.report()
        #expect(report["daemonFile"] == "/etc/cni/net.d/multus.d/daemon-config.json")
        #expect(report.entries("logLevel").map { $0["outcome"]?.string } == ["changed", "not needed"])
        #expect(try fixture.written()?["logLevel"] == "debug")
        let document = try #require(report["writes"]?["configuration"])
        #expect(document["name"] == "n")
        #expect(document["cniVersion"] == "1.0.0")
    }

    @Test("from the daemon's file alone the cluster network is found as the daemon finds it", arguments: [false, true])
    func daemonAlone(overrides: Bool) throws {
        try fixture.write("20-late.conf", #"{"cniVersion":"1.0.0","name":"late","type":"ptp"}"#)
        try fixture.write("10-pods.conf", MigrateFixture.delegate)
        try fixture.folder.write(
            "daemon.json",
            #"{"cniVersion":"0.3.1","multusAutoconfigDir":"/host/etc/cni/net.d","overrideNetworkName":\#(overrides)}"#)
        let report = try fixture.report("daemon.json")
        #expect(report["possible"] == true, "\(report.indentedText)")
        #expect(report["kind"] == "thick, by the daemon's file")
        #expect(report["moves"] == [])
        let document = try #require(report["writes"]?["configuration"])
        #expect(document["name"]?.string == (overrides ? "pods" : "multus-cni-network"))
        #expect(document["cniVersion"] == "0.3.1")
        #expect(document["plugins"].at(0)?["clusterNetwork"] == "/etc/cni/net.d/10-pods.conf")
        try fixture.folder.write("named.json", #"{"multusMasterCNI":"20-late.conf"}"#)
        let named = try fixture.written("named.json")
        #expect(named?["clusterNetwork"] == "/etc/cni/net.d/20-late.conf")
    }

    @Test(
        "portmap in a cluster network by reference is warned of where CHECK will be asked",
        arguments: [("1.0.0", false, true), ("1.0.0", true, false), ("0.3.1", false, false)])
    func check(version: String, disabled: Bool, warns: Bool) throws {
        try fixture.folder.write(
            "node/etc/cni/pods.conflist",
            #"{"cniVersion":"\#(version)","name":"p","disableCheck":\#(disabled),"plugins":[{"type":"ptp"},{"type":"portmap"}]}"#
        )
        try fixture.thin(#""clusterNetwork":"/etc/cni/pods.conflist""#)
        #expect(try fixture.report().warnings == (warns ? ["check disableCheck"] : []))
    }

    @Test("secrets of delegates are shown nowhere")
    func secrets() throws {
        try fixture.thin(
            #""delegates":[{"cniVersion":"1.0.0","name":"p","type":"bridge","apiKey":"hunter2","url":"http://u:hunter3@h/"}]"#
        )
        for format in ["text", "json"] {
            let outcome = try fixture.migrate("-o", format)
            #expect(outcome.status == 0)
            #expect(!outcome.output.contains("hunter"), "\(outcome.output)")
        }
        #expect(try fixture.migrate("--apply").status == 0)
        #expect(try fixture.files()["00-00-tartan.conflist"]?.contains("hunter2") == true)
    }
}

extension Optional where Wrapped == JSONValue {
    fileprivate func at(_ index: Int) -> JSONValue? {
        guard let values = self?.array, values.indices.contains(index) else { return nil }
        return values[index]
    }
}
