import ExactJSON
import Foundation
import TestKit
import Testing
import Validation

@testable import tartanctl

/// The table of Multus' keys, walked row by row.
@Suite struct MultusKeyTests {
    /// Every key of Multus 4.3 with a value that Multus takes: of the plugin, the shim, the daemon.
    static let plugin: [(String, String)] = [
        ("cniVersion", #""0.4.0""#), ("name", #""net""#), ("type", #""multus""#), ("capabilities", #"{"mac":true}"#),
        ("runtimeConfig", #"{"mac":"02:00:00:00:00:01"}"#), ("prevResult", "{}"),
        ("delegates", "[\(MigrateFixture.delegate)]"), ("clusterNetwork", #""/etc/cni/pods.conf""#),
        ("defaultNetworks", #"["/etc/cni/pods.conf"]"#), ("systemNamespaces", #"["infra"]"#),
        ("multusNamespace", #""infra""#), ("kubeconfig", #""/etc/kube""#), ("confDir", #""/etc/cni/a""#),
        ("cniDir", #""/var/lib/cni/a""#), ("binDir", #""/opt/a""#), ("namespaceIsolation", "true"),
        ("globalNamespaces", #""a, b""#), ("readinessindicatorfile", #""/run/ready""#), ("retryDeleteOnError", "true"),
        ("auxiliaryCNIChainName", #""aux""#), ("logFile", #""/var/log/multus.log""#), ("logLevel", #""debug""#),
        ("logToStderr", "false"), ("logOptions", #"{"maxAge":3,"maxSize":7,"maxBackups":2,"compress":true}"#),
        ("cniConf", #""/etc/cni/a""#), ("defaultnetworkfile", #""/a""#), ("defaultnetworkwaitseconds", "3"),
        ("allowTryDeleteOnErr", "true"),
    ]
    static let shim: [(String, String)] = [
        ("cniVersion", #""0.4.0""#), ("daemonSocketDir", #""/run/multus""#), ("logFile", #""/var/log/shim.log""#),
        ("logLevel", #""error""#), ("logToStderr", "true"),
    ]
    static let daemon: [(String, String)] = [
        ("socketDir", #""/host/run/multus/""#), ("chrootDir", #""/hostroot""#),
        ("cniConfigDir", #""/host/etc/cni/net.d""#), ("multusConfigFile", #""auto""#),
        ("multusAutoconfigDir", #""/host/etc/cni/net.d""#), ("multusMasterCNI", #""10-pods.conf""#),
        ("overrideNetworkName", "true"), ("forceCNIVersion", "true"),
        ("perNodeCertificate", #"{"enabled":true,"certDuration":"24h"}"#), ("connectionLimit", "20"),
        ("metricsPort", "9091"), ("enablePprof", "true"), ("logFile", #""/var/log/daemon.log""#),
        ("logLevel", #""verbose""#), ("logToStderr", "true"), ("binDir", #""/opt/b""#),
        ("cniDir", #""/var/lib/cni/b""#),
        ("logOptions", #"{"maxSize":5}"#), ("namespaceIsolation", "true"), ("globalNamespaces", #""c""#),
        ("auxiliaryCNIChainName", #""aux""#), ("daemonSocketDir", #""/run/multus""#),
        ("capabilities", #"{"ips":true}"#),
    ]

    private func names(_ place: MultusKey.Place) -> Set<String> {
        Set(MultusKey.all.filter { $0.places.contains(place) }.map(\.name))
    }

    @Test("no key stands twice, each has a reason without full stop, and what is dropped is not called taken over")
    func table() {
        #expect(Set(MultusKey.all.map { $0.name.lowercased() }).count == MultusKey.all.count)
        for row in MultusKey.all {
            #expect(!row.why.isEmpty && !row.why.hasSuffix("."), "\(row.name)")
            if case .drop = row.rule { #expect(row.fate != .takenOver, "\(row.name)") }
            #expect(!row.places.isEmpty, "\(row.name)")
        }
    }

    @Test("every key of Multus has a row, and every row is a key of Multus or of CNI's lists")
    func complete() {
        #expect(
            names(.list) == [
                "cniVersion", "cniVersions", "name", "disableCheck", "disableGC", "loadOnlyInlinedPlugins",
            ])
        #expect(names(.plugin) == Set(Self.plugin.map(\.0)))
        #expect(names(.shim) == Set(Self.shim.map(\.0)))
        #expect(Set(Self.daemon.map(\.0)).isSubset(of: names(.daemon)))
        let alone = names(.daemon).subtracting(names(.plugin)).subtracting(names(.shim))
        #expect(alone.isSubset(of: Set(Self.daemon.map(\.0))))
    }

    /// Beside the key what is needed for a whole configuration.
    private func fixture() throws -> MigrateFixture {
        let fixture = try MigrateFixture()
        try fixture.folder.write("node/etc/cni/pods.conf", MigrateFixture.delegate)
        try fixture.write("10-pods.conf", MigrateFixture.delegate)
        return fixture
    }

    private func expect(_ key: String, _ value: String, _ report: JSONValue, _ tartan: JSONValue?) throws {
        #expect(report["possible"] == true, "\(report.indentedText)")
        let row = try #require(MultusKey.named(key))
        let entry = try #require(report.entries(key).first, "\(report.indentedText)")
        #expect(entry["outcome"]?.string != "unknown")
        #expect(entry["why"]?.string?.isEmpty == false)
        #expect(entry["was"]?.text == value)
        if case .drop = row.rule {
            #expect(tartan?[key] == nil)
            #expect(entry["becomes"] == nil)
            #expect(entry["outcome"]?.string == row.fate.rawValue)
        } else {
            #expect(entry["becomes"] != nil)
        }
    }

    @Test("each key of the plugin is in the report", arguments: plugin)
    func ofPlugin(key: String, value: String) throws {
        let fixture = try fixture()
        let base = ["cniVersion": "\"1.0.0\"", "name": "\"multus-net\"", "type": "\"multus\""]
        var members = base.filter { $0.key != key }.map { "\"\($0.key)\":\($0.value)" } + ["\"\(key)\":\(value)"]
        if ["defaultNetworks", "auxiliaryCNIChainName"].contains(key) {
            members.append(#""clusterNetwork":"/etc/cni/pods.conf""#)
        }
        if !["clusterNetwork", "delegates", "defaultNetworks"].contains(key) {
            members.append("\"delegates\":[\(MigrateFixture.delegate)]")
        }
        try fixture.write("00-multus.conf", "{\(members.joined(separator: ","))}")
        try expect(key, value, fixture.report(), fixture.written())
    }

    @Test("each key of the shim is in the report", arguments: shim)
    func ofShim(key: String, value: String) throws {
        let fixture = try fixture()
        let version = key == "cniVersion" ? "" : #""cniVersion":"1.0.0","#
        try fixture.write(
            "00-multus.conf",
            #"{\#(version)"name":"n","type":"multus-shim","clusterNetwork":"/etc/cni/pods.conf","\#(key)":\#(value)}"#)
        try expect(key, value, fixture.report(), fixture.written())
    }

    @Test("each key of the daemon's file is in the report", arguments: daemon)
    func ofDaemon(key: String, value: String) throws {
        let fixture = try fixture()
        let socket = key == "socketDir" ? "" : #""socketDir":"/run/multus","#
        try fixture.folder.write("daemon.json", #"{\#(socket)"\#(key)":\#(value)}"#)
        try fixture.write(
            "00-multus.conf",
            #"{"cniVersion":"1.0.0","name":"n","type":"multus-shim","clusterNetwork":"/etc/cni/net.d/10-pods.conf"}"#)
        let report = try fixture.report("--daemon-config", "daemon.json")
        try expect(key, value, report, fixture.written("--daemon-config", "daemon.json"))
    }

    @Test("a key of another kind of file, and one that nobody knows, is told and left out")
    func unknown() throws {
        let fixture = try fixture()
        try fixture.inline(#""socketDir":"/x","fetchCommand":["/bin/evil"],"namespaceIsolatoin":true"#)
        let report = try fixture.report()
        #expect(report["possible"] == true)
        for key in ["socketDir", "fetchCommand", "namespaceIsolatoin"] { #expect(report.outcome(key) == "unknown") }
        #expect(report.warnings == ["unknownKey namespaceIsolatoin"])
        let tartan = try #require(try fixture.written())
        for key in ["socketDir", "fetchCommand", "namespaceIsolatoin"] { #expect(tartan[key] == nil) }
    }

    @Test("keys are found as Go finds them: whatever their case, and the last one counts")
    func cases() throws {
        let fixture = try fixture()
        try fixture.inline(#""NamespaceIsolation":true,"readinessIndicatorFile":"/run/a","namespaceisolation":false"#)
        let report = try fixture.report()
        #expect(report.warnings == ["repeatedKey namespaceIsolation"])
        let tartan = try #require(try fixture.written())
        #expect(tartan["namespaceIsolation"] == false)
        #expect(tartan["readinessindicatorfile"] == "/run/a")
    }

    @Test("the type is found as runtimes find it, and null leaves what an earlier key has set")
    func typeAndNull() throws {
        let fixture = try fixture()
        try fixture.write(
            "00-multus.conf",
            #"{"CNIVersion":"1.0.0","Name":"n","Type":"multus","Delegates":[\#(MigrateFixture.delegate)],"binDir":"/opt/a","BinDir":null}"#
        )
        let report = try fixture.report()
        #expect(report["possible"] == true, "\(report.indentedText)")
        #expect(report["writes"]?["configuration"]?["name"] == "n")
        #expect(try fixture.written()?["binDir"] == "/opt/a")
    }

    @Test("what the runtime reads of a list counts there alone, and Multus' own keys count in its object alone")
    func listKeys() throws {
        let fixture = try fixture()
        let plugin = #"{"type":"multus","disableCheck":true,"delegates":[\#(MigrateFixture.delegate)]}"#
        try fixture.write(
            "00-multus.conflist",
            #"{"cniVersion":"0.4.0","cniVersions":["0.3.1","1.0.0"],"name":"n","disableGC":true,"binDir":"/x","Plugins":[\#(plugin)]}"#
        )
        let report = try fixture.report()
        #expect(report["possible"] == true, "\(report.indentedText)")
        for key in ["disableCheck", "binDir"] { #expect(report.outcome(key) == "unknown") }
        let document = try #require(report["writes"]?["configuration"])
        #expect(document["disableGC"] == true)
        #expect(document["disableCheck"] == nil)
        #expect(document["cniVersion"] == "1.0.0")
        let tartan = try #require(try fixture.written())
        #expect(tartan["disableCheck"] == nil)
        #expect(tartan["binDir"] == nil)
    }

    @Test("of cniVersion and cniVersions the highest is written, in whatever order", arguments: ["0.3.1", "1.1.0"])
    func highestVersion(stated: String) throws {
        let fixture = try fixture()
        for keys in [
            #""cniVersion":"\#(stated)","cniVersions":["1.0.0"]"#,
            #""cniVersions":["1.0.0"],"cniVersion":"\#(stated)""#,
        ] {
            try fixture.write(
                "00-multus.conflist",
                #"{\#(keys),"name":"n","plugins":[{"type":"multus","delegates":[\#(MigrateFixture.delegate)]}]}"#)
            let written = try fixture.report()["writes"]?["configuration"]?["cniVersion"]?.string
            #expect(written == (stated == "1.1.0" ? "1.1.0" : "1.0.0"))
        }
    }

    @Test("texts that are empty count as absent, as in Go, and names that are empty mean nothing")
    func empty() throws {
        let fixture = try fixture()
        try fixture.inline(
            #""globalNamespaces":"","multusNamespace":"","auxiliaryCNIChainName":"","binDir":"","systemNamespaces":["","a"]"#
        )
        let report = try fixture.report()
        #expect(report["possible"] == true, "\(report.indentedText)")
        for key in ["globalNamespaces", "multusNamespace", "auxiliaryCNIChainName", "binDir"] {
            #expect(report.outcome(key) == "not needed")
        }
        #expect(try fixture.written()?["globalNamespaces"] == nil)
        #expect(try fixture.written()?["systemNamespaces"] == ["a"])
    }

    @Test("from the daemon's file alone defaultNetworks count, because what it generates has clusterNetwork")
    func daemonDefaults() throws {
        let fixture = try fixture()
        try fixture.folder.write(
            "daemon.json", #"{"multusAutoconfigDir":"/host/etc/cni/net.d/","defaultNetworks":["/etc/cni/pods.conf"]}"#)
        #expect(try fixture.written("daemon.json")?["defaultNetworks"] == ["/etc/cni/pods.conf"])
    }
}

/// What people read about it.
@Suite struct MigrationDocumentTests {
    private func text() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appendingPathComponent("docs/migration.md"), encoding: .utf8)
    }

    private func numbers(_ text: String) -> [Int] { text.matches(of: /\bD([0-9]+)\b/).compactMap { Int($0.1) } }

    @Test("the differences are numbered without a gap, and each number that migrate prints is one of them")
    func differences() throws {
        let rows = try text().split(separator: "\n").filter { $0.hasPrefix("| D") }
        #expect(rows.compactMap { numbers(String($0)).first } == Array(1...rows.count))
        let printed = MultusKey.all.flatMap { numbers($0.why) }
        #expect(!printed.isEmpty)
        #expect(printed.allSatisfy { (1...rows.count).contains($0) })
    }
}
