import ExactJSON
import TartanStore
import TartanTestSupport
import TestKit
import Testing

/// Agents and installers that write, rewrite and rename files in the runtime's folder, beside Tartan's.
@Suite(.privateHost, .enabled(if: TestFile.exists(Executables.tartanctl), "tartanctl is not built"))
struct LivingTogetherTests {
    /// A node of Cilium's whose agent writes to that folder; `init` has set Tartan up.
    private func node(agentsFolder: String) throws -> NetworkNode {
        let node = try NetworkNode(.cilium, isReady: false)
        try node.node.makeOwnEtc()
        try node.host.shell(
            "mkdir -p /etc/cni/tartan.d /etc/containerd /run/cilium; cp \(Executables.tartan) \(node.node.folder)/bin/tartan"
        )
        node.node.environment += ["CILIUM_CNI_DIR=\(agentsFolder)", "CILIUM_EXCLUSIVE=1"]
        try TestFile.write(InstalledNetwork.cilium.file(kubeconfig: ""), to: "\(node.node.folder)/05-cilium.conflist")
        try node.host.shell("cp \(node.node.folder)/05-cilium.conflist \(agentsFolder)/")
        let file = "\(agentsFolder)/05-cilium.conflist"
        let applied = try node.host.run(
            TestCommand([
                Executables.tartanctl, "init", "--apply", "--bin-dir", node.node.folder + "/bin", "--cluster-network",
                file,
            ]))
        guard applied.succeeded else { throw TestFailure("\(applied)") }
        return node
    }

    private func names(_ node: NetworkNode, _ folder: String = "/etc/cni/net.d") throws -> [String] {
        try node.host.shell("ls \(folder) | LC_ALL=C sort").split(separator: "\n").map(String.init)
    }

    private func doctor(_ node: NetworkNode) throws -> [JSONValue] {
        let outcome = try node.host.run(
            TestCommand([
                "env", "CNI_PATH=\(node.node.folder)/bin:\(Executables.plugins)", Executables.tartanctl, "doctor",
                "--force",
                "--store", node.node.store.root, "-o", "json",
            ]))
        return try JSONParser.parse(outcome.text, limit: 16 << 20)["findings"]?.array ?? []
    }

    private func status(_ node: NetworkNode) throws -> Answer {
        var settings = node.node
        settings.settings["cniVersion"] = "1.1.0"
        return try settings.run(settings.call("STATUS", nil, annotations: nil))
    }

    @Test(
        "an exclusive Cilium in the runtime's folder renames Tartan's file: doctor and STATUS name it and the setting")
    func exclusive() throws {
        let node = try node(agentsFolder: "/etc/cni/net.d")
        try node.start(.cilium)
        try Waiting.until("the renaming") { try names(node).contains { $0.hasSuffix("tartan.conflist.cilium_bak") } }
        let findings = try doctor(node)
        let choice = try #require(findings.first { $0["check"] == "runtime-choice" })
        let text = choice.text
        #expect(text.contains("The runtime does not use Tartan: it takes /etc/cni/net.d/05-cilium.conflist"), "\(text)")
        #expect(text.contains("Cilium put Tartan's file out of the way"), "\(text)")
        #expect(text.contains("cni.confPath=/etc/cni/tartan.d"), "\(text)")
        let cilium = try #require(findings.first { $0["check"] == "cilium" })
        #expect(cilium["repair"]?.string?.contains("cni.exclusive=false") == true, "\(cilium.text)")
        let answer = try status(node)
        #expect(answer.errorCode == 50, "\(answer)")
        #expect(answer.message.contains("cilium-agent has renamed Tartan's own file to /etc/cni/net.d/"), "\(answer)")
        #expect(answer.details.contains("cni.exclusive"), "\(answer)")
    }

    @Test("with a folder of its own it renames nothing of Tartan's, and pods get their further networks")
    func ownFolder() throws {
        let node = try node(agentsFolder: "/etc/cni/tartan.d")
        try node.start(.cilium)
        try node.host.shell("echo {} >/etc/cni/tartan.d/99-other.conf")
        try Waiting.until("the agent's care for its folder") {
            try names(node, "/etc/cni/tartan.d").contains("99-other.conf.cilium_bak")
        }
        #expect(try names(node).contains { $0.hasSuffix(".cilium_bak") } == false)
        #expect(try doctor(node).filter { ["runtime-choice", "cilium", "sorts-before"].contains($0["check"]) }.isEmpty)
        #expect(try status(node).succeeded)
        try node.node.network("lan", node.node.list("lan", node.node.bridge("br-lan", subnet: "10.60.0.0/24")))
        let pod = try node.host.pod()
        var call = try node.node.runtimeCall("ADD", pod, networks: "lan")
        call.environment += node.node.environment
        let answer = try node.node.run(call)
        #expect(answer.sandboxInterfaces == ["eth0", "net1"], "\(answer)")
    }

    @Test(
        "an installer writes its file in the separate folder again: the next ADD goes by it, and earlier pods are detached"
    )
    func rewritten() throws {
        let node = try NetworkNode(.canal)
        let first = try node.host.pod("first")
        #expect(try node.node.add(first).succeeded)
        #expect(try node.host.ip("link show dev eth0", in: "first").first?["mtu"]?.integer == 1450)
        // By rename, as Calico's installer does.
        try node.host.shell(
            "sed 's/\"mtu\": 1450/\"mtu\": 1400/' \(node.file) >\(node.file).tmp && mv \(node.file).tmp \(node.file)")
        let second = try node.host.pod("second")
        #expect(try node.node.add(second).succeeded)
        #expect(try node.host.ip("link show dev eth0", in: "second").first?["mtu"]?.integer == 1400)
        for pod in [first, second] { #expect(try node.node.delete(pod).succeeded) }
        #expect(try node.leftBehind(first) == [])
        #expect(try node.breaches() == [])
    }

    struct Rival: Sendable, CustomTestStringConvertible {
        let file: String
        let text: String
        let culprit: String
        let setting: String
        var testDescription: String { file }
    }

    static let rivals = [
        Rival(
            file: "00-a-flannel.conflist", text: InstalledNetwork.flannel.file(kubeconfig: ""),
            culprit: "kube-flannel's DaemonSet", setting: "hostPath of the volume"),
        Rival(
            file: "00-a-calico.conflist", text: InstalledNetwork.calico.file(kubeconfig: "/x"),
            culprit: "Calico's installer", setting: "CNI_NET_DIR"),
        Rival(
            file: "00-a-weave.conflist", text: InstalledNetwork.weave.file(kubeconfig: ""), culprit: "weave-kube",
            setting: "/host/etc/cni/net.d"),
        Rival(
            file: "00-00-multus.conf", text: #"{"cniVersion":"0.3.1","name":"multus-cni-network","type":"multus"}"#,
            culprit: "Multus'", setting: "tartanctl migrate"),
    ]

    @Test(
        "a file that sorts before Tartan's: doctor names who writes it, and the setting that sends it elsewhere",
        arguments: rivals)
    func sortsBefore(_ rival: Rival) throws {
        let node = try node(agentsFolder: "/etc/cni/tartan.d")
        try node.host.shell(
            """
            cat >/etc/cni/net.d/\(rival.file) <<'END'
            \(rival.text)
            END
            """)
        let finding = try #require(try doctor(node).first { $0["check"] == "runtime-choice" })
        #expect(finding.text.contains("The runtime does not use Tartan"), "\(finding.text)")
        #expect(finding.text.contains(rival.culprit), "\(finding.text)")
        #expect(finding.text.contains(rival.setting), "\(finding.text)")
    }
}
