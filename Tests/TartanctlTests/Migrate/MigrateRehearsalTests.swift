import ExactJSON
import Foundation
import TestKit
import Testing
import Validation

@testable import tartanctl

/// Nothing is written that Tartan would refuse: what it reads and resolves at each ADD is tried before.
@Suite struct MigrateRehearsalTests {
    let fixture: MigrateFixture

    init() throws {
        fixture = try MigrateFixture()
        try fixture.folder.write("node/etc/cni/pods.conf", MigrateFixture.delegate)
    }

    /// Told with that message, by the node's own paths, and nothing is changed, also with --apply.
    private func expectRefused(_ obstacles: [String], _ messages: String...) throws {
        let before = try fixture.files()
        let report = try fixture.report()
        #expect(report.obstacles == obstacles, "\(report.indentedText)")
        let outcome = try fixture.migrate("--apply")
        #expect(outcome.status == 1)
        for message in messages { #expect(outcome.output.contains(message), "\(outcome.output)") }
        #expect(!outcome.output.contains(fixture.root), "\(outcome.output)")
        #expect(try fixture.files() == before)
    }

    @Test("an auxiliary chain beside inline delegates, which every ADD would refuse, is in the way")
    func auxiliaryChain() throws {
        try fixture.inline(#""auxiliaryCNIChainName":"aux""#)
        try expectRefused(
            ["auxiliaryChain auxiliaryCNIChainName"],
            "In the way: \"auxiliaryCNIChainName\" of Tartan's configuration is \"aux\", but \"clusterNetwork\" is missing\n"
        )
        try fixture.thin(#""auxiliaryCNIChainName":"aux","clusterNetwork":"/etc/cni/pods.conf""#)
        #expect(try fixture.report()["possible"] == true)
        try fixture.folder.write("node/etc/cni/aux/10.conf", #"{"type":"tuning"}"#)
        try expectRefused(["noPlugin"], "no plugin \"tuning\" in /opt/cni/bin")
    }

    @Test("a delegate's binary, and the one that it runs for addresses, must be where the runtime looks; all are told")
    func binaries() throws {
        try fixture.thin(
            #""binDir":"/opt/own","delegates":[{"name":"a","type":"calico"},{"name":"b","plugins":[{"type":"ptp"},{"type":"x"}]}]"#
        )
        try expectRefused(
            ["noPlugin", "noPlugin"], "In the way: network a (eth0): no plugin \"calico\" in /opt/own, /opt/cni/bin",
            "network b (net1): no plugin \"x\" in ")
        for name in ["calico", "x"] { try fixture.folder.write("node/opt/own/\(name)", name) }
        #expect(try fixture.report()["possible"] == true)
        try fixture.thin(#""delegates":[{"name":"a","type":"bridge","ipam":{"type":"host-local"}}]"#)
        try expectRefused(["noPlugin"], "the IPAM plugin of bridge: no plugin \"host-local\" in /opt/cni/bin")
    }

    @Test("several folders of plugins may be named, as in CNI_PATH")
    func folders() throws {
        try fixture.inline()
        try fixture.folder.write("node/opt/a/multus", "")
        try fixture.plugin("opt/a/tartan")
        try fixture.folder.write("node/opt/b/bridge", "")
        #expect(try fixture.report("--bin-dir", "/opt/a").obstacles == ["noPlugin"])
        #expect(try fixture.report("--bin-dir", "/opt/a:/opt/b").obstacles == [])
    }

    @Test("plugins of the folder beside the cluster network's list count, and one that can't be used is in the way")
    func chained() throws {
        try fixture.folder.write(
            "node/etc/cni/pods.conflist", #"{"cniVersion":"1.0.0","name":"pods","plugins":[{"type":"ptp"}]}"#)
        try fixture.folder.write("node/etc/cni/pods/10.conf", "{")
        try fixture.thin(#""clusterNetwork":"/etc/cni/pods.conflist""#)
        try expectRefused(["unusable"], "/etc/cni/pods/10.conf is not usable: it is not JSON")
        try fixture.folder.write("node/etc/cni/pods/10.conf", #"{"type":"gone"}"#)
        try expectRefused(["noPlugin"], "network pods (eth0): no plugin \"gone\"")
    }

    @Test("a folder as cluster network is searched as it will be once Multus' files are moved aside")
    func folder() throws {
        try fixture.thin(#""clusterNetwork":"/etc/cni/net.d""#)
        #expect(try fixture.report().obstacles == ["noNetwork clusterNetwork"])
        try fixture.write("10-pods.conf", MigrateFixture.delegate)
        #expect(try fixture.report()["possible"] == true)
    }

    @Test("a value that Tartan's reader refuses is in the way, whatever its type")
    func values() throws {
        for (members, message) in [
            (#""auxiliaryCNIChainName":"../x""#, "\"auxiliaryCNIChainName\": \"../x\", expected a name of letters"),
            (#""binDir":"/opt\u0000/x""#, "\"binDir\": "),
        ] {
            try fixture.inline(members)
            try expectRefused(["settings"], message)
        }
        for (members, key) in [
            (#""multusNamespace":"Not_one""#, "multusNamespace"), (#""capabilities":{"mac":"yes"}"#, "capabilities"),
            (#""logOptions":{"maxSize":1000001}"#, "logOptions"), (#""cniVersion":"0.5.0""#, "cniVersion"),
            (#""cniVersion":["1.0.0"]"#, "cniVersion"),
        ] {
            try fixture.inline(members)
            try expectRefused(["wrongType \(key)"], "has \"\(key)\": ")
        }
    }

    @Test("a value of a wrong type is in the way for every key that Multus decodes, the ones that aren't needed too")
    func everyKey() throws {
        try fixture.write("10-pods.conf", MigrateFixture.delegate)
        for row in MultusKey.all where row.name != "type" {
            if case .drop(.any) = row.rule { continue }
            for place in row.places {
                let report = try report(row.name, place)
                #expect(report.obstacles.contains("wrongType \(row.name)"), "\(place) \(report.indentedText)")
                #expect(report["writes"] == nil)
            }
        }
    }

    /// With `[7]`, which is right nowhere.
    private func report(_ key: String, _ place: MultusKey.Place) throws -> JSONValue {
        let reference = #""clusterNetwork":"/etc/cni/pods.conf""#
        let wrong = "\"\(key)\":[7]"
        switch place {
        case .list:
            try fixture.write(
                "00-multus.conflist",
                #"{"cniVersion":"1.0.0","name":"n",\#(wrong),"plugins":[{"type":"multus",\#(reference)}]}"#)
            defer { try? FileManager.default.removeItem(atPath: fixture.net + "/00-multus.conflist") }
            return try fixture.report("/etc/cni/net.d/00-multus.conflist")
        case .plugin:
            try fixture.thin("\(reference),\(wrong)")
            return try fixture.report()
        case .shim:
            try fixture.write("00-multus.conf", #"{"name":"n","type":"multus-shim",\#(reference),\#(wrong)}"#)
            return try fixture.report()
        case .daemon:
            // What the runtime goes by counts from the runtime's own file, where there is one.
            try fixture.folder.write("daemon.json", "{\"chrootDir\":\"/hostroot\",\(wrong)}")
            try? FileManager.default.removeItem(atPath: fixture.net + "/00-multus.conf")
            return try fixture.report("daemon.json")
        }
    }
}
