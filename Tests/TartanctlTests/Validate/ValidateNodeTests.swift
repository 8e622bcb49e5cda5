import ExactJSON
import Foundation
import TestKit
import Testing

@testable import tartanctl

/// `tartanctl validate --node` on a copy of a node's files, and on a file that describes it.
@Suite struct ValidateNodeTests {
    private let folder: TemporaryFolder
    private let tartanctl: TartanctlProcess
    private var root: String { folder.path + "/root" }

    init() throws {
        folder = try TemporaryFolder()
        tartanctl = TartanctlProcess(folder: folder)
        try write("/etc/hostname", "worker-1\n")
        try FileManager.default.createDirectory(atPath: root + "/bin", withIntermediateDirectories: true)
        // A node of this machine's kind has this test's shell.
        let shell = URL(fileURLWithPath: "/bin/sh").resolvingSymlinksInPath()
        try FileManager.default.copyItem(at: shell, to: URL(fileURLWithPath: root + "/bin/sh"))
        for name in ["macvlan", "vlan", "dhcp", "host-local", "bridge"] {
            try write("/opt/cni/bin/\(name)", "#!/bin/sh\n", mode: 0o755)
        }
        try write("/proc/sys/kernel/osrelease", "6.1.0-18\n")
        try write("/lib/modules/6.1.0-18/modules.builtin", "kernel/net/8021q/8021q.ko\nkernel/drivers/net/veth.ko\n")
        try write(
            "/lib/modules/6.1.0-18/modules.dep",
            "kernel/drivers/net/macvlan.ko.xz:\nkernel/net/bridge/bridge.ko: kernel/net/llc/llc.ko\n")
        try link("eth1", flags: "0x1003", mtu: 1500)
        try link("eth2", flags: "0x1002", mtu: 9000)
        try link("eth3", flags: "0x1003", mtu: 1500)
        try write("/proc/1/net/route", Self.route)
        try write(
            "/etc/cni/net.d/10-pods.conflist", #"{"cniVersion":"1.0.0","name":"pods","plugins":[{"type":"tartan"}]}"#)
        try write("/opt/cni/bin/tartan", "#!/bin/sh\n", mode: 0o755)
        try write("/run/cni/dhcp.sock", "")
    }

    private static let route = """
        Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT
        eth1\t00000000\t0102A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0

        """

    private func write(_ path: String, _ text: String, mode: UInt32 = 0o644) throws {
        try folder.write("root" + path, text, mode: mode)
    }

    private func link(_ name: String, flags: String, mtu: Int) throws {
        for (file, text) in [
            ("ifindex", "\(name.utf8.last ?? 0)"), ("flags", flags), ("mtu", "\(mtu)"), ("type", "1"),
            ("uevent", "INTERFACE=\(name)"),
        ] {
            try write("/sys/class/net/\(name)/\(file)", text + "\n")
        }
    }

    private func definition(_ name: String, _ config: String) throws {
        try folder.write(
            "m/\(name).yaml",
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata: {name: \(name), namespace: infra}
            spec:
              config: '\(config)'

            """)
    }

    /// `code file message` of each finding.
    private func found(_ arguments: String...) throws -> [String] {
        let outcome = try tartanctl.run(["validate", "-o", "json"] + arguments)
        let report = try JSONParser.parse(outcome.output, limit: 1 << 20)
        return (report["findings"]?.array ?? []).map { finding in
            "\(finding["code"]?.string ?? "") \(finding["file"]?.string ?? "") \(finding["message"]?.string ?? "")"
        }
    }

    private static let macvlan = #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1"}"#

    @Test("a node that has everything gives no finding, also without any file to validate")
    func good() throws {
        try definition("lan", Self.macvlan)
        #expect(try found("m", "--node", "--root", root) == [])
        #expect(try found("--node", "--root", root) == [])
    }

    @Test("what the node lacks is told at the definition's key: master, its state, plugin, kernel")
    func bad() throws {
        try definition("a", #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth9"}"#)
        try definition("b", #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth2"}"#)
        try definition("c", #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1", "mtu": 9000}"#)
        try definition(
            "d", #"{"cniVersion": "1.0.0", "type": "ipvlan", "master": "eth3", "ipam": {"type": "dhcp"}}"#)
        let found = try found("m", "--node", "--root", root)
        #expect(
            found == [
                "TN5101 m/a.yaml worker-1 has no interface \"eth9\"",
                "TN5102 m/b.yaml \"eth2\" of worker-1 is down",
                "TN5104 m/c.yaml \"mtu\" is 9000, and \"eth1\" of worker-1 has 1500",
                "TN5001 m/d.yaml worker-1 has no plugin \"ipvlan\" in /opt/cni/bin, /usr/lib/cni",
                "TN5201 m/d.yaml ipvlan needs IPVLAN interfaces, and the kernel 6.1.0-18 of worker-1 has no module ipvlan",
            ])
    }

    @Test("what a plugin's file is told by its first bytes")
    func heads() throws {
        try definition("lan", Self.macvlan)
        var arm: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 57)
        arm[18] = 0xB7
        let foreign = ProgramHead(of: "/bin/sh").map { head in
            if case .program(let machine, _) = head { machine.number == 183 } else { false }
        }
        if foreign == true { arm[18] = 62 }
        let path = root + "/opt/cni/bin/macvlan"
        try Data(arm).write(to: URL(fileURLWithPath: path))
        #expect(try found("m", "--node", "--root", root).map { $0.prefix(6) } == ["TN5004"])
        try write("/opt/cni/bin/macvlan", "404: not found\n", mode: 0o755)
        #expect(try found("m", "--node", "--root", root).map { $0.prefix(6) } == ["TN5003"])
        try write("/opt/cni/bin/macvlan", "#!/usr/bin/python9 -u\n", mode: 0o755)
        let script = try found("m", "--node", "--root", root)
        #expect(script == ["TN5005 m/lan.yaml /opt/cni/bin/macvlan is run by /usr/bin/python9, which isn't there"])
        try write("/opt/cni/bin/macvlan", "#!/bin/sh\n", mode: 0o644)
        #expect(try found("m", "--node", "--root", root).map { $0.prefix(6) } == ["TN5002"])
    }

    @Test("a module that modprobe's settings keep out, unless it is loaded or built in")
    func disabled() throws {
        try definition("lan", Self.macvlan)
        try write("/etc/modprobe.d/cis.conf", "# hardening\ninstall macvlan /bin/false\nblacklist 8021q\n")
        #expect(
            try found("m", "--node", "--root", root) == [
                "TN5202 m/lan.yaml macvlan needs MACVLAN interfaces, and /etc/modprobe.d/cis.conf of worker-1 keeps macvlan from being loaded"
            ])
        try write("/sys/module/macvlan/refcnt", "0\n")
        #expect(try found("m", "--node", "--root", root) == [])
    }

    @Test("a file of the runtime's folder that can't be used is told in that file, at its place")
    func runtimeFile() throws {
        try write("/etc/containerd/config.toml", "version = 2\n")
        try write("/etc/cni/net.d/05-lan.conflist", "{\"cniVersion\": \"1.0.0\",\n \"name\": \"lan\",}\n")
        let outcome = try tartanctl.run(["validate", "--node", "--root", root])
        #expect(outcome.status == 1)
        #expect(
            outcome.output.hasPrefix(
                "/etc/cni/net.d/05-lan.conflist:2:15: error: containerd stops at /etc/cni/net.d/05-lan.conflist: "),
            "\(outcome.output)")
    }

    @Test("what --write-facts writes tells the same about a definition as the node itself")
    func facts() throws {
        try definition("a", #"{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth9"}"#)
        try definition(
            "b", #"{"cniVersion": "1.0.0", "type": "ipvlan", "master": "eth2", "ipam": {"type": "dhcp"}}"#)
        let written = try tartanctl.run(["validate", "--write-facts", "worker.yaml", "--root", root])
        #expect(written.status == 0, "\(written)")
        let live = try found("m", "--node", "--root", root)
        #expect(live.count == 4, "\(live)")
        #expect(try found("m", "--node-facts", "worker.yaml") == live)
        #expect(try tartanctl.run(["validate", "--write-facts", "-", "--root", root]).output.hasPrefix("# A node as "))
    }

    @Test("the example in docs/validate.md is such a file, and every key in it is one")
    func example() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/validate.md")
        let lines = try String(contentsOf: path, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0 == "    node: worker-1" })
        let example = lines[start...].prefix { !$0.isEmpty }.map { $0.dropFirst(4) }.joined(separator: "\n")
        try folder.write("worker-1.yaml", example + "\n")
        let outcome = try tartanctl.run(["validate", "--node-facts", "worker-1.yaml"])
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.output.contains("worker-1.yaml:"), "\(outcome)")
        #expect(outcome.errors == "", "\(outcome)")
    }

    @Test("options that don't go together, and a file that describes no node, are refused with status 2")
    func usage() throws {
        try definition("lan", Self.macvlan)
        try folder.write("bad.yaml", "links: {eth0: {mtuu: 1}}\n")
        let together = try tartanctl.run(["validate", "m", "--node", "--node-facts", "bad.yaml"])
        #expect(together.status == 2)
        let alone = try tartanctl.run(["validate", "m", "--root", root])
        #expect(alone.status == 2)
        #expect(alone.errors.contains("--root says where --node looks"), "\(alone)")
        let bad = try tartanctl.run(["validate", "m", "--node-facts", "bad.yaml"])
        #expect(bad.status == 2)
        #expect(bad.errors.contains("bad.yaml:1:16: "), "\(bad)")
    }
}
