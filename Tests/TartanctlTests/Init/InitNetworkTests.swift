import ExactJSON
import Foundation
import TestKit
import Testing

/// Which cluster network `init` recognises, and what it writes for it.
@Suite struct InitNetworkTests {
    struct Network: Sendable, CustomTestStringConvertible {
        let file: String
        let text: String
        let kind: String
        let words: String
        var capabilities: [String] = ["portMappings"]

        var testDescription: String { "\(kind) (\(file))" }
    }

    private static let portmap = #"{"type":"portmap","capabilities":{"portMappings":true},"snat":true}"#

    private static func list(_ name: String, _ version: String, _ plugins: String...) -> String {
        #"{"cniVersion":"\#(version)","name":"\#(name)","plugins":[\#(plugins.joined(separator: ","))]}"#
    }

    /// As the installers write them.
    static let networks = [
        Network(file: "10-flannel.conflist", text: NodeFixture.flannel, kind: "flannel", words: "Flannel"),
        Network(
            file: "10-calico.conflist",
            text: list(
                "k8s-pod-network", "1.0.0",
                #"{"type":"calico","ipam":{"type":"calico-ipam"},"kubernetes":{"kubeconfig":"/etc/cni/net.d/calico-kubeconfig"}}"#,
                portmap, #"{"type":"bandwidth","capabilities":{"bandwidth":true}}"#), kind: "calico", words: "Calico",
            capabilities: ["portMappings", "bandwidth"]),
        Network(
            file: "10-canal.conflist",
            text: list(
                "k8s-pod-network", "1.0.0",
                #"{"type":"calico","ipam":{"type":"host-local","subnet":"usePodCidr"}}"#, portmap), kind: "canal",
            words: "Canal"),
        Network(
            file: "10-etcd.conflist",
            text: list("canal", "0.3.1", #"{"type":"flannel","delegate":{"type":"calico"}}"#, portmap), kind: "canal",
            words: "Canal"),
        Network(
            file: "10-weave.conflist", text: list("weave", "0.3.0", #"{"name":"weave","type":"weave-net"}"#, portmap),
            kind: "weave", words: "Weave Net"),
        Network(
            file: "05-cilium.conflist", text: list("cilium", "0.3.1", #"{"type":"cilium-cni"}"#), kind: "cilium",
            words: "Cilium", capabilities: []),
        Network(
            file: "10-kindnet.conflist", text: list("kindnet", "0.3.1", #"{"type":"ptp"}"#, portmap), kind: "kindnet",
            words: "kindnet"),
        Network(
            file: "10-pods.conf", text: #"{"cniVersion":"1.0.0","name":"pods","type":"bridge"}"#, kind: "bridge",
            words: "\"pods\": bridge", capabilities: []),
        Network(
            file: "10-pods.conflist", text: list("pods", "1.0.0", #"{"type":"ptp"}"#), kind: "ptp",
            words: "\"pods\": ptp", capabilities: []),
        Network(
            file: "10-x.conflist",
            text: list("x", "1.0.0", #"{"type":"aws-cni","capabilities":{"x":true,"y":false}}"#), kind: "other",
            words: "\"x\": aws-cni", capabilities: ["x"]),
    ]

    @Test(
        "is recognised, referred to where its installer writes it, and its capabilities are declared",
        arguments: networks)
    func recognised(network: Network) throws {
        let fixture = try NodeFixture()
        try fixture.writeNet(network.file, network.text)
        let report = try fixture.report()
        #expect(report["possible"] == true)
        #expect(report["clusterNetwork"]?["kind"]?.string == network.kind)
        #expect(report["takesNow"]?.string == "/etc/cni/net.d/\(network.file)")
        let plugin = try #require(try fixture.plugin())
        #expect(plugin["clusterNetwork"]?.string == "/etc/cni/net.d/\(network.file)")
        #expect(
            plugin["capabilities"]?.object?.members.map(\.key)
                == network.capabilities + ["io.kubernetes.cri.pod-annotations"])
        #expect(plugin["result"] == nil)
        let text = try fixture.initialize()
        #expect(text.status == 0)
        #expect(
            text.output.hasPrefix("The runtime would call Tartan, and every pod get \(network.words) as its eth0.\n"))
        #expect(text.output.hasSuffix("\nNothing was changed. Do it: tartanctl init --apply --root \(fixture.root)\n"))
        #expect(try fixture.files().count == 1)
    }

    @Test("the file has the versions that old and new runtimes take, and Tartan's own name")
    func versions() throws {
        let fixture = try NodeFixture()
        try fixture.writeNet("10-flannel.conflist", NodeFixture.flannel)
        let written = try #require(try fixture.report()["writes"]?["configuration"])
        #expect(written["cniVersion"] == "1.0.0")
        #expect(written["cniVersions"] == ["1.0.0", "1.1.0"])
        #expect(written["name"] == "tartan")
    }

    @Test("on CRI-O the answer is the cluster network's alone, unless kubelet uses containerd")
    func crio() throws {
        let fixture = try NodeFixture(runtime: "crio")
        try fixture.writeNet("10-flannel.conflist", NodeFixture.flannel)
        #expect(try fixture.plugin()?["result"] == "primary")
        try fixture.write("/etc/containerd/config.toml", "version = 2\n")
        #expect(try fixture.plugin()?["result"] == "primary")
        try fixture.write(
            "/var/lib/kubelet/kubeadm-flags.env",
            "KUBELET_KUBEADM_ARGS=\"--container-runtime-endpoint=unix:///run/containerd/containerd.sock\"\n")
        #expect(try fixture.plugin()?["result"] == nil)
    }

    @Test("of several the one that the runtime takes now is chosen, and the others are named")
    func several() throws {
        let fixture = try NodeFixture()
        try fixture.writeNet("20-flannel.conflist", NodeFixture.flannel)
        try fixture.writeNet("10-lo.conf", #"{"cniVersion":"1.0.0","name":"lo","type":"loopback"}"#)
        try fixture.writeNet("30-pods.conf", #"{"cniVersion":"1.0.0","name":"pods","type":"bridge"}"#)
        try fixture.write(
            "/etc/cni/tartan.d/10-weave.conflist",
            #"{"cniVersion":"0.3.0","name":"weave","plugins":[{"type":"weave-net"}]}"#)
        let report = try fixture.report()
        #expect(report["clusterNetwork"]?["file"] == "/etc/cni/net.d/20-flannel.conflist")
        #expect(
            report["notTaken"]?.array?.compactMap { $0["file"]?.string }
                == ["/etc/cni/net.d/30-pods.conf", "/etc/cni/tartan.d/10-weave.conflist"])
        #expect(
            try fixture.plugin("--cluster-network", "weave")?["clusterNetwork"]
                == "/etc/cni/tartan.d/10-weave.conflist")
        let refused = try fixture.initialize("--cluster-network", "cilium")
        #expect(refused.status == 1)
        #expect(
            refused.output.contains(
                "Cilium's configuration is neither in /etc/cni/net.d nor in /etc/cni/tartan.d; there is "
                    + "/etc/cni/net.d/20-flannel.conflist (Flannel), "), "\(refused)")
    }

    @Test("a file that is named is taken from anywhere on the node, and one that is no network is refused by name")
    func named() throws {
        let fixture = try NodeFixture()
        try fixture.write("/srv/pods.conflist", NodeFixture.flannel)
        #expect(
            try fixture.plugin("--cluster-network", "/srv/pods.conflist")?["clusterNetwork"] == "/srv/pods.conflist")
        let missing = try fixture.initialize("--cluster-network", "/srv/gone.conflist", "--apply")
        #expect(missing.status == 1)
        #expect(missing.output.contains("In the way: --cluster-network: /srv/gone.conflist is not there"))
        try fixture.write("/srv/own.conf", #"{"cniVersion":"1.0.0","name":"a","type":"tartan"}"#)
        #expect(try fixture.initialize("--cluster-network", "/srv/own.conf").output.contains("is \"tartan\" itself"))
        #expect(try fixture.files().isEmpty)
    }

    @Test("Canal is found by Calico's file with addresses of the node's range too, if it is asked for")
    func canal() throws {
        let fixture = try NodeFixture()
        try fixture.writeNet(
            "10-calico.conflist",
            Self.list(
                "k8s-pod-network", "1.0.0", #"{"type":"calico","ipam":{"type":"host-local","subnet":"usePodCidr"}}"#))
        #expect(try fixture.report()["clusterNetwork"]?["kind"] == "calico")
        #expect(try fixture.report("--cluster-network", "canal")["possible"] == true)
        #expect(try fixture.report("--cluster-network", "calico")["possible"] == true)
    }

    @Test(
        "a name chooses the file of its plugins, whatever the file is called and whichever sorts first",
        arguments: ["flannel", "calico", "canal", "weave", "cilium", "kindnet"])
    func byName(kind: String) throws {
        let fixture = try NodeFixture()
        var wanted: [String] = []
        for (number, network) in Self.networks.enumerated() {
            let name = "\(10 + number)-net-\(number).conflist"
            guard network.file.hasSuffix("list"), network.file != "10-canal.conflist" else { continue }
            try fixture.writeNet(name, network.text)
            if network.kind == kind { wanted.append("/etc/cni/net.d/\(name)") }
        }
        let report = try fixture.report("--cluster-network", kind)
        #expect(report["clusterNetwork"]?["file"]?.string == wanted.first)
        #expect(report["clusterNetwork"]?["kind"]?.string == kind)
        #expect(try fixture.report("--cluster-network", "auto") == fixture.report())
    }

    @Test("a network that isn't there is told with who writes it and what there is, also where there is nothing")
    func nowhere() throws {
        let fixture = try NodeFixture()
        let nothing = try fixture.initialize("--cluster-network", "calico")
        #expect(nothing.status == 1)
        #expect(
            nothing.output.contains(
                "Calico's configuration is neither in /etc/cni/net.d nor in /etc/cni/tartan.d; no file there is a network's"
            ), "\(nothing)")
        #expect(nothing.output.contains("Calico's installer writes the file"), "\(nothing)")
        let misspelt = try fixture.initialize("--cluster-network", "clico")
        #expect(misspelt.status == 1)
        #expect(misspelt.output.contains("Did you mean calico?"), "\(misspelt)")
    }

    @Test(
        "how the installer is pointed at a folder of its own is told by what the installer has",
        arguments: [
            ("flannel", ["volume \"cni\"", "install-cni"]),
            ("calico", ["CNI_NET_DIR", "\"cni-net-dir\"", "CNI_CONF_NAME"]),
            ("canal", ["CNI_NET_DIR", "\"cni-net-dir\"", "CNI_CONF_NAME"]),
            ("weave", ["/host/etc/cni/net.d", "weave-init"]),
            ("cilium", ["cni.confPath=/etc/cni/tartan.d", "cni.exclusive=false"]),
            ("kindnet", ["volume \"cni-cfg\""]),
        ])
    func redirected(kind: String, words: [String]) throws {
        let network = try #require(Self.networks.first { $0.kind == kind })
        let fixture = try NodeFixture()
        try fixture.writeNet(network.file, network.text)
        let step = try #require(try fixture.report()["byHand"]?.array?.last?.string)
        for word in words + ["to /etc/cni/tartan.d", "--cluster-network /etc/cni/tartan.d/\(network.file)"]
        where !(word.hasPrefix("to ") && ["weave", "cilium"].contains(kind)) {
            #expect(step.contains(word), "\(step)")
        }
        try fixture.remove("/etc/cni/net.d/\(network.file)")
        try fixture.write("/etc/cni/tartan.d/\(network.file)", network.text)
        #expect(try fixture.report()["byHand"]?.array?.count == 1)
    }
}
