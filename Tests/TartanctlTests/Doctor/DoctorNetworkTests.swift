import ExactJSON
import Foundation
import TestKit
import Testing

/// What is wrong with networks, their plugins and permissions.
@Suite struct DoctorNetworkTests {
    let fixture: DoctorFixture

    init() throws { fixture = try DoctorFixture() }

    @Test("a cluster network whose file is gone, or can't be read")
    func clusterNetwork() throws {
        try fixture.node.remove("/etc/cni/net.d/10-flannel.conflist")
        let gone = try fixture.finding()
        #expect(gone.check == "networks" && gone.severity == "problem", "\(gone)")
        #expect(gone.message.contains("/etc/cni/net.d/10-flannel.conflist is not there"))
        try fixture.node.writeNet("10-flannel.conflist", "{")
        #expect(try fixture.findings().contains { $0.check == "networks" })
    }

    @Test("the plugin itself: gone, not executable, empty, of another machine")
    func tartanBinary() throws {
        let path = "/opt/cni/bin/tartan"
        // A 32-bit SPARC header, on no node that Tartan is built for.
        let foreign = [0x7F, 0x45, 0x4C, 0x46, 1, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2] as [UInt8]
        try FileManager.default.copyItem(atPath: "/bin/true", toPath: fixture.root + "/bin/sh")
        for (words, change) in [
            ("is not in /opt/cni/bin", { try fixture.node.remove(path) }),
            ("is empty", { try fixture.node.write(path, "", mode: 0o755) }),
            ("may not be executed: its mode is 0644", { try fixture.node.write(path, "#!/bin/sh\n", mode: 0o644) }),
            (
                "is for machine 2, and this node is ",
                {
                    try fixture.node.remove(path)
                    try Data(foreign).write(to: URL(fileURLWithPath: fixture.root + path))
                    try fixture.chmod(path, 0o755)
                }
            ),
        ] as [(String, () throws -> Void)] {
            try change()
            let found = try fixture.finding()
            #expect(found.check == "tartan-binary" && found.severity == "problem", "\(found)")
            #expect(found.message.contains(words), "\(found)")
            #expect(found.repair.hasPrefix("sudo install -m 0755 bin/tartan \(fixture.root)/opt/cni/bin"))
        }
    }

    @Test("plugins of every pod's networks are a problem, those that a definition alone names a warning with its name")
    func plugins() throws {
        try fixture.node.remove("/opt/cni/bin/host-local")
        let every = try fixture.finding()
        #expect(every.check == "network-plugins" && every.severity == "problem" && every.message.contains("host-local"))
        try fixture.node.write("/opt/cni/bin/host-local", "#!/bin/sh\n", mode: 0o755)
        try fixture.apply(
            "infra/fast", #"{"cniVersion":"1.0.0","name":"f","type":"sriov","ipam":{"type":"whereabouts"}}"#)
        let findings = try fixture.findings()
        #expect(findings.allSatisfy { $0.check == "definition-plugins" && $0.severity == "warning" })
        #expect(findings.map(\.message).joined().contains("\"sriov\" is not in "), "\(findings)")
        #expect(findings.count == 2)
        #expect(findings.allSatisfy { $0.message.contains("infra/fast") })
    }

    @Test("a lease of Flannel's that is not there, or lacks something")
    func flannel() throws {
        try fixture.node.write(
            "/run/flannel/subnet.env",
            "FLANNEL_NETWORK=10.244.0.0/16\nFLANNEL_SUBNET=10.244.1.1/24\nFLANNEL_IPMASQ=true\n")
        let lacking = try fixture.finding()
        #expect(lacking.check == "flannel" && lacking.message.contains("lacks FLANNEL_MTU"), "\(lacking)")
        try fixture.node.remove("/run/flannel/subnet.env")
        try fixture.makeLive()
        #expect(try fixture.findings().contains { $0.check == "flannel" && $0.severity == "problem" })
    }

    @Test("a token that has expired, and a kubeconfig that is not there")
    func kubeconfig() throws {
        try fixture.node.writeNet(
            "10-flannel.conflist",
            """
            {"cniVersion":"0.3.1","name":"k8s","plugins":[{"type":"calico","kubernetes":{"kubeconfig":"/etc/kc"},
             "ipam":{"type":"host-local","subnet":"10.1.0.0/24"}}]}
            """)
        let missing = try fixture.finding()
        #expect(missing.check == "kubeconfig" && missing.message.contains("/etc/kc"), "\(missing)")
        func write(_ expiry: Int) throws {
            let claims = Data("{\"exp\":\(expiry)}".utf8).base64EncodedString().filter { $0 != "=" }
            try fixture.node.write(
                "/etc/kc", "users:\n- name: calico\n  user:\n    token: secret.\(claims).signature\n")
        }
        try write(1_600_000_000)
        let expired = try fixture.finding()
        #expect(expired.message.contains("expired at 2020-09-13"), "\(expired)")
        #expect(try !fixture.doctor().output.contains("secret"))
        try write(9_000_000_000)
        #expect(try fixture.findings() == [])
    }

    @Test("what root runs and others may write, and only that is closed by --repair")
    func permissions() throws {
        try fixture.chmod("/opt/cni/bin", 0o777)
        let everybody = try fixture.finding()
        #expect(everybody.check == "permissions" && everybody.severity == "problem" && everybody.isSafe, "\(everybody)")
        try fixture.chmod("/opt/cni/bin", 0o755)
        try fixture.chmod("/opt/cni/bin/tartan", 0o757)
        #expect(try fixture.finding().message.contains("Everybody can write /opt/cni/bin/tartan"))
        #expect(try fixture.doctor("--repair").status == 0)
        #expect(try fixture.mode("/opt/cni/bin/tartan") == 0o755)
        // Root's own group may.
        try fixture.chmod("/opt/cni/bin", 0o775)
        #expect(try fixture.findings() == [])
    }

    @Test("two definitions that give out the same addresses on one bridge, and reservations under an old name")
    func sameRange() throws {
        func network(_ name: String) -> String {
            #"{"cniVersion":"1.0.0","name":"\#(name)","type":"bridge","bridge":"br7","ipam":{"type":"host-local","subnet":"10.7.0.0/24"}}"#
        }
        try fixture.apply("a/one", network("one"))
        try fixture.node.write("/var/lib/cni/networks/former/10.7.0.3", "x\r\neth0")
        let former = try fixture.finding()
        #expect(former.check == "same-range" && former.severity == "warning" && former.message.contains("\"former\""))
        try fixture.node.write("/var/lib/cni/networks/one/10.7.0.3", "y\r\neth0")
        let twice = try fixture.finding()
        #expect(twice.severity == "problem" && twice.message.hasPrefix("10.7.0.3 is given out twice"), "\(twice)")
        try fixture.node.remove("/var/lib/cni/networks/former")
        #expect(try fixture.findings() == [])
        try fixture.apply("a/two", network("two"))
        #expect(try fixture.finding().message.contains("give out the same addresses on the bridge br7"))
    }
}
