import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// The folders of samples/ for a bridge and the five networks, as they stand, put where their READMEs say.
@Suite(.privateHost, .enabled(if: TestFile.exists(Executables.tartanctl), "tartanctl is not built"))
struct NetworkSampleTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let folder: String
        /// Each file, by its path below samples/.
        let files: [String]
        let network: InstalledNetwork?
        let pod: String
        let interfaces: [String]
        var testDescription: String { folder }
    }

    static let samples = [
        Sample(
            folder: "plain",
            files: [
                "plain/README.md", "plain/10-cluster.conflist", "plain/00-tartan.conflist", "plain/networks.yaml",
                "plain/pods.yaml",
            ], network: nil, pod: "worker", interfaces: ["eth0", "net1", "wire0"]),
        Sample(
            folder: "flannel",
            files: [
                "flannel/README.md", "flannel/10-flannel.conflist", "flannel/00-tartan.conflist",
                "flannel/networks.yaml", "flannel/pods.yaml",
            ], network: .flannel, pod: "both", interfaces: ["eth0", "net1"]),
        Sample(
            folder: "calico",
            files: [
                "calico/README.md", "calico/10-calico.conflist", "calico/00-tartan.conflist", "calico/networks.yaml",
                "calico/pods.yaml",
            ], network: .calico, pod: "gateway", interfaces: ["eth0", "net1"]),
        Sample(
            folder: "canal",
            files: [
                "canal/README.md", "canal/10-canal.conflist", "canal/00-tartan.conflist", "canal/networks.yaml",
                "canal/pods.yaml", "canal/literal.conflist", "canal/etcd.conflist",
            ], network: .canal, pod: "web", interfaces: ["eth0", "net1"]),
        Sample(
            folder: "weave",
            files: [
                "weave/README.md", "weave/10-weave.conflist", "weave/00-tartan.conflist", "weave/networks.yaml",
                "weave/pods.yaml",
            ], network: .weave, pod: "web", interfaces: ["eth0", "net1"]),
        Sample(
            folder: "cilium",
            files: [
                "cilium/README.md", "cilium/05-cilium.conflist", "cilium/00-tartan.conflist", "cilium/networks.yaml",
                "cilium/pods.yaml",
            ], network: .cilium, pod: "web", interfaces: ["eth0", "net1", "net2"]),
    ]

    private static let root = Executables.packageFolder + "/samples"

    private func node(_ sample: Sample, file: String) throws -> NetworkNode {
        let node = try NetworkNode(sample.network ?? .flannel)
        try node.host.shell(
            """
            cp -a /etc \(node.node.folder)/etc
            mount --bind \(node.node.folder)/etc /etc
            mkdir -p /etc/cni/tartan.d
            cp \(Self.root)/\(file) /etc/cni/tartan.d/\(sample.files[1].split(separator: "/")[1])
            cp \(node.node.folder)/calico-kubeconfig /etc/cni/tartan.d/ 2>/dev/null || true
            ip link add eth1 type veth peer name far1
            ip link set eth1 up
            ip link set far1 up
            """)
        if sample.folder == "flannel" {
            try node.writeSubnetFile("/run/flannel/second.env", network: "10.245.0.0/16", subnet: "10.245.7.1/24")
        }
        for file in ["networks.yaml", "pods.yaml"] {
            let applied = try node.host.run(
                TestCommand([
                    Executables.tartanctl, "apply", "--store", node.node.store.root, "-f",
                    "\(Self.root)/\(sample.folder)/\(file)",
                ]))
            #expect(applied.succeeded, "\(file): \(applied)")
        }
        return node
    }

    private func call(_ command: String, _ sample: Sample, _ node: NetworkNode, _ pod: TestPod) throws -> TartanCall {
        let text = try #require(TestFile.textIfThere("\(Self.root)/\(sample.folder)/00-tartan.conflist"))
        let list = try JSONParser.parse(text, limit: 1 << 20)
        var configuration = try #require(list["plugins"].at(0)?.object)
        configuration["capabilities"] = nil
        configuration["cniVersion"] = list["cniVersions"]?.array?.last ?? list["cniVersion"]
        configuration["name"] = list["name"]
        configuration["store"] = .string(node.node.store.root)
        var call = TartanCall(command, .object(configuration), pod: pod, path: node.node.path)
        call.environment += node.node.environment
        return call
    }

    @Test("a pod of each folder gets its interfaces, and gives all back", arguments: samples)
    func attaches(_ sample: Sample) throws {
        let node = try node(sample, file: sample.files[1])
        let pod = try node.host.pod(sample.pod)
        let added = try node.node.run(call("ADD", sample, node, pod))
        try #require(added.succeeded, "\(added)")
        #expect(added.sandboxInterfaces == sample.interfaces)
        #expect(try node.host.defaultRoutes(in: pod.name).first?.contains(" eth0 0") == true)
        #expect(try node.node.run(call("DEL", sample, node, pod)).succeeded)
        #expect(try node.host.links(in: pod.name).isEmpty)
        #expect(try node.kept() == [])
        #expect(try node.breaches() == [])
    }

    @Test("Canal's other two lists attach as well", arguments: ["canal/literal.conflist", "canal/etcd.conflist"])
    func canal(_ file: String) throws {
        let sample = try #require(Self.samples.first { $0.folder == "canal" })
        let node = try node(sample, file: file)
        try node.start(.flannel)
        let pod = try node.host.pod(sample.pod)
        let added = try node.node.run(call("ADD", sample, node, pod))
        try #require(added.succeeded, "\(added)")
        #expect(added.addresses.first?.hasPrefix("eth0 10.244.7.2/") == true)
        #expect(try node.node.run(call("DEL", sample, node, pod)).succeeded)
        #expect(try node.kept() == [])
    }

    @Test("the whole of samples/ validates clean, with the repository's .tartan.yaml")
    func clean() throws {
        let host = try TestHost()
        let validated = try host.run(
            TestCommand([
                "sh", "-c", "cd \(Executables.packageFolder) && exec \(Executables.tartanctl) validate -R samples",
            ]))
        #expect(validated.succeeded, "\(validated)")
        #expect(validated.text.split(separator: "\n").count == 1, "\(validated.text)")
        #expect(TestFile.exists(Executables.packageFolder + "/.tartan.yaml"))
    }

    @Test("each folder's README is short and names its files' commands", arguments: samples)
    func readme(_ sample: Sample) throws {
        let text = try #require(TestFile.textIfThere("\(Self.root)/\(sample.files[0])"))
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 35)
        for piece in ["tartanctl validate samples/\(sample.folder)", "networks.yaml", "pods.yaml"] {
            #expect(text.contains(piece), "\(piece)")
        }
    }
}
