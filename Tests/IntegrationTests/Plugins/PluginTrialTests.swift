import ExactJSON
import TartanStore
import TartanTestSupport
import TestKit
import Testing

/// `tartanctl plugins test` with the distribution's plugins, and with candidates that do something else.
@Suite(
    .privateHost, .enabled(if: TestFile.exists(Executables.tartanctl), "tartanctl is not built"),
    .enabled(if: Executables.has(plugins: "bridge", "host-local", "macvlan", "portmap"), "plugins are missing"))
struct PluginTrialTests {
    /// A host with the network infra/lan: a bridge with host-local addresses.
    private func node() throws -> Node {
        let node = try Node()
        try node.makeOwnEtc()
        try node.network(
            "lan", namespace: "infra", node.list("lan", version: "0.4.0", node.bridge("lan0", subnet: "10.66.0.0/24")))
        return node
    }

    /// A candidate for a plugin of that name: a shell's script, in which the real one is `$real`.
    private func candidate(_ node: Node, _ name: String, _ script: String) throws -> String {
        let folder = "\(node.folder)/new"
        try TestFile.makeFolder(folder)
        let path = "\(folder)/\(name)"
        try TestFile.write(
            "#!/bin/sh\nreal=\(Executables.plugins)/\(name)\n\(script)\n", to: path, mode: 0o755)
        return path
    }

    private func trial(_ node: Node, _ file: String, _ network: String = "infra/lan", _ more: String...) throws
        -> CommandOutcome
    {
        try node.host.run(
            TestCommand(
                [
                    "env", "CNI_PATH=\(node.path)", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", Executables.tartanctl,
                    "plugins",
                    "test", file, "--network", network, "--store", node.store.root,
                ] + more))
    }

    private func report(_ node: Node, _ file: String, _ network: String = "infra/lan", _ more: String...) throws
        -> (status: CommandOutcome.Ending, verdict: String?, reasons: [String], json: JSONValue)
    {
        let outcome = try node.host.run(
            TestCommand(
                [
                    "env", "CNI_PATH=\(node.path)", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", Executables.tartanctl,
                    "plugins",
                    "test", file, "--network", network, "--store", node.store.root, "-o", "json",
                ] + more))
        guard let json = outcome.json else { throw TestFailure("\(outcome)") }
        return (
            outcome.ending, json["verdict"]?.string, json["reasons"]?.array?.compactMap(\.string) ?? [], json
        )
    }

    /// Everything that a plugin could have touched.
    private func picture(_ node: Node) throws -> String {
        try node.host.shell(
            """
            ip -o link | sed 's/ state.*//'; ip -o address; ip route; ip netns list; cat /proc/mounts
            find \(node.leases) /run /var/lib \(node.store.root)/records \(node.store.root)/history 2>/dev/null | sort
            ps -o args= | grep -v -e find -e sort -e ps -e grep -e 'sh -ec' || true
            """)
    }

    @Test("the real bridge against itself is the same, and nothing of the node is touched")
    func same() throws {
        let node = try node()
        let before = try picture(node)
        let outcome = try trial(node, "\(Executables.plugins)/bridge")
        #expect(outcome.succeeded, "\(outcome)")
        #expect(outcome.text.hasPrefix("same: \(Executables.plugins)/bridge does what"), "\(outcome)")
        #expect(try picture(node) == before)
    }

    @Test("a candidate of the plugin that gives addresses is tried out in its place, under another name")
    func addresses() throws {
        let node = try node()
        try node.host.shell("cp \(Executables.plugins)/host-local \(node.folder)/host-local-new")
        let wrong = try trial(node, "\(node.folder)/host-local-new")
        #expect(wrong.ending == .exited(2) && wrong.errorOutput.contains("--type bridge"), "\(wrong)")
        let found = try report(node, "\(node.folder)/host-local-new", "infra/lan", "--type", "host-local")
        #expect(found.verdict == "same" && found.status == .exited(0), "\(found)")
        // It was the candidate that ran.
        let script = try candidate(node, "host-local", "exec /no/such/program")
        #expect(try report(node, script).verdict == "fails")
    }

    @Test("a candidate that refuses the version of the network fails, and the error names the version")
    func version() throws {
        let node = try node()
        let file = try candidate(
            node, "bridge",
            """
            case $CNI_COMMAND in
            VERSION) echo '{"cniVersion":"1.1.0","supportedVersions":["1.0.0","1.1.0"]}' ;;
            *) echo '{"cniVersion":"1.1.0","code":1,"msg":"incompatible CNI versions","details":"config is \\"0.4.0\\""}'; exit 1 ;;
            esac
            """)
        let found = try report(node, file)
        #expect(found.status == .exited(1) && found.verdict == "fails")
        #expect(found.reasons.first == "it doesn't speak CNI 0.4.0 of infra/lan, but 1.0.0, 1.1.0")
        #expect(found.reasons.last?.hasPrefix("ADD fails: ") == true, "\(found.reasons)")
        #expect(found.json["candidate"]?["versions"]?.array?.map(\.string) == ["1.0.0", "1.1.0"])
    }

    @Test("a candidate that gives other addresses differs, at the place in the result")
    func otherAddresses() throws {
        let node = try node()
        let file = try candidate(
            node, "host-local", #"sed 's|10.66.0.0/24"|10.66.0.0/24","rangeStart":"10.66.0.77"|' | $real"#)
        let found = try report(node, file)
        #expect(found.status == .exited(1) && found.verdict == "differs", "\(found)")
        let pointers = found.json["differences"]?.array?.compactMap { $0["pointer"]?.string }
        #expect(pointers == ["/ips/0/address"], "\(found.json)")
        let text = try trial(node, file).text
        #expect(text.contains("/ips/0/address: \"10.66.0.2/24\", now \"10.66.0.77/24\""), "\(text)")
    }

    @Test("a candidate that leaves an interface behind fails, on the host and in the pod")
    func leak() throws {
        let node = try node()
        let onHost = try candidate(
            node, "bridge", "[ $CNI_COMMAND = ADD ] && ip link add leak0 type veth peer name leak1; exec $real")
        let host = try report(node, onHost)
        #expect(host.status == .exited(1) && host.verdict == "fails")
        #expect(
            host.reasons == [
                "DEL leaves the interface leak0 on the host", "DEL leaves the interface leak1 on the host",
            ])
        let inPod = try candidate(
            node, "bridge",
            "[ $CNI_COMMAND = ADD ] && nsenter --net=$CNI_NETNS ip link add leak0 type bridge; exec $real")
        #expect(try report(node, inPod).reasons == ["DEL leaves the interface leak0 in the pod"])
        let byChance = try candidate(
            node, "bridge", "[ $CNI_COMMAND = DEL ] && ip link add veth0a1b2c3d type bridge; exec $real")
        #expect(try report(node, byChance).reasons == ["DEL leaves the interface veth… on the host"])
        #expect(try node.host.shell("ip -o link | grep -c -e leak -e veth || true") == "0\n")
    }

    @Test("a candidate that leaves a reservation, or a process, behind fails; the process is ended")
    func otherLeaks() throws {
        let node = try node()
        let lease = try candidate(node, "host-local", "[ $CNI_COMMAND = DEL ] && exit 0; exec $real")
        let leases = try report(node, lease)
        #expect(leases.verdict == "fails")
        #expect(leases.reasons == ["DEL leaves the file \(node.leases)/lan/10.66.0.2"], "\(leases.reasons)")
        let daemon = try candidate(
            node, "bridge", "[ $CNI_COMMAND = ADD ] && setsid sleep 4711 </dev/null >/dev/null 2>&1 & exec $real")
        let processes = try report(node, daemon)
        #expect(processes.reasons == ["DEL leaves a process of sleep"], "\(processes.reasons)")
        let running = try node.host.shell("ps -e -o stat=,comm= | grep -v ^Z | grep sleep || true")
        #expect(running == "", "\(running)")
    }

    @Test("a candidate whose CHECK fails where the installed one's doesn't fails")
    func check() throws {
        let node = try node()
        let file = try candidate(
            node, "bridge",
            "[ $CNI_COMMAND = CHECK ] && { echo '{\"code\":100,\"msg\":\"no such bridge\"}'; exit 1; }; exec $real")
        let found = try report(node, file)
        #expect(found.status == .exited(1) && found.verdict == "fails")
        #expect(found.reasons.count == 1 && found.reasons.first?.hasPrefix("CHECK fails: ") == true, "\(found.reasons)")
        #expect(found.reasons.first?.contains("no such bridge") == true)
    }

    @Test("a candidate that answers more is compatible; one that answers less differs")
    func compatible() throws {
        let node = try node()
        let more = try candidate(
            node, "bridge",
            "if [ $CNI_COMMAND = ADD ]; then $real | sed 's/\"name\": *\"lan0\"/\"socketPath\":\"x\",&/'; else exec $real; fi"
        )
        let found = try report(node, more)
        #expect(found.status == .exited(0) && found.verdict == "compatible", "\(found.json.indentedText)")
        let less = try candidate(
            node, "bridge",
            #"if [ $CNI_COMMAND = ADD ]; then $real | tr -d '\n' | sed 's/, *"gateway": *"[^"]*"//'; else exec $real; fi"#
        )
        let gone = try report(node, less)
        #expect(gone.verdict == "differs", "\(gone.json.indentedText)")
        #expect(gone.json["differences"]?.array?.first?["pointer"] == "/ips/0/gateway")
    }

    @Test("a candidate can't write a file of the node, nor see what is in its folders of state")
    func safe() throws {
        let node = try node()
        try node.host.shell("touch /run/secret")
        let file = try candidate(
            node, "bridge",
            """
            if [ $CNI_COMMAND = ADD ]; then
                ls /run >&2; [ ! -e /run/secret ] || exit 9
                touch \(node.folder)/written 2>/dev/null && exit 8
                echo 1 >/proc/sys/kernel/sysrq 2>/dev/null && exit 7
                echo 1 >/proc/sys/net/ipv4/ip_forward || exit 6
            fi
            exec $real
            """)
        let found = try report(node, file)
        #expect(found.verdict == "same", "\(found.reasons)")
        #expect(!TestFile.exists("\(node.folder)/written"))
    }

    @Test("a link that the network is made on is there, as a stand-in with its MTU")
    func master() throws {
        let node = try node()
        try node.host.shell(
            "ip link add eth7 type veth peer name far7; ip link set eth7 mtu 1400 up; ip link set far7 up")
        try node.network(
            "wire", namespace: "infra",
            node.list("wire", ["type": "macvlan", "master": "eth7", "ipam": node.hostLocal(["10.67.0.0/24"])]))
        let found = try report(node, "\(Executables.plugins)/macvlan", "infra/wire")
        #expect(found.verdict == "same", "\(found)")
        #expect(found.json["present"]?["result"]?["interfaces"].at(0)?["mtu"] == 1400)
    }

    @Test("a chain is tried out whole, with what a runtime would ask of it, from a file as well")
    func chain() throws {
        let node = try node()
        let list = node.list(
            "pods", node.bridge("pods0", subnet: "10.68.0.0/24"),
            ["type": "portmap", "capabilities": ["portMappings": true]])
        try node.writeConfiguration("20-pods.conflist", list)
        let file = try candidate(
            node, "portmap", "cat >/run/asked; grep -q 18080 /run/asked || exit 9; $real </run/asked")
        let found = try report(node, file, "\(node.configurationFolder)/20-pods.conflist")
        #expect(
            found.reasons.allSatisfy { $0.hasPrefix("DEL leaves the file /run/asked") }, "\(found.json.indentedText)")
        // CHECK of portmap 1.1.1 fails once a port is mapped, the installed one's too.
        let calls = found.json["candidate"]?["calls"]?.array?.filter { $0["command"] != "CHECK" } ?? []
        #expect(calls.count == 2 && calls.allSatisfy { $0["succeeded"] == true }, "\(found.json.indentedText)")
    }

    @Test("what can't be tried out is no verdict: no such file, network or plugin, or the installed one fails too")
    func impossible() throws {
        let node = try node()
        let real = "\(Executables.plugins)/bridge"
        #expect(try trial(node, "\(node.folder)/none").ending == .exited(2))
        #expect(try trial(node, node.folder).ending == .exited(2))
        #expect(try trial(node, real, "infra/nothing").ending == .exited(1))
        try node.network("far", namespace: "infra", node.list("far", ["type": "macvlan", "master": "eth9"]))
        let fails = try trial(node, "\(Executables.plugins)/macvlan", "infra/far")
        #expect(fails.ending == .exited(2), "\(fails)")
        #expect(fails.errorOutput.contains("infra/far can't be tried out: the installed"), "\(fails)")
        try node.network("odd", namespace: "infra", node.list("odd", ["type": "odd-plugin"]))
        let file = try candidate(node, "odd-plugin", "exit 0")
        let missing = try trial(node, file, "infra/odd")
        #expect(missing.ending == .exited(2) && missing.errorOutput.contains("nothing to compare with"), "\(missing)")
    }
}
