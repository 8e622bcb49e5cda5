import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// What annotations may say, and what becomes of one that says it wrongly.
@Suite(.privateHost) struct AnnotationRuleTests {
    private let uid = "6f1c2d3e-0000-4000-8000-000000000001"
    private static let networks = "k8s.v1.cni.cncf.io/networks"
    private static let defaultNetwork = "v1.multus-cni.io/default-network"

    private func node() throws -> Node {
        let node = try Node()
        try node.network("blue", node.list("blue", node.bridge("br-blue", subnet: "10.70.0.0/24")))
        try node.network(
            "green", namespace: "infra", node.list("green", node.bridge("br-green", subnet: "10.71.0.0/24")))
        return node
    }

    private func status(_ node: Node) throws -> [String] {
        let key = try #require(try node.store.outbox().first)
        return (try node.store.outboxEntry(key)?.status ?? []).map { entry in
            let main = entry["default"]?.boolean == true ? " default" : ""
            return "\(entry["name"]?.string ?? "?") \(entry["interface"]?.string ?? "-")\(main)"
        }
    }

    @Test(
        "an invalid annotation is an error that names the element, and nothing is started",
        arguments: [
            ("blue,", "element 2: it is empty: there is a comma too many"),
            (
                #"[{"name":"infra/green"}]"#,
                #"element 1, key "name": "infra/green" is more than a name; write "namespace": "infra", "name": "green""#
            ),
            ("null", "the annotation: null is not a list of networks"),
            (#"[{"name":"blue","mac":"02:00"}]"#, #"element 1, key "mac": "02:00" is not a 6-byte Ethernet address"#),
            (
                #"[{"name":"blue","ips":["10.70.0.9"],"ipam-claim-reference":"c"}]"#,
                #"key "ipam-claim-reference": it is not allowed together with "ips""#
            ),
        ])
    func invalid(text: String, words: String) throws {
        let node = try node()
        let pod = try node.host.pod()
        let answer = try node.add(pod, text)
        #expect(answer.errorCode == 7)
        #expect(answer.message.hasPrefix("default/web: annotation \(Self.networks): "))
        #expect(answer.message.contains(words), "\(answer)")
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    @Test("ignored, it leaves the cluster network and the default networks, and one line says why")
    func ignored() throws {
        var node = try node()
        node.settings["invalidAnnotation"] = "ignore"
        node.settings["defaultNetworks"] = ["infra/green"]
        node.settings["logFile"] = .string(node.folder + "/tartan.log")
        let pod = try node.host.pod()
        let added = try node.add(pod, #"[{"name":"blue"},{"name":"blue","mac":"02:00"}]"#)
        #expect(added.addresses == ["eth0 10.1.0.2/24", "net1 10.71.0.2/24"], "\(added)")
        let line =
            "ADD default/web: annotation \(Self.networks): element 2, key \"mac\": \"02:00\" is not a 6-byte Ethernet address "
            + "such as 0a:58:0a:1e:00:09 (line 1, column 39): ignored, as invalidAnnotation says"
        #expect(added.errorOutput == "tartan: \(line)\n")
        let log = TestFile.textIfThere(node.folder + "/tartan.log") ?? ""
        #expect(log.hasSuffix("[error] \(line)\n"))
        #expect(log.split(separator: "\n").count == 1)
        #expect(try node.check(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-green", "cni0"]).isEmpty)
    }

    @Test("an empty list and a blank annotation select nothing", arguments: ["[]", "", "  ", " [ ] "])
    func nothing(text: String) throws {
        let node = try node()
        #expect(try node.add(try node.host.pod(), text).addresses == ["eth0 10.1.0.2/24"])
    }

    @Test("a network that is named twice is two attachments, with two names and two status entries")
    func repeated() throws {
        let node = try node()
        let pod = try node.host.pod(uid: uid)
        // A bridge without an address of its own takes that of a port, and the plugin's CHECK finds it changed.
        try node.host.shell("ip link add br-blue address 02:00:5e:70:00:01 type bridge")
        let added = try node.add(pod, "blue,blue")
        #expect(added.addresses == ["eth0 10.1.0.2/24", "net1 10.70.0.2/24", "net2 10.70.0.3/24"], "\(added)")
        #expect(try status(node) == ["cluster eth0 default", "default/blue net1", "default/blue net2"])
        #expect(try node.check(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-blue", "cni0"]).isEmpty)
    }

    @Test("both annotations at once, the same network in both")
    func bothAnnotations() throws {
        let node = try node()
        let pod = try node.host.pod(uid: uid)
        let annotations = [Self.defaultNetwork: "infra/green", Self.networks: "infra/green,blue"]
        let added = try node.run(node.call("ADD", pod, annotations: annotations))
        #expect(added.addresses == ["eth0 10.71.0.2/24", "net1 10.71.0.3/24", "net2 10.70.0.2/24"], "\(added)")
        #expect(try status(node) == ["infra/green eth0 default", "infra/green net1", "default/blue net2"])
        #expect(try node.run(node.call("DEL", pod, annotations: nil)).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-blue", "br-green"]).isEmpty)
    }

    @Test("what the default-network annotation asks for reaches the plugins of that network")
    func defaultNetworkRequests() throws {
        let node = try Node()
        let keys: JSONValue = ["capabilities": ["ips": true, "mac": true]]
        try node.network(
            "own", namespace: "kube-system", node.list("own", node.bridge("br-x", subnet: "10.72.0.0/24", keys)))
        let pod = try node.host.pod()
        let text = #"[{"name":"own","ips":["10.72.0.77"],"mac":"02:11:22:33:44:55"}]"#
        let added = try node.run(node.call("ADD", pod, annotations: [Self.defaultNetwork: text]))
        #expect(added.addresses == ["eth0 10.72.0.77/24"], "\(added)")
        #expect(try node.host.ip("link show dev eth0", in: pod.name).first?["address"]?.string == "02:11:22:33:44:55")
    }

    @Test("a claim is handed to the plugin in args.cni, by either annotation, at ADD, CHECK and DEL")
    func claim() throws {
        let node = try node()
        try node.scripted("one", ["ADD": ["interface": true], "DEL": ["removeInterface": true]])
        try node.network("more", node.list("more", ["type": "one", "args": ["cni": ["x": 1]]]))
        let pod = try node.host.pod()
        let element = #"[{"name":"more","ipam-claim-reference":"vm.more"}]"#
        #expect(try node.add(pod, element).succeeded)
        #expect(try node.check(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        let expected: JSONValue = ["cni": ["x": 1, "ipam-claim-reference": "vm.more"]]
        #expect(try node.calls("one").map { $0.configuration["args"] } == [expected, expected, expected])
        try node.network(
            "own", namespace: "kube-system",
            node.list("own", ["type": "one", "capabilities": ["ips": true], "args": ["cni": ["x": 2]]]))
        let own = #"[{"name":"own","ips":["10.1.0.9/24"],"ipam-claim-reference":"vm.primary"}]"#
        for command in ["ADD", "CHECK", "DEL"] {
            let answer = try node.run(node.call(command, pod, annotations: [Self.defaultNetwork: own]))
            #expect(answer.succeeded, "\(answer)")
        }
        let calls = try node.calls("one").suffix(3)
        let primary: JSONValue = ["cni": ["x": 2, "ipam-claim-reference": "vm.primary"]]
        #expect(calls.map { $0.configuration["args"] } == [primary, primary, primary])
        #expect(calls.allSatisfy { $0.configuration["runtimeConfig"]?["ips"] == ["10.1.0.9/24"] })
    }

    @Test("a static pod is known by its configuration's hash, its own cluster network and networks with it")
    func staticPod() throws {
        let node = try node()
        let pod = try node.host.pod(uid: "0123456789abcdef0123456789abcdef")
        try node.storePod(
            pod, uid: uid,
            annotations: [
                "kubernetes.io/config.hash": "0123456789abcdef0123456789abcdef", "kubernetes.io/config.source": "file",
                Self.networks: "blue", Self.defaultNetwork: "infra/green",
            ])
        let added = try node.run(node.call("ADD", pod, annotations: nil))
        #expect(added.addresses == ["eth0 10.71.0.2/24", "net1 10.70.0.2/24"], "\(added)")
    }

    @Test("a pod that is gone is error 11, never an answer that is made up", arguments: [nil, "bbbb-2"])
    func gone(stored: String?) throws {
        let node = try node()
        let pod = try node.host.pod(uid: uid)
        if let stored { try node.storePod(pod, uid: stored, annotations: [Self.networks: "blue"]) }
        let answer = try node.run(node.call("ADD", pod, annotations: nil))
        #expect(answer.errorCode == 11)
        #expect(answer.json["ips"] == nil && answer.json["interfaces"] == nil)
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }
}
