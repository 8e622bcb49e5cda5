import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Failures that the five networks are known for: the right code, a clear text, nothing left, and a second try that works.
@Suite(.privateHost) struct NetworkFaultTests {
    private func retry(_ node: NetworkNode, _ pod: TestPod, networks: String? = nil) throws {
        let answer = try node.node.add(pod, networks)
        #expect(answer.succeeded, "\(answer)")
        #expect(try node.node.delete(pod, networks).succeeded)
    }

    struct SubnetFile: Sendable, CustomTestStringConvertible {
        let text: String
        let lacking: String
        var testDescription: String { lacking }
    }

    static let halves = [
        SubnetFile(text: "", lacking: "FLANNEL_NETWORK, FLANNEL_SUBNET, FLANNEL_MTU, FLANNEL_IPMASQ"),
        SubnetFile(
            text: "FLANNEL_NETWORK=10.244.0.0/16\nFLANNEL_SUBNET=10.244.7.1/24\n",
            lacking: "FLANNEL_MTU, FLANNEL_IPMASQ"),
        // The plugin crashes at a name without "=".
        SubnetFile(
            text: "FLANNEL_NETWORK=10.244.0.0/16\nFLANNEL_SUBNET=10.244.7.1/24\nFLANNEL_IPMASQ=true\nFLANNEL_MT",
            lacking: "FLANNEL_MTU"),
        SubnetFile(
            text: "FLANNEL_NETWORK=10.244.0.0/16\nFLANNEL_SUBNET=10.244.7.1/24\nFLANNEL_IPMASQ=true\nFLANNEL_MTU",
            lacking: "FLANNEL_MTU"),
    ]

    @Test("a half-written subnet.env: code 11 with what it lacks, before anything runs", arguments: halves)
    func halfSubnetFile(_ half: SubnetFile) throws {
        let node = try NetworkNode(.flannel, isReady: false)
        try node.host.shell("mkdir -p /run/flannel && printf '%s' '\(half.text)' >/run/flannel/subnet.env")
        let pod = try node.host.pod()
        let answer = try node.node.add(pod)
        #expect(answer.errorCode == 11, "\(answer)")
        #expect(answer.message.contains("/run/flannel/subnet.env is not whole, it lacks \(half.lacking)"), "\(answer)")
        #expect(answer.details.contains("flanneld"), "\(answer)")
        #expect(try node.calls().isEmpty)
        try node.writeSubnetFile()
        try retry(node, pod)
        #expect(try node.leftBehind(pod) == [])
    }

    static let servers = ["absent", "notready", "unauthorized"]

    @Test("the API server is away from the delegate: code 11, and neither link nor lease is left", arguments: servers)
    func server(_ state: String) throws {
        let node = try NetworkNode(.canal)
        let api = "\(node.state)/api"
        try node.host.shell(state == "absent" ? "mv \(api) \(api).away" : "touch \(api)/\(state)")
        let pod = try node.host.pod()
        let answer = try node.node.add(pod)
        #expect(answer.errorCode == 11, "\(answer)")
        #expect(answer.message.contains("calico failed:"), "\(answer)")
        // What the server refuses now, the undo is refused too; calico made nothing, and its DEL is tried again by the next ADD.
        #expect(try node.host.links(in: pod.name).isEmpty)
        #expect(try node.kept() == [])
        try node.host.shell(state == "absent" ? "mv \(api).away \(api)" : "rm \(api)/\(state)")
        try retry(node, pod)
        #expect(try node.leftBehind(pod) == [])
    }

    @Test("addresses are used up in the middle of a pod's three networks: what came before is undone")
    func exhausted() throws {
        let node = try NetworkNode(.flannel)
        try AsClusterNetworkTests.addNetworks(node.node)
        // Two addresses, one of them the gateway's.
        try node.node.network(
            "tight",
            node.node.list("tight", node.node.bridge("br-tight", subnets: ["10.63.0.0/30"], ["isGateway": true])))
        let first = try node.host.pod("first")
        #expect(try node.node.add(first, "tight").succeeded)
        let pod = try node.host.pod()
        let answer = try node.node.add(pod, "lan,tight,storage")
        #expect(!answer.succeeded)
        #expect(answer.message.contains("default/tight (net2)"), "\(answer)")
        #expect(answer.message.contains("no IP addresses available in range set"), "\(answer)")
        #expect(try node.host.links(in: pod.name).isEmpty)
        #expect(try node.node.delete(first, "tight").succeeded)
        try retry(node, pod, networks: "lan,tight,storage")
        #expect(try node.leftBehind(pod, host: ["br-lan", "br-tight", "br-storage"]) == [])
    }

    @Test("an answer with an interface in another sandbox is refused, and undone")
    func foreignSandbox() throws {
        let node = try NetworkNode(.flannel)
        try node.node.scripted(
            "stray",
            [
                "ADD": [
                    "interface": true,
                    "result": [
                        "cniVersion": "1.0.0", "interfaces": [["name": "net1", "sandbox": "/run/netns/other"]],
                    ],
                ], "DEL": ["removeInterface": true],
            ])
        try node.node.network("stray", node.node.list("stray", ["type": "stray"]))
        let pod = try node.host.pod()
        _ = try node.host.pod("other")
        let answer = try node.node.add(pod, "stray")
        #expect(answer.errorCode == 6, "\(answer)")
        #expect(answer.message.contains("another sandbox, /run/netns/other"), "\(answer)")
        #expect(try node.leftBehind(pod) == [])
        try retry(node, pod)
    }

    @Test("an answer without addresses is an interface without addresses", arguments: ["1.0.0", "0.3.1"])
    func noAddresses(_ version: String) throws {
        let node = try NetworkNode(.flannel)
        try node.node.scriptedNetwork("bare", Node.honest, version: version)
        let pod = try node.host.pod()
        let answer = try node.node.add(pod, "bare")
        #expect(answer.succeeded, "\(answer)")
        #expect(answer.addresses == ["eth0 10.244.7.2/24"])
        #expect(answer.sandboxInterfaces == ["eth0", "net1"])
        #expect(try node.node.delete(pod, "bare").succeeded)
        #expect(try node.leftBehind(pod) == [])
    }

    @Test(
        "results of old versions are completed: Flannel's of 0.2.0 and Weave's of 0.1.0 give the same merged answer",
        arguments: [InstalledNetwork.flannel, .weave])
    func oldVersion(_ network: InstalledNetwork) throws {
        let node = try NetworkNode(network)
        let version = network == .flannel ? "0.2.0" : "0.1.0"
        let text = network.file(kubeconfig: "").replacing(
            "\"cniVersion\": \"0.3.1\"", with: "\"cniVersion\": \"\(version)\""
        )
        .replacing("\"cniVersion\": \"0.3.0\"", with: "\"cniVersion\": \"\(version)\"")
        try TestFile.write(text, to: node.file)
        let pod = try node.host.pod()
        let answer = try node.node.add(pod)
        try #require(answer.succeeded, "\(answer)")
        #expect(answer.addresses == network.addresses.map { "eth0 \($0)" })
        #expect(try node.node.check(pod).succeeded)
        #expect(try node.node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod) == [])
    }

    @Test("a chained plugin may change the result: what it answers counts, for the next plugin and for CHECK and DEL")
    func changedResult() throws {
        let node = try NetworkNode(.flannel)
        let changed: JSONValue = [
            "cniVersion": "1.0.0", "interfaces": [["name": "eth0", "sandbox": "/run/netns/web"]],
            "ips": [["interface": 0, "address": "10.244.7.2/24", "gateway": "10.244.7.1"]],
            "dns": ["nameservers": ["10.96.0.10"]],
        ]
        try node.node.scripted("change", ["ADD": ["result": changed]])
        try node.node.scripted("next", ["place": "later", "requirePrevResult": true])
        try node.node.writeConfiguration(
            "10-flannel.conflist", node.node.list("cbr0", InChainTests.flannel, ["type": "change"], ["type": "next"]))
        let pod = try node.host.pod()
        let answer = try node.node.add(pod)
        try #require(answer.succeeded, "\(answer)")
        #expect(answer.json["dns"]?["nameservers"]?.array?.compactMap(\.string) == ["10.96.0.10"])
        #expect(answer.sandboxInterfaces == ["eth0"])
        #expect(
            try node.node.calls("next", "ADD").first?.configuration["prevResult"]?["dns"]?["nameservers"] == [
                "10.96.0.10"
            ])
        #expect(try node.node.check(pod).succeeded)
        #expect(try node.node.delete(pod).succeeded)
        #expect(try node.node.refusals() == [])
        #expect(try node.leftBehind(pod) == [])
    }

    @Test("Weave's router takes the call and never answers: the plugin is ended in time, and nothing is left")
    func hangingRouter() throws {
        let node = try NetworkNode(.weave)
        try TestFile.write("hang\n", to: "\(node.state)/weave-mode")
        let pod = try node.host.pod()
        var impatient = node.node
        impatient.settings["delegateTimeout"] = 1500
        let answer = try impatient.add(pod)
        #expect(answer.errorCode == 11, "\(answer)")
        #expect(answer.message.contains("weave-net did not end within"), "\(answer)")
        TestFile.remove("\(node.state)/weave-mode")
        try retry(node, pod)
        #expect(try node.leftBehind(pod) == [])
    }
}
