import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// The runtimes' orders of calls, with environment and input as they give them.
@Suite(.privateHost) struct RuntimeTests {
    private let uid = "6f1c2d3e-0000-4000-8000-000000000001"

    private func node() throws -> Node {
        var node = try Node()
        try node.writeConfiguration(
            "10-cluster.conflist",
            node.list(
                "cluster", node.bridge("cni0", subnet: "10.1.0.0/24", ["isDefaultGateway": true]),
                ["type": "portmap", "capabilities": ["portMappings": true]]))
        try node.network("blue", node.list("blue", node.bridge("br-blue", subnet: "10.20.0.0/24")))
        node.settings["capabilities"] = ["portMappings": true, "io.kubernetes.cri.pod-annotations": true]
        return node
    }

    @Test("containerd: ADD and DEL with annotations and ports; DEL again, after the namespace was removed")
    func containerd() throws {
        let node = try node()
        let pod = try node.host.pod("web", uid: uid)
        // containerd hands over an empty list where the pod has no ports, and its own keys beside.
        let keys: JSONObject = [
            "runtimeConfig": [
                "portMappings": [["HostPort": 8080, "ContainerPort": 80, "Protocol": "tcp", "HostIP": ""]]
            ]
        ]
        var call = node.call("ADD", pod, annotations: Node.annotations("blue"), adding: keys)
        call.arguments =
            "K8S_POD_NAMESPACE=default;K8S_POD_NAME=web;K8S_POD_INFRA_CONTAINER_ID=\(pod.containerID);K8S_POD_UID=\(uid);IgnoreUnknown=1"
        call.environment += ["NOTIFY_SOCKET=/run/systemd/notify", "TMPDIR=/tmp"]
        let added = try node.run(call)
        try #require(added.succeeded, "\(added)")
        #expect(added.addresses == ["eth0 10.1.0.2/24", "net1 10.20.0.2/24"])
        #expect(try node.rules().contains { $0.contains("--dport 8080") && $0.contains("10.1.0.2:80") })
        call.command = "DEL"
        #expect(try node.run(call).succeeded)
        #expect(try node.rules().filter { $0.contains("8080") }.isEmpty)
        try node.host.removeNamespace(of: pod)
        call.netns = ""
        #expect(try node.run(call).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-blue", "cni0"], rules: false).isEmpty)
    }

    @Test("CRI-O: STATUS, ADD, CHECK, DEL, with primary as its pod IPs want it")
    func crio() throws {
        var node = try node()
        node.settings["cniVersion"] = "1.1.0"
        node.settings["result"] = "primary"
        try node.writeConfiguration(
            "10-cluster.conflist", node.list("cluster", node.bridge("cni0", subnets: ["10.1.0.0/24", "fd00:1::/64"])))
        let pod = try node.host.pod("web", uid: uid)
        #expect(try node.run(node.call("STATUS", nil, annotations: nil)).succeeded)
        let added = try node.add(pod, "blue")
        try #require(added.succeeded, "\(added)")
        // CRI-O takes every address of the answer as a pod IP.
        #expect(added.json["ips"]?.array?.compactMap { $0["address"]?.string } == ["10.1.0.2/24", "fd00:1::2/64"])
        // It gives prevResult back; Tartan has its own record.
        let checked = try node.check(pod, "blue", keys: ["prevResult": added.json])
        #expect(checked.succeeded, "\(checked)")
        #expect(checked.outcome.output.isEmpty)
        let deleted = try node.delete(pod, "blue", keys: ["prevResult": added.json])
        #expect(deleted.succeeded, "\(deleted)")
        #expect(deleted.outcome.duration < 60)
        #expect(try node.leftBehind(pod, host: ["br-blue", "cni0"]).isEmpty)
    }

    @Test("nerdctl: DEL without namespace comes before ADD, several lists of one container in parallel, no pod")
    func nerdctl() throws {
        let node = try node()
        let pod = try node.host.pod()
        let lists = ["net-a", "net-b", "net-c"]
        for (index, name) in lists.enumerated() {
            try node.writeConfiguration(
                "2\(index)-\(name).conflist",
                node.list(name + "-cluster", node.bridge("br\(index)", subnet: "10.5\(index).0.0/24")))
        }
        func calls(_ command: String) -> [TartanCall] {
            lists.enumerated().map { index, name in
                var call = node.call(
                    command, pod, annotations: nil,
                    adding: ["name": .string(name), "clusterNetwork": .string(name + "-cluster")])
                call.arguments = "IgnoreUnknown=1;NERDCTL_CNI_DHCP_HOSTNAME=web"
                call.interface = "eth\(index)"
                return call
            }
        }
        func all(_ calls: [TartanCall]) throws -> [Answer] {
            try calls.map { try node.start($0) }.map { Answer(outcome: try $0.wait()) }
        }
        var before = calls("DEL")
        for index in before.indices { before[index].netns = "" }
        #expect(try all(before).allSatisfy(\.succeeded))

        let added = try all(calls("ADD"))
        #expect(
            added.map(\.addresses) == [["eth0 10.50.0.2/24"], ["eth1 10.51.0.2/24"], ["eth2 10.52.0.2/24"]], "\(added)")
        #expect(try node.host.links(in: pod.name) == ["eth0", "eth1", "eth2"])
        #expect(try node.store.records().map(\.interface) == ["eth0", "eth1", "eth2"])
        #expect(try all(calls("DEL")).allSatisfy(\.succeeded))
        #expect(try node.leftBehind(pod, host: ["br0", "br1", "br2"]).isEmpty)
    }

    @Test("a later call of a sandbox attaches its own networks only, and names that are held are passed over")
    func laterCall() throws {
        var node = try node()
        let pod = try node.host.pod()
        #expect(try node.add(pod, "blue").succeeded)
        node.settings["clusterNetwork"] = nil
        node.settings["delegates"] = [
            node.single("second", node.bridge("br-s", subnet: "10.60.0.0/24")),
            node.single("third", node.bridge("br-t", subnet: "10.61.0.0/24")),
        ]
        var call = node.call("ADD", pod, annotations: Node.annotations("blue"), adding: ["name": "other"])
        call.interface = "eth1"
        let added = try node.run(call)
        // net1 is held by the first call.
        #expect(added.addresses == ["eth1 10.60.0.2/24", "net2 10.61.0.2/24"], "\(added)")
        call.interface = "net1"
        #expect(try node.run(call).errorCode == 7)
        call.interface = "eth1"
        call.command = "DEL"
        #expect(try node.run(call).succeeded)
        #expect(try node.host.links(in: pod.name) == ["eth0", "net1"])
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-blue", "br-s", "br-t", "cni0"]).isEmpty)
    }

    @Test("many pods are attached and detached at the same time")
    func manyPods() throws {
        let node = try node()
        let pods = try (1...8).map { try node.host.pod("pod-\($0)") }
        func all(_ command: String) throws -> [Answer] {
            try pods.map { try node.start(node.call(command, $0, annotations: Node.annotations("blue"))) }
                .map { Answer(outcome: try $0.wait()) }
        }
        let added = try all("ADD")
        for answer in added { #expect(answer.succeeded, "\(answer)") }
        #expect(Set(added.flatMap(\.addresses)).count == 16)
        #expect(node.reservations().count == 16)
        for answer in try all("DEL") { #expect(answer.succeeded, "\(answer)") }
        for pod in pods { #expect(try node.leftBehind(pod, host: ["br-blue", "cni0"], rules: false).isEmpty) }
    }

    @Test("not run by a runtime it says what it is in two lines; so does --help, which is no failure; --version")
    func byHand() throws {
        let node = try node()
        let bare = try node.host.run(TestCommand([Executables.tartan], environment: ["PATH=/usr/bin"]))
        #expect(!bare.succeeded)
        #expect(bare.output.isEmpty)
        #expect(bare.errorOutput.split(separator: "\n").count == 2)
        #expect(bare.errorOutput.contains("tartanctl"))
        for option in ["--help", "-h"] {
            let help = try node.host.run(TestCommand([Executables.tartan, option], environment: []))
            #expect(help.succeeded)
            #expect(help.text == bare.errorOutput)
            #expect(help.errorOutput.isEmpty)
        }
        let version = try node.host.run(TestCommand([Executables.tartan, "--version"], environment: []))
        #expect(version.succeeded)
        #expect(version.text.hasPrefix("tartan "))
    }
}
