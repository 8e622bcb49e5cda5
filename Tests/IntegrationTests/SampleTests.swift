import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Each file of samples/ as it stands: put where samples/README.md says, and used.
@Suite(.privateHost, .enabled(if: TestFile.exists(Executables.tartanctl), "tartanctl is not built")) struct SampleTests
{
    private static let networks = ["networks/lan.yaml", "networks/storage.yaml", "networks/uplink.yaml"]

    /// A node with the samples of cni/ in an /etc/cni of its own and the given ones applied.
    private func node(_ samples: [String]) throws -> Node {
        let node = try Node()
        let folder = Executables.packageFolder + "/samples"
        try node.host.shell(
            """
            cp -a /etc \(node.folder)/etc
            mount --bind \(node.folder)/etc /etc
            mkdir -p /etc/cni/tartan.d /etc/cni/net.d
            cp \(folder)/cni/00-tartan.conflist /etc/cni/net.d/
            cp \(folder)/cni/10-cluster.conflist /etc/cni/tartan.d/
            ip link add storage0 type veth peer name far0
            ip link set storage0 up
            ip link set far0 up
            """)
        for sample in samples {
            let applied = try node.host.run(
                TestCommand([Executables.tartanctl, "apply", "--store", node.store.root, "-f", "\(folder)/\(sample)"]))
            #expect(applied.succeeded, "\(sample): \(applied)")
        }
        return node
    }

    /// The call as a runtime makes it from cni/00-tartan.conflist, and the store of this test.
    private func call(_ command: String, _ node: Node, _ pod: TestPod) throws -> TartanCall {
        let text = try #require(TestFile.textIfThere(Executables.packageFolder + "/samples/cni/00-tartan.conflist"))
        let list = try JSONParser.parse(text, limit: 1 << 20)
        var configuration = try #require(list["plugins"].at(0)?.object)
        #expect(configuration["capabilities"]?["io.kubernetes.cri.pod-annotations"]?.boolean == true)
        configuration["capabilities"] = nil
        configuration["cniVersion"] = list["cniVersion"]
        configuration["name"] = list["name"]
        configuration["store"] = .string(node.store.root)
        return TartanCall(command, .object(configuration), pod: pod, path: node.path)
    }

    @Test("pods/web.yaml gets its three networks, with all that it asks of them")
    func web() throws {
        let node = try node(Self.networks + ["pods/web.yaml"])
        let pod = try node.host.pod("web", namespace: "shop")
        let added = try node.run(call("ADD", node, pod))
        try #require(added.succeeded, "\(added)")
        #expect(
            added.addresses == [
                "eth0 10.244.0.2/24", "lan0 10.20.0.10/24", "lan0 fd00:20::10/64", "storage0 10.30.0.100/24",
                "net3 192.0.2.2/28",
            ])
        #expect(try node.host.defaultRoutes(in: pod.name) == ["192.0.2.1 net3 0"])
        #expect(
            try node.host.ip("link show dev storage0", in: pod.name).first?["address"]?.string == "02:00:5e:30:00:10")
        #expect(try node.rules().contains { $0.contains("--dport 8080") && $0.contains("10.20.0.10:80") })
        #expect(try node.run(call("DEL", node, pod)).succeeded)
        #expect(try node.leftBehind(pod, host: ["cni0", "far0", "lan-br0", "storage0"], rules: false).isEmpty)
    }

    @Test("the README's way: all of networks/ and pods/ at once")
    func folders() throws {
        let node = try Node()
        let folder = Executables.packageFolder + "/samples"
        let applied = try node.host.run(
            TestCommand([
                Executables.tartanctl, "apply", "--store", node.store.root, "-R", "-f", folder + "/networks", "-f",
                folder + "/pods", "--pod-name", "workers-1",
            ]))
        #expect(applied.succeeded, "\(applied)")
        #expect(try node.store.networks().map(\.description) == ["infra/storage", "infra/uplink", "shop/lan"])
        #expect(try node.store.pods().map(\.description) == ["shop/db", "shop/web", "shop/workers-1"])
    }

    @Test("pods/db.yaml gets its two networks by the short form")
    func db() throws {
        let node = try node(Self.networks + ["pods/db.yaml"])
        let pod = try node.host.pod("db", namespace: "shop")
        let added = try node.run(call("ADD", node, pod))
        #expect(added.sandboxInterfaces == ["eth0", "lan0", "storage0"], "\(added)")
        #expect(try node.run(call("DEL", node, pod)).succeeded)
        #expect(try node.leftBehind(pod, host: ["cni0", "far0", "lan-br0", "storage0"], rules: false).isEmpty)
    }

    @Test("pods/deployment.yaml: its pods get what its template names")
    func deployment() throws {
        let node = try node(Self.networks)
        let file = Executables.packageFolder + "/samples/pods/deployment.yaml"
        let applied = try node.host.run(
            TestCommand([
                Executables.tartanctl, "apply", "--store", node.store.root, "-f", file, "--pod-name", "workers-1",
            ]))
        #expect(applied.succeeded, "\(applied)")
        let pod = try node.host.pod("workers-1", namespace: "shop")
        let added = try node.run(call("ADD", node, pod))
        #expect(added.sandboxInterfaces == ["eth0", "net1", "storage0"], "\(added)")
        #expect(try node.run(call("DEL", node, pod)).succeeded)
    }

    @Test("systemd/tartan-gc.service runs a command that tartanctl has, systemd/tartan-gc.timer starts it by its name")
    func units() throws {
        let folder = Executables.packageFolder + "/samples/systemd"
        let service = try #require(TestFile.textIfThere(folder + "/tartan-gc.service"))
        let timer = try #require(TestFile.textIfThere(folder + "/tartan-gc.timer"))
        #expect(service.split(separator: "\n").contains("ExecStart=/usr/local/bin/tartanctl gc"))
        #expect(timer.split(separator: "\n").contains("WantedBy=timers.target"))
        let host = try TestHost()
        let help = try host.run(TestCommand([Executables.tartanctl, "gc", "--help"]))
        #expect(help.text.contains("USAGE: tartanctl gc"), "\(help)")
    }
}
