import ExactJSON
import Foundation
import TestKit
import Testing

@testable import tartanctl

/// What `init` refuses or warns of, each with the next step.
@Suite struct InitObstacleTests {
    private func fixture(runtime: String? = "containerd") throws -> NodeFixture {
        let fixture = try NodeFixture(runtime: runtime)
        try fixture.writeNet("10-flannel.conflist", NodeFixture.flannel)
        return fixture
    }

    private func codes(_ report: JSONValue, _ severity: String) -> [String] {
        (report["findings"]?.array ?? []).filter { $0["severity"]?.string == severity }.compactMap {
            $0["code"]?.string
        }
    }

    private func refused(_ fixture: NodeFixture, _ arguments: String...) throws -> (codes: [String], text: String) {
        let before = (try? fixture.files()) ?? [:]
        let outcome = try fixture.run(["init", "--apply"] + arguments)
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.output.hasPrefix("Tartan can't be set up yet: "))
        #expect(((try? fixture.files()) ?? [:]) == before)
        return (codes(try fixture.report(), "obstacle"), outcome.output)
    }

    @Test("a node of Multus is sent to migrate")
    func multus() throws {
        let fixture = try fixture()
        try fixture.writeNet("00-multus.conf", #"{"name":"multus","type":"multus-shim"}"#)
        let (codes, text) = try refused(fixture)
        #expect(codes == ["multus"])
        #expect(text.contains("/etc/cni/net.d/00-multus.conf is Multus', and the runtime takes it"))
        #expect(text.contains("tartanctl migrate"))
        try fixture.remove("/etc/cni/net.d/00-multus.conf")
        try fixture.writeNet("70-multus.conf", #"{"name":"multus","type":"multus"}"#)
        #expect(try self.codes(fixture.report(), "warning") == ["multus"])
    }

    @Test("an empty folder, a missing one, and one without a network are told apart")
    func nothing() throws {
        let fixture = try fixture()
        try fixture.remove("/etc/cni/net.d/10-flannel.conflist")
        #expect(
            try refused(fixture).text.contains("In the way: /etc/cni/net.d is empty, and there is no configuration"))
        try fixture.writeNet("10-lo.conf", #"{"cniVersion":"1.0.0","name":"lo","type":"loopback"}"#)
        try fixture.writeNet("20-x.conflist", "{\"name\": \"x\",\n  plugins: []}")
        let text = try refused(fixture).text
        #expect(text.contains("there is no configuration that could be the cluster network's in /etc/cni/net.d"))
        #expect(text.contains("/etc/cni/net.d/20-x.conflist:2:3: it is not JSON"))
        try fixture.remove("/etc/cni/net.d")
        #expect(try refused(fixture).text.contains("In the way: /etc/cni/net.d is not there, and there is no"))
    }

    @Test("without the plugin's binary where this runtime looks nothing is written")
    func binary() throws {
        let fixture = try fixture(runtime: "crio")
        try fixture.write(
            "/etc/crio/crio.conf",
            """
            [crio.network]
            # plugin_dirs = ["/opt/cni/bin"]
            plugin_dirs = [
              "/srv/cni/", # ours
            ]
            """)
        let (codes, text) = try refused(fixture)
        #expect(codes == ["noBinary"])
        #expect(text.contains("the plugin tartan is not in /srv/cni, where the runtime looks for it"))
        #expect(text.contains("sudo install -m 0755 bin/tartan /srv/cni/"))
        #expect(text.contains("the cluster network's plugin flannel is not in /srv/cni: no pod can start"))
    }

    @Test("CRI-O that takes a network by name is told with file and key")
    func defaultNetwork() throws {
        let fixture = try fixture(runtime: "crio")
        try fixture.write("/etc/crio/crio.conf.d/10-x.conf", "[crio.network]\ncni_default_network = \"cbr0\"\n")
        let (codes, text) = try refused(fixture)
        #expect(codes == ["defaultNetwork"])
        #expect(
            text.contains(
                "CRI-O takes the network \"cbr0\", whatever sorts first: cni_default_network in "
                    + "/etc/crio/crio.conf.d/10-x.conf"))
        try fixture.write("/etc/crio/crio.conf.d/20-y.conf", "[crio.network]\ncni_default_network = \"tartan\"\n")
        #expect(try fixture.report()["possible"] == true)
    }

    @Test("containerd's own folders are used, and several networks a pod are warned of")
    func containerd() throws {
        let fixture = try fixture()
        try fixture.write(
            "/etc/containerd/config.toml",
            """
            [plugins."io.containerd.grpc.v1.cri".cni]
              conf_dir = "/srv/net.d"
              bin_dir = '/opt/cni/bin'
              max_conf_num = 2
            """)
        try fixture.write("/srv/net.d/10-flannel.conflist", NodeFixture.flannel)
        let report = try fixture.report()
        #expect(report["writes"]?["file"] == "/srv/net.d/00-tartan.conflist")
        #expect(codes(report, "warning") == ["maxConfNum"])
        #expect(
            try fixture.report("--conf-dir", "/etc/cni/net.d")["writes"]?["file"] == "/etc/cni/net.d/00-tartan.conflist"
        )
    }

    @Test("a file that sorts before every name of Tartan's is in the way")
    func sortsFirst() throws {
        let fixture = try fixture()
        try fixture.writeNet("0-x.conf", #"{"cniVersion":"1.0.0","name":"x","type":"bridge"}"#)
        #expect(try refused(fixture).codes == ["sortsFirst"])
    }

    @Test("what Cilium put out of the way is told, with the setting; also where it is only to be expected")
    func cilium() throws {
        let fixture = try fixture()
        try fixture.writeNet("00-tartan.conflist.cilium_bak", "{}")
        try fixture.writeNet(
            "05-cilium.conflist", #"{"cniVersion":"0.3.1","name":"cilium","plugins":[{"type":"cilium-cni"}]}"#)
        let text = try fixture.initialize().output
        #expect(
            text.contains("Cilium put /etc/cni/net.d/00-tartan.conflist.cilium_bak out of the way, Tartan's file too"))
        #expect(text.contains("--set cni.exclusive=false"))
        try fixture.remove("/etc/cni/net.d/00-tartan.conflist.cilium_bak")
        #expect(
            try fixture.initialize().output.contains("an exclusive Cilium, which Helm's default is, renames every file")
        )
    }

    @Test("a node that was taken over from Multus needs nothing, and is not changed so that it can't go back")
    func migrated() throws {
        let fixture = try NodeFixture()
        try fixture.write("/opt/cni/bin/multus", "", mode: 0o755)
        try fixture.writeNet(
            "00-multus.conf",
            #"{"cniVersion":"1.0.0","name":"m","type":"multus","delegates":[{"cniVersion":"1.0.0","name":"p","type":"bridge"}]}"#
        )
        #expect(try fixture.run(["migrate", "--apply", "--bin-dir", "/opt/cni/bin"]).status == 0)
        let done = try fixture.initialize()
        #expect(done.status == 0, "\(done)")
        #expect(done.output.hasPrefix("Nothing to do: /etc/cni/net.d/00-00-tartan.conflist sets Tartan up already."))
        try fixture.write("/srv/pods.conf", #"{"cniVersion":"1.0.0","name":"pods","type":"bridge"}"#)
        let (_, text) = try refused(fixture, "--cluster-network", "/srv/pods.conf")
        #expect(text.contains("was made by tartanctl migrate, which couldn't take it back any more"))
    }

    @Test("a cluster network that Tartan's file names and that is gone is replaced by the one that is there")
    func goneNetwork() throws {
        let fixture = try fixture()
        try fixture.writeNet(
            "00-tartan.conflist",
            #"{"cniVersion":"1.0.0","name":"t","plugins":[{"type":"tartan","clusterNetwork":"/etc/cni/net.d/09-old.conflist"}]}"#
        )
        #expect(try fixture.plugin()?["clusterNetwork"] == "/etc/cni/net.d/10-flannel.conflist")
        #expect(try codes(fixture.report(), "warning") == ["networkMissing"])
    }

    @Test("--undo goes alone")
    func usage() throws {
        let fixture = try fixture()
        #expect(try fixture.initialize("--undo", "--apply").status == 2)
        #expect(try fixture.initialize("--force").status == 2)
        #expect(try fixture.initialize("--undo", "--cluster-network", "flannel").status == 2)
    }

    @Test("a runtime's TOML is read with quoted sections, lists over lines and comments")
    func toml() {
        let lines = RuntimeTOML.lines(
            of: """
                # a = 1
                [plugins.'io.x.y'."cni"] # no
                  a = "x#y" # z
                  b = [ 'p', # q
                    "r" ]
                  c = 7
                """)
        let section = ["plugins", "io.x.y", "cni"]
        #expect(
            lines == [
                .init(section: section, key: "a", values: ["x#y"]),
                .init(section: section, key: "b", values: ["p", "r"]), .init(section: section, key: "c", values: ["7"]),
            ])
    }
}
