import ExactJSON
import Foundation
import TestKit
import Testing

/// What is wrong between the runtime and Tartan, each made on a copy of a node where nothing else is.
@Suite struct DoctorRuntimeTests {
    private let ways: [(name: String, text: String?, message: String, repair: String)] = [
        (
            "00-cilium.conflist", #"{"cniVersion":"0.3.1","name":"c","plugins":[{"type":"cilium-cni"}]}"#,
            "it takes /etc/cni/net.d/00-cilium.conflist (sorts before 00-tartan.conflist).", "init --apply"
        ),
        ("00-a.conf", "{", "containerd stops at /etc/cni/net.d/00-a.conf", "/etc/cni/net.d/00-a.conf.broken"),
        ("00-multus.conf", #"{"name":"m","type":"multus"}"#, "which is Multus'.", "sudo tartanctl migrate"),
        ("00-tartan.conflist", nil, "and no file there has Tartan in it.", "init --apply"),
    ]

    @Test("a runtime that takes another file, or none, is the first problem, with why and the next step")
    func choice() throws {
        for way in ways {
            let fixture = try DoctorFixture()
            if let text = way.text {
                try fixture.node.writeNet(way.name, text)
            } else {
                try fixture.node.remove("/etc/cni/net.d/" + way.name)
            }
            let found = try #require(try fixture.findings().first)
            #expect(found.check == "runtime-choice" && found.severity == "problem", "\(found)")
            #expect(found.message.contains(way.message), "\(found)")
            #expect(found.repair.contains(way.repair), "\(found)")
        }
    }

    @Test("a folder with nothing in it, or none at all: no pod can start")
    func nothing() throws {
        let fixture = try DoctorFixture()
        for name in try fixture.node.files().keys { try fixture.node.remove("/etc/cni/net.d/" + name) }
        #expect(
            try fixture.finding().message
                == "No pod can start: /etc/cni/net.d has no configuration that containerd can use.")
        try fixture.node.remove("/etc/cni/net.d")
        #expect(try fixture.finding().message == "No pod can start: /etc/cni/net.d is not there.")
    }

    @Test("CRI-O that is told to take a network which no file has")
    func defaultNetwork() throws {
        let fixture = try DoctorFixture(runtime: "crio")
        #expect(try fixture.findings() == [])
        try fixture.node.write("/etc/crio/crio.conf", "[crio.network]\ncni_default_network = \"gone\"\n")
        #expect(try fixture.finding().message.contains("CRI-O is to take the network \"gone\", and no file"))
    }

    @Test("merged answers are an error on CRI-O and right on containerd")
    func result() throws {
        let fixture = try DoctorFixture(runtime: "crio")
        try fixture.configure { $1["result"] = "merged" }
        let found = try fixture.finding()
        #expect(found.check == "result" && found.severity == "problem")
        #expect(found.repair.hasPrefix("sudo tartanctl init --apply"))
        try fixture.node.remove("/etc/crio")
        try fixture.node.write("/etc/containerd/.keep", "")
        #expect(try fixture.findings() == [])
    }

    @Test("a key that Tartan doesn't take is told as Tartan tells it")
    func configuration() throws {
        let fixture = try DoctorFixture()
        try fixture.configure { $1["result"] = "both" }
        let found = try fixture.finding()
        #expect(found.check == "configuration" && found.severity == "problem", "\(found)")
        #expect(found.message.contains("result"), "\(found)")
    }

    @Test(
        "capabilities that init writes and that are missing: the annotations' is a problem, the cluster network's a warning"
    )
    func capabilities() throws {
        let fixture = try DoctorFixture()
        try fixture.configure { $1["capabilities"] = ["io.kubernetes.cri.pod-annotations": true] }
        let ports = try fixture.finding()
        #expect(ports.check == "capabilities" && ports.severity == "warning" && ports.message.contains("portMappings"))
        try fixture.configure { $1["capabilities"] = ["portMappings": true] }
        let annotations = try fixture.finding()
        #expect(annotations.check == "capabilities" && annotations.severity == "problem")
        #expect(try fixture.node.initialize("--apply").status == 0)
        #expect(try fixture.findings() == [])
    }

    @Test(
        "a version that the runtime can't live with",
        arguments: [("1.1.0", "containerd up to 1.7"), ("0.2.0", "first address"), (nil, "no cniVersion")])
    func version(version: String?, words: String) throws {
        let fixture = try DoctorFixture()
        try fixture.configure { list, _ in
            list["cniVersions"] = nil
            list["cniVersion"] = version.map { .string($0) }
        }
        let found = try fixture.finding()
        #expect(found.check == "cni-version" && found.message.contains(words), "\(found)")
        try fixture.configure { list, _ in
            list["cniVersion"] = "1.0.0"
            list["cniVersions"] = ["1.0.0", "1.1.0"]
        }
        #expect(try fixture.findings() == [])
    }

    @Test("two meta-plugins that fight for the folder, and two files of Tartan's")
    func metaPlugins() throws {
        let fixture = try DoctorFixture()
        try fixture.node.writeNet("70-multus.conf", #"{"cniVersion":"0.3.1","name":"m","type":"multus-shim"}"#)
        let multus = try fixture.finding()
        #expect(multus.check == "meta-plugins" && multus.severity == "warning")
        #expect(
            multus.message.hasPrefix(
                "Two meta-plugins fight for /etc/cni/net.d: /etc/cni/net.d/70-multus.conf is of Multus, "))
        #expect(multus.repair.contains("delete daemonset kube-multus-ds"))
        try fixture.node.remove("/etc/cni/net.d/70-multus.conf")
        try fixture.node.writeNet("50-tartan.conf", #"{"cniVersion":"1.0.0","name":"t","type":"tartan"}"#)
        #expect(try fixture.finding().message.hasPrefix("/etc/cni/net.d/50-tartan.conf has Tartan in it too"))
    }

    @Test("files that sort before and can't be used just now, files behind that nobody can use, and what Cilium hid")
    func otherFiles() throws {
        let crio = try DoctorFixture(runtime: "crio")
        try crio.node.writeNet("00-a.conf", "{")
        let before = try crio.finding()
        #expect(before.check == "sorts-before" && before.severity == "warning", "\(before)")
        let fixture = try DoctorFixture()
        try fixture.node.writeNet("50-b.conf", "{")
        let behind = try fixture.finding()
        #expect(behind.check == "broken-files" && behind.message.contains("50-b.conf"), "\(behind)")
        try fixture.node.remove("/etc/cni/net.d/50-b.conf")
        try fixture.node.writeNet("10-x.conflist.cilium_bak", "{}")
        let hidden = try fixture.finding()
        #expect(hidden.check == "cilium" && hidden.repair.contains("cni.exclusive=false"), "\(hidden)")
    }

    @Test("containerd that attaches several files to each pod")
    func severalFiles() throws {
        let fixture = try DoctorFixture()
        try fixture.node.write(
            "/etc/containerd/config.toml", "[plugins.\"io.containerd.grpc.v1.cri\".cni]\nmax_conf_num = 0\n")
        let found = try fixture.finding()
        #expect(found.check == "networks-per-pod" && found.severity == "problem", "\(found)")
        #expect(found.repair.contains("systemctl restart containerd"))
    }

    @Test("a readiness file that isn't there")
    func readiness() throws {
        let fixture = try DoctorFixture()
        try fixture.configure { $1["readinessindicatorfile"] = "/run/ready" }
        let found = try fixture.finding()
        #expect(found.check == "readiness-file" && found.message.contains("/run/ready"), "\(found)")
        try fixture.node.write("/run/ready", "")
        #expect(try fixture.findings() == [])
    }

    @Test("an agent that is named and not there, or whose socket nobody listens at")
    func agent() throws {
        let fixture = try DoctorFixture()
        try fixture.configure { $1["agentSocket"] = "/a" }
        let missing = try fixture.finding()
        #expect(missing.check == "agent" && missing.message.contains("There is no agent at /a"), "\(missing)")
        try fixture.node.write("/a", "")
        try fixture.makeLive()
        let dead = try #require(try fixture.findings().first { $0.check == "agent" })
        #expect(dead.message.hasPrefix("The agent is gone: "), "\(dead)")
    }

    @Test("a fetchCommand that can't be executed")
    func fetchCommand() throws {
        let fixture = try DoctorFixture()
        try fixture.configure { $1["fetchCommand"] = ["/opt/fetch"] }
        #expect(try fixture.finding().check == "agent")
        try fixture.node.write("/opt/fetch", "#!/bin/sh\n", mode: 0o644)
        #expect(try fixture.finding().repair == "sudo chmod 0755 \(fixture.root)/opt/fetch")
        try fixture.chmod("/opt/fetch", 0o755)
        #expect(try fixture.findings() == [])
    }

    @Test("a clock that can't be right, and one that went back behind a record")
    func clock() throws {
        let fixture = try DoctorFixture()
        try fixture.node.write("/proc/stat", "cpu 1 2 3\nbtime 1000\n")
        try fixture.node.write("/proc/uptime", "50.10 20.00\n")
        let wrong = try fixture.finding()
        #expect(
            wrong.check == "clock" && wrong.severity == "problem" && wrong.message.contains("1970-01-01"), "\(wrong)")
        #expect(wrong.repair.contains("timedatectl"))
        try SampleRecord().write(to: fixture.store)
        try fixture.node.write("/proc/stat", "btime 1750000000\n")
        let back = try fixture.finding()
        #expect(back.check == "clock" && back.severity == "warning", "\(back)")
    }
}
