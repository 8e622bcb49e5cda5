import ExactJSON
import TartanStore
import TartanTestSupport
import TestKit
import Testing

/// `tartanctl plugins` on hosts with the distribution's plugins, and with doubles that misbehave.
@Suite(.privateHost, .enabled(if: TestFile.exists(Executables.tartanctl), "tartanctl is not built"))
struct PluginListTests {
    /// A host that `init` has set up for a bridge network, whose `tartan` is the real one.
    private func node() throws -> Node {
        let node = try Node()
        try node.makeOwnEtc()
        let list = node.list("pods", node.bridge("pods0", subnet: "10.66.0.0/24", ["isDefaultGateway": true]))
        try node.host.shell(
            """
            cat >/etc/cni/net.d/10-pods.conflist <<'END'
            \(list.text)
            END
            mkdir -p /etc/containerd
            cp \(Executables.tartan) \(node.folder)/bin/tartan
            """)
        let applied = try node.host.run(
            TestCommand([Executables.tartanctl, "init", "--apply", "--bin-dir", node.folder + "/bin"]))
        guard applied.succeeded else { throw TestFailure("\(applied)") }
        return node
    }

    private func plugins(_ node: Node, _ arguments: String...) throws -> CommandOutcome {
        try node.host.run(
            TestCommand(
                ["env", "CNI_PATH=\(node.path)", Executables.tartanctl, "plugins", "--store", node.store.root]
                    + arguments))
    }

    private func list(_ node: Node, _ names: String...) throws -> [JSONValue] {
        let outcome = try node.host.run(
            TestCommand(
                ["env", "CNI_PATH=\(node.path)", Executables.tartanctl, "plugins", "list", "-o", "json"]
                    + ["--store", node.store.root] + names))
        guard let value = try? JSONParser.parse(outcome.text, limit: 16 << 20) else { throw TestFailure("\(outcome)") }
        return value["items"]?.array ?? [value]
    }

    private func state(_ items: [JSONValue], _ name: String) -> String? {
        items.first { $0["name"]?.string == name }?["state"]?.string
    }

    @Test("each binary is listed with what it speaks, its networks by name, and the pods that it must detach")
    func users() throws {
        let node = try node()
        try node.network("lan", namespace: "infra", node.list("lan", version: "0.4.0", ["type": "macvlan"]))
        let pod = try node.host.pod()
        try #require(try node.run(node.runtimeCall("ADD", pod)).succeeded)
        let items = try list(node)

        let bridge = try #require(items.first { $0["name"] == "bridge" })
        #expect(bridge["state"] == "ok" && bridge["path"]?.string == "\(Executables.plugins)/bridge")
        #expect(bridge["versions"]?.array?.contains("1.0.0") == true)
        #expect((bridge["size"]?.number?.double ?? 0) > 100_000)
        #expect(bridge["networks"]?.array?.map { $0["name"]?.string } == ["pods"])
        let name = "\(pod.namespace)/\(pod.name)"
        #expect(bridge["pods"]?.array?.map(\.string) == [name])
        let addresses = try #require(items.first { $0["name"] == "host-local" })
        #expect(addresses["pods"]?.array?.map(\.string) == [name], "the plugin of addresses is called by bridge")
        let macvlan = try #require(items.first { $0["name"] == "macvlan" })
        #expect(macvlan["networks"]?.array?.map { $0["name"]?.string } == ["infra/lan"])
        #expect(macvlan["pods"]?.array?.isEmpty == true)
        #expect(state(items, "tartan") == "ok")

        let table = try plugins(node, "bridge").text
        #expect(table.contains("pods       1      \(Executables.plugins)/bridge   ok"), "\(table)")
        let wide = try plugins(node, "bridge", "-o", "wide").text
        #expect(wide.contains("1: \(name)"), "\(wide)")
        #expect(try plugins(node, "bridge", "-o", "name").text == "plugin/bridge\n")

        try #require(try node.run(node.runtimeCall("DEL", pod)).succeeded)
        #expect(try list(node, "bridge").first?["pods"]?.array?.isEmpty == true)
    }

    @Test("a pod whose sandbox is gone counts no more, and a binary that a pod needs and that is gone is missing")
    func records() throws {
        let node = try node()
        try node.host.shell("cp \(Executables.plugins)/bridge \(Executables.plugins)/host-local \(node.folder)/bin")
        let pod = try node.host.pod()
        try #require(try node.run(node.runtimeCall("ADD", pod)).succeeded)
        try node.host.shell("rm \(node.folder)/bin/bridge")
        let items = try list(node, "bridge")
        #expect(items.map { $0["state"]?.string } == ["ok", "missing"], "\(items)")
        #expect(items.last?["pods"]?.array?.count == 1)
        try node.host.shell("ip netns delete \(pod.name)")
        #expect(try list(node).allSatisfy { $0["pods"]?.array?.isEmpty == true })
    }

    @Test("what some network needs and isn't there is missing; a second file of one name is hidden by the first")
    func missing() throws {
        let node = try node()
        try node.network("fast", namespace: "infra", node.list("fast", ["type": "sriov"]))
        try node.host.shell("cp \(Executables.plugins)/ptp \(node.folder)/bin")
        let items = try list(node)
        let sriov = try #require(items.first { $0["name"] == "sriov" })
        #expect(sriov["state"] == "missing" && sriov["path"] == nil)
        #expect(sriov["networks"]?.array?.map { $0["name"]?.string } == ["infra/fast"])
        let both = items.filter { $0["name"] == "ptp" }
        #expect(both.map { $0["state"]?.string } == ["ok", "hidden"])
        #expect(both.last?["hiddenBy"]?.string == "\(node.folder)/bin/ptp")
        #expect(try plugins(node).succeeded)

        let unknown = try plugins(node, "briddge")
        #expect(unknown.ending == .exited(1) && unknown.errorOutput.contains("Did you mean \"bridge\"?"), "\(unknown)")
    }

    @Test("a version of a network that its binary doesn't speak is told")
    func version() throws {
        let node = try node()
        try node.network("new", namespace: "infra", node.list("new", version: "1.1.0", ["type": "macvlan"]))
        try TestFile.write(
            "#!/bin/sh\necho '{\"cniVersion\":\"1.0.0\",\"supportedVersions\":[\"0.4.0\",\"1.0.0\"]}'\n",
            to: "\(node.folder)/bin/macvlan", mode: 0o755)
        let macvlan = try list(node, "macvlan").first
        #expect(macvlan?["state"] == "refuses")
        #expect(macvlan?["problem"] == "doesn't speak CNI 1.1.0 of infra/new")
    }

    /// A shell's script, and what is said of it.
    static let doubles: [(script: String, problem: String)] = [
        ("sleep 600", "doesn't answer VERSION: it did not end in time"),
        ("trap '' TERM INT; while :; do sleep 600; done", "doesn't answer VERSION: it did not end in time"),
        ("echo garbage", "answers VERSION with something else than a list of versions"),
        ("head -c 100000000 /dev/zero", "doesn't answer VERSION: it printed more than"),
        ("yes '{\"supportedVersions\": []}' | head -c 100000000", "doesn't answer VERSION: it printed more than"),
        ("kill -SEGV $$", "doesn't answer VERSION: it was killed by signal 11"),
        ("exit 3", "doesn't answer VERSION: it exited with status 3"),
        (
            "printf '{\"supportedVersions\":[\"'; head -c 3000 /dev/zero | tr '\\0' 9; printf '\"]}'",
            "answers VERSION with something else than a list of versions"
        ),
        ("printf '{\"supportedVersions\":[]}'", "answers VERSION with something else than a list of versions"),
    ]

    @Test(
        "a binary that misbehaves is told, and hides nothing of the others", arguments: PluginListTests.doubles.indices)
    func misbehaving(_ index: Int) throws {
        let (script, problem) = Self.doubles[index]
        let node = try node()
        try TestFile.write("#!/bin/sh\n\(script)\n", to: "\(node.folder)/bin/macvlan", mode: 0o755)
        let items = try list(node, "bridge", "macvlan")
        #expect(state(items, "bridge") == "ok")
        let first = try #require(items.first { $0["name"] == "macvlan" })
        #expect(first["state"] == "unusable")
        #expect(first["problem"]?.string?.hasPrefix(problem) == true, "\(first)")
    }

    @Test("files that can't be executed here are told, and not started")
    func files() throws {
        let node = try node()
        try node.host.shell(
            """
            cd \(node.folder)/bin
            printf '\\177ELF\\002\\001\\001\\0\\0\\0\\0\\0\\0\\0\\0\\0\\002\\0\\026\\0%0100d' 0 >vlan; chmod 0755 vlan
            printf '#!/bin/sh\\ntouch \(node.folder)/started\\n' >ipvlan; chmod 0644 ipvlan
            : >macvlan; chmod 0755 macvlan
            printf '#!/no/such/shell\\n' >vrf; chmod 0755 vrf
            """)
        let items = try list(node)
        func problem(_ name: String) -> String { items.first { $0["name"]?.string == name }?["problem"]?.string ?? "" }
        #expect(problem("vlan").hasPrefix("is for s390x, and this node is "))
        #expect(problem("ipvlan") == "may not be executed: its mode is 0644")
        #expect(problem("macvlan") == "is empty")
        #expect(problem("vrf") == "is run by /no/such/shell, which isn't there")
        #expect(!TestFile.exists("\(node.folder)/started"))
    }

    @Test("what may be no plugin at all isn't started, unless it is named")
    func unknown() throws {
        let node = try node()
        try TestFile.write(
            "#!/bin/sh\ntouch \(node.folder)/started\n", to: "\(node.folder)/bin/install", mode: 0o755)
        #expect(try state(list(node), "install") == "unasked")
        #expect(!TestFile.exists("\(node.folder)/started"))
        #expect(try state(list(node, "install"), "install") == "unusable")
        #expect(TestFile.exists("\(node.folder)/started"))
    }

    @Test("a delegate's type that is a path is no binary to look for")
    func path() throws {
        let node = try node()
        try TestFile.write("#!/bin/sh\ntouch \(node.folder)/started\n", to: "\(node.folder)/evil", mode: 0o755)
        try node.network(
            "bad", namespace: "infra",
            node.list("bad", ["type": "flannel", "delegate": ["type": "../evil"]]))
        let items = try list(node)
        #expect(state(items, "flannel") == "missing")
        #expect(!items.contains { $0["name"] == "../evil" } && !TestFile.exists("\(node.folder)/started"))
    }
}
