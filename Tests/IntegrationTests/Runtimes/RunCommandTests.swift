import ExactJSON
import Glibc
import TartanStore
import TartanTestSupport
import Testing

/// `tartanctl run` with the real plugin and real delegates.
@Suite(.privateHost, .enabled(if: TestFile.exists(Executables.tartanctl), "tartanctl is not built"))
struct RunCommandTests {
    private func node(version: String = "1.0.0", result: String = "merged") throws -> Node {
        var node = try Node()
        node.settings["capabilities"] = ["io.kubernetes.cri.pod-annotations": true, "portMappings": true]
        node.settings["cniVersion"] = .string(version)
        node.settings["result"] = .string(result)
        try node.writeConfiguration(
            "10-cluster.conflist",
            node.list(
                "cluster", node.bridge("cni0", subnet: "10.1.0.0/24", ["isDefaultGateway": true, "mtu": 1400]),
                ["type": "portmap", "capabilities": ["portMappings": true]]))
        try node.network(
            "blue", node.list("blue", node.bridge("br-blue", subnets: ["10.20.0.0/24", "fd00:20::/64"])))
        try TestFile.write(JSONValue.object(node.settings).bytes, to: node.folder + "/tartan.conf")
        return node
    }

    private func pod(_ node: Node, _ networks: String) throws -> TestPod {
        let pod = try node.host.pod("web")
        try node.storePod(pod, uid: nil, annotations: Node.annotations(networks))
        return pod
    }

    private func command(_ node: Node, _ arguments: [String]) -> TestCommand {
        TestCommand(
            [Executables.tartanctl, "run"] + arguments + ["--plugin", Executables.tartan],
            environment: ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "CNI_PATH=" + node.path])
    }

    /// Of the pod `default/web`, in a store and with a configuration of its own.
    private func ofWeb(_ node: Node, _ command: String, _ more: String...) -> TestCommand {
        let config = ["--config", node.folder + "/tartan.conf"]
        return self.command(node, [command, "--pod", "web", "--netns", "web"] + config + more)
    }

    /// The cells of a table's lines, below its headline.
    private func cells(_ text: String) -> [[String]] {
        text.split(separator: "\n").dropFirst().map { line in
            var cells: [String] = []
            for piece in line.split(separator: "   ") { cells.append(String(piece.drop { $0 == " " })) }
            return cells.filter { !$0.isEmpty }
        }
    }

    private func link(_ name: String, _ node: Node) throws -> (mac: String, mtu: String) {
        let link = try #require(try node.host.ip("link show dev \(name)", in: "web").first)
        return (link["address"]?.string ?? "", link["mtu"]?.integer.map { "\($0)" } ?? "")
    }

    @Test("ADD prints what the kernel has; CHECK holds; after DEL nothing is left")
    func attachAndDetach() throws {
        let node = try node()
        var pod = try pod(node, #"[{"name":"blue","interface":"lan0","default-route":["10.20.0.1"]}]"#)
        let added = try node.host.run(ofWeb(node, "ADD"))
        try #require(added.succeeded, "\(added)")
        #expect(added.errorOutput == "")
        #expect(added.text.hasPrefix("default/web has 2 networks (ADD took "))
        #expect(added.text.split(separator: "\n").first?.hasSuffix(" of it Tartan's)") == true)

        let rows = cells(added.text)
        try #require(rows.count == 3, "\(rows)")
        #expect(rows[0] == ["INTERFACE", "NETWORK", "ADDRESS", "GATEWAY", "MAC", "MTU", "PLUGINS", "TIME"])
        let eth0 = try link("eth0", node)
        let lan0 = try link("lan0", node)
        #expect(eth0.mtu == "1400")
        #expect(
            rows[1].dropLast() == [
                "eth0", "cluster (cluster)", try node.host.addresses(of: "eth0", in: "web").joined(separator: " "),
                "10.1.0.1", eth0.mac, eth0.mtu, "bridge, portmap",
            ])
        #expect(
            rows[2].dropLast(2) == [
                "lan0", "default/blue", try node.host.addresses(of: "lan0", in: "web").joined(separator: " "),
                "10.20.0.1", lan0.mac, lan0.mtu, "bridge",
            ])
        #expect(rows[2].last == "default route")
        #expect(try node.host.defaultRoutes(in: "web") == ["10.20.0.1 lan0 0"])
        #expect(rows[1].last?.hasSuffix(" ms") == true)
        #expect(!added.text.split(separator: "\n").contains { $0.hasSuffix(" ") })

        let checked = try node.host.run(ofWeb(node, "CHECK"))
        #expect(checked.succeeded, "\(checked)")
        try node.host.shell("ip -n web link delete lan0")
        let broken = try node.host.run(ofWeb(node, "CHECK"))
        #expect(broken.ending == .exited(1))
        #expect(broken.errorOutput.contains("lan0"), "\(broken)")

        #expect(try node.host.run(ofWeb(node, "DEL")).succeeded)
        pod.containerID = ""
        #expect(try node.leftBehind(pod, host: ["br-blue", "cni0"], rules: false) == [])
        #expect(try node.host.run(ofWeb(node, "DEL")).succeeded)
    }

    @Test("-o json is the plugin's result; a second ADD is its error, with status 1")
    func json() throws {
        let node = try node()
        _ = try pod(node, "blue")
        let added = try node.host.run(ofWeb(node, "ADD", "-o", "json"))
        try #require(added.succeeded, "\(added)")
        #expect(added.json?["cniVersion"] == "1.0.0")
        #expect(
            added.json?["interfaces"]?.array?.filter { $0["sandbox"]?.string?.isEmpty == false }
                .compactMap { $0["name"]?.string } == ["eth0", "net1"])
        let second = try node.host.run(ofWeb(node, "ADD", "-o", "json"))
        #expect(second.ending == .exited(1))
        #expect(second.json?["code"] == 4)
        #expect(second.json?["msg"]?.string?.contains("already attached") == true, "\(second)")
        #expect(second.errorOutput == "")
        let text = try node.host.run(ofWeb(node, "ADD"))
        #expect(text.ending == .exited(1))
        #expect(text.errorOutput.contains("error: default/web: "), "\(text)")
    }

    @Test("the annotations reach Tartan by the runtime or by its own look-up", arguments: [[], ["--no-annotations"]])
    func annotations(more: [String]) throws {
        let node = try node()
        _ = try pod(node, "blue@lan0")
        var command = ofWeb(node, "ADD")
        command.arguments += more
        #expect(try node.host.run(command).succeeded)
        #expect(try node.host.links(in: "web") == ["eth0", "lan0"])
    }

    @Test(
        "CRI-O's reading warns of a merged result, and has nothing to say of primary", arguments: ["merged", "primary"])
    func crio(result: String) throws {
        let node = try node(result: result)
        _ = try pod(node, "blue")
        let added = try node.host.run(ofWeb(node, "ADD", "--as", "crio"))
        try #require(added.succeeded, "\(added)")
        let line = "CRI-O takes for the pod's addresses: 10.1.0.2"
        let all = line + " 10.20.0.2 fd00:20::2\nwarning: 10.20.0.2, fd00:20::2 are not on eth0. "
        let merged = all + "Set \"result\": \"primary\" for CRI-O.\n"
        #expect(added.text.hasSuffix(result == "merged" ? merged : line + "\n"), "\(added)")
        #expect(try node.host.links(in: "web") == ["eth0", "net1"])
    }

    @Test("nerdctl names no pod: the configuration's own network is attached, and what a former start left goes")
    func nerdctl() throws {
        let node = try node()
        let pod = try pod(node, "blue")
        for start in 1...2 {
            // A container that is started again has its id, but a new namespace.
            if start == 2 {
                try node.host.removeNamespace(of: pod)
                _ = try node.host.pod("web")
            }
            let added = try node.host.run(ofWeb(node, "ADD", "--as", "nerdctl"))
            try #require(added.succeeded, "\(added)")
            #expect(added.errorOutput == "")
            #expect(try node.host.links(in: "web") == ["eth0"])
            #expect(try node.store.records().count == 1)
            #expect(node.reservations() == ["cluster/10.1.0.\(start + 1)"])
        }
    }

    @Test("DEL finds the pod's sandbox after its namespace is gone")
    func namespaceGone() throws {
        let node = try node()
        let pod = try pod(node, "blue")
        #expect(try node.host.run(ofWeb(node, "ADD")).succeeded)
        #expect(node.reservations().count == 3)
        try node.host.removeNamespace(of: pod)
        let deleted = try node.host.run(
            command(node, ["DEL", "--pod", "web", "--config", node.folder + "/tartan.conf"]))
        #expect(deleted.succeeded, "\(deleted)")
        // The links went with the namespace, which the kernel takes apart some time after its removal.
        try Waiting.until("the namespace's end") { try node.host.links() == ["br-blue", "cni0"] }
        let left = try node.leftBehind(pod, host: ["br-blue", "cni0"], rules: false)
        #expect(left == [])
    }

    @Test("DEL that names no namespace detaches from the recorded one")
    func namespaceOfTheRecord() throws {
        let node = try node()
        let pod = try pod(node, "blue")
        #expect(try node.host.run(ofWeb(node, "ADD")).succeeded)
        let deleted = try node.host.run(
            command(node, ["DEL", "--pod", "web", "--config", node.folder + "/tartan.conf"]))
        #expect(deleted.succeeded, "\(deleted)")
        #expect(try node.host.links(in: "web").isEmpty)
        #expect(try node.leftBehind(pod, host: ["br-blue", "cni0"], rules: false).isEmpty)
    }

    @Test("GC and STATUS of 1.1.0 are answered; the living sandbox is kept")
    func collection() throws {
        let node = try node(version: "1.1.0")
        _ = try pod(node, "blue")
        #expect(try node.host.run(ofWeb(node, "ADD")).succeeded)
        for word in ["STATUS", "GC"] {
            let outcome = try node.host.run(command(node, [word, "--config", node.folder + "/tartan.conf"]))
            #expect(outcome.succeeded, "\(outcome)")
        }
        #expect(try node.host.run(ofWeb(node, "CHECK")).succeeded)
        #expect(try node.store.records().count == 1)
    }

    @Test("without store, pod and configuration: an id, a namespace and a cluster network are enough")
    func bare() throws {
        let node = try node()
        _ = try node.host.pod("web")
        let network = ["--cluster-network", node.configurationFolder + "/10-cluster.conflist"]
        let sandbox = ["--container-id", "c1", "--netns", "web"]
        let added = try node.host.run(command(node, ["ADD"] + sandbox + network))
        try #require(added.succeeded, "\(added)")
        #expect(added.text.hasPrefix("sandbox c1 has 1 network (ADD took "))
        #expect(try node.host.addresses(of: "eth0", in: "web") == ["10.1.0.2/24"])
        #expect(try node.host.shell("ls /var/lib/tartan/records") == "c1\n")
        for word in ["CHECK", "DEL"] {
            let outcome = try node.host.run(command(node, [word] + sandbox + network))
            #expect(outcome.succeeded, "\(outcome)")
        }
        #expect(try node.host.links(in: "web").isEmpty)
        #expect(try node.host.shell("ls /var/lib/tartan/records") == "")
    }

    @Test("Ctrl-C during ADD undoes it, and says so", arguments: [SIGINT, SIGTERM])
    func interrupted(signal: Int32) throws {
        let node = try node()
        let reached = node.folder + "/reached"
        try node.scripted("slow", ["ADD": ["touch": .string(reached), "hang": true]])
        try node.network("slow", node.list("slow", ["type": "slow"]))
        var pod = try pod(node, "blue, slow")
        let adding = try node.host.start(ofWeb(node, "ADD"))
        try Waiting.until("the slow delegate") { TestFile.exists(reached) }
        kill(try node.host.inner(adding), signal)
        let outcome = try adding.wait()
        #expect(outcome.ending == .exited(1))
        #expect(outcome.errorOutput.hasPrefix("error: default/web: "), "\(outcome)")
        #expect(outcome.errorOutput.contains("signal \(signal)"), "\(outcome)")
        #expect(outcome.duration < 30)
        pod.containerID = ""
        #expect(try node.leftBehind(pod, host: ["br-blue", "cni0"], rules: false) == [])
        #expect(try node.host.links(in: "web").isEmpty)
    }
}
