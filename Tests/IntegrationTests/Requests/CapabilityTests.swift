import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// What the annotation asks for, really applied by the distribution's plugins.
@Suite(.privateHost) struct CapabilityTests {
    private func elements(_ keys: JSONObject) -> String {
        var element: JSONObject = JSONObject()
        element["name"] = "more"
        for member in keys.members { element[member.key] = member.value }
        return JSONValue.array([.object(element)]).text
    }

    /// Pain 31: #180, #278, #460, #588, #647, #684.
    @Test("ips reaches an IPAM plugin that declares it")
    func ips() throws {
        let node = try Node()
        try node.network(
            "more",
            node.list(
                "more",
                node.bridge(
                    "br-x", subnets: [], ["capabilities": ["ips": true], "ipam": ["type": "static"]])))
        let pod = try node.host.pod()
        let added = try node.add(pod, elements(["ips": ["10.90.0.50/24", "fd00:90::50/64"]]))
        try #require(added.succeeded, "\(added)")
        #expect(try node.host.addresses(of: "net1", in: pod.name) == ["10.90.0.50/24", "fd00:90::50/64"])
        #expect(try node.check(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }

    /// Pain 31: #180, #278, #460, #588, #647, #684.
    @Test("host-local reserves exactly the address that was asked for")
    func hostLocal() throws {
        let node = try Node()
        try node.network(
            "more", node.list("more", node.bridge("br-x", subnet: "10.90.0.0/24", ["capabilities": ["ips": true]])))
        let pod = try node.host.pod()
        #expect(try node.add(pod, elements(["ips": ["10.90.0.123"]])).succeeded)
        #expect(node.reservations() == ["cluster/10.1.0.2", "more/10.90.0.123"])
        #expect(try node.host.addresses(of: "net1", in: pod.name) == ["10.90.0.123/24"])
    }

    @Test("an address that is taken fails the ADD with the plugin's words, and the second pod keeps nothing")
    func addressTaken() throws {
        let node = try Node()
        try node.network(
            "more", node.list("more", node.bridge("br-x", subnet: "10.90.0.0/24", ["capabilities": ["ips": true]])))
        let first = try node.host.pod("first")
        #expect(try node.add(first, elements(["ips": ["10.90.0.9"]])).succeeded)
        let second = try node.host.pod("second")
        let answer = try node.add(second, elements(["ips": ["10.90.0.9"]]))
        #expect(!answer.succeeded)
        #expect(answer.message.hasPrefix("default/second: network default/more (net1): bridge failed: "))
        #expect(answer.message.contains("10.90.0.9"))
        #expect(try node.host.links(in: "second").isEmpty)
        #expect(node.reservations() == ["cluster/10.1.0.2", "more/10.90.0.9"])
        #expect(try node.record(second) == nil)
    }

    @Test("mac is the interface's", arguments: ["bridge", "macvlan"])
    func mac(type: String) throws {
        let node = try Node()
        try node.host.shell("ip link add up0 type veth peer name up1; ip link set up0 up; ip link set up1 up")
        let ipam = node.hostLocal(["10.90.0.0/24"])
        let plugin: JSONValue =
            type == "bridge"
            ? node.bridge("br-x", subnets: [], ["capabilities": ["mac": true], "ipam": ipam])
            : ["type": "macvlan", "master": "up0", "capabilities": ["mac": true], "ipam": ipam]
        try node.network("more", node.list("more", plugin))
        let pod = try node.host.pod()
        let added = try node.add(pod, elements(["mac": "02:11:22:33:44:55"]))
        try #require(added.succeeded, "\(added)")
        #expect(try node.host.ip("link show dev net1", in: pod.name).first?["address"]?.string == "02:11:22:33:44:55")
        let listed = added.json["interfaces"]?.array?.first { $0["name"]?.string == "net1" }
        #expect(listed?["mac"]?.string == "02:11:22:33:44:55")
        #expect(try node.delete(pod).succeeded)
    }

    @Test("mac through tuning: the result tells the address that the interface has at the end")
    func macByTuning() throws {
        let node = try Node()
        try node.network(
            "more",
            node.list(
                "more", node.bridge("br-x", subnet: "10.90.0.0/24"),
                ["type": "tuning", "capabilities": ["mac": true]]))
        let pod = try node.host.pod()
        let added = try node.add(pod, elements(["mac": "02:11:22:33:44:66"]))
        try #require(added.succeeded, "\(added)")
        #expect(try node.host.ip("link show dev net1", in: pod.name).first?["address"]?.string == "02:11:22:33:44:66")
        let listed = added.json["interfaces"]?.array?.first { $0["name"]?.string == "net1" }
        #expect(listed?["mac"]?.string == "02:11:22:33:44:66")
    }

    @Test("portMappings become rules of the host, and go with DEL")
    func portMappings() throws {
        let node = try Node()
        try node.network(
            "more",
            node.list(
                "more", node.bridge("br-x", subnet: "10.90.0.0/24", ["isGateway": true]),
                ["type": "portmap", "capabilities": ["portMappings": true]]))
        let pod = try node.host.pod()
        let added = try node.add(
            pod, elements(["portMappings": [["hostPort": 8081, "containerPort": 80, "protocol": "TCP"]]]))
        try #require(added.succeeded, "\(added)")
        #expect(try node.rules().contains { $0.contains("--dport 8081") && $0.contains("10.90.0.2:80") })
        #expect(try node.delete(pod).succeeded)
        #expect(try node.rules().filter { $0.contains("8081") }.isEmpty)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"], rules: false).isEmpty)
    }

    @Test("the runtime's port mappings go to the cluster network alone, the annotation's to their own network")
    func runtimePorts() throws {
        let node = try Node()
        let ports: JSONValue = ["type": "portmap", "capabilities": ["portMappings": true]]
        try node.writeConfiguration(
            "10-cluster.conflist",
            node.list("cluster", node.bridge("cni0", subnet: "10.1.0.0/24", ["isGateway": true]), ports))
        try node.network(
            "more", node.list("more", node.bridge("br-x", subnet: "10.90.0.0/24", ["isGateway": true]), ports))
        let pod = try node.host.pod()
        let added = try node.add(
            pod, "more",
            keys: ["runtimeConfig": ["portMappings": [["hostPort": 8080, "containerPort": 80, "protocol": "tcp"]]]])
        try #require(added.succeeded, "\(added)")
        let rules = try node.rules().filter { $0.contains("--to-destination") && $0.contains("8080") }
        #expect(rules.allSatisfy { $0.contains("10.1.0.2:80") })
        #expect(!rules.isEmpty)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.rules().filter { $0.contains("8080") }.isEmpty)
    }

    /// portmap 1.1.1 looks for IPv4's rules in IPv6's table too, so its CHECK never succeeds.
    @Test(
        "CHECK passes a plugin's own words on; disableCheck spares a plugin whose CHECK is broken",
        arguments: [true, false])
    func portMappingsChecked(disableCheck: Bool) throws {
        let node = try Node()
        try node.scripted(
            "last", ["CHECK": ["error": ["code": 105, "msg": "rules are gone", "details": "of table nat"]]])
        var list: JSONObject = ["cniVersion": "1.0.0", "name": "more"]
        if disableCheck { list["disableCheck"] = true }
        list["plugins"] = [
            node.bridge("br-x", subnet: "10.90.0.0/24", ["isGateway": true]),
            ["type": "portmap", "capabilities": ["portMappings": true]], ["type": "last"],
        ]
        try node.network("more", .object(list))
        let pod = try node.host.pod()
        let keys = disableCheck ? elements(["portMappings": [["hostPort": 8082, "containerPort": 80]]]) : "more"
        let added = try node.add(pod, keys)
        try #require(added.succeeded, "\(added)")
        let checked = try node.check(pod)
        #expect(checked.succeeded == disableCheck, "\(checked)")
        if !disableCheck {
            #expect(checked.errorCode == 105)
            #expect(checked.message == "default/web: network default/more (net1): last failed: rules are gone")
            #expect(checked.details.hasPrefix("of table nat. "))
        }
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"], rules: false).isEmpty)
    }

    @Test("firewall's rules come with ADD and go with DEL")
    func firewall() throws {
        let node = try Node()
        try node.network(
            "more",
            node.list(
                "more", node.bridge("br-x", subnet: "10.90.0.0/24", ["isGateway": true]),
                ["type": "firewall", "backend": "iptables"]))
        let pod = try node.host.pod()
        #expect(try node.add(pod, "more").succeeded)
        #expect(try node.rules().contains { $0.contains("10.90.0.2/32") })
        #expect(try node.check(pod, "more").succeeded)
        #expect(try node.delete(pod, "more").succeeded)
        #expect(try node.rules().filter { $0.contains("10.90.0.2") }.isEmpty)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"], rules: false).isEmpty)
    }

    @Test("bandwidth shapes this network's interface and no other")
    func bandwidth() throws {
        let node = try Node()
        try node.network(
            "more",
            node.list(
                "more", node.bridge("br-x", subnet: "10.90.0.0/24"),
                ["type": "bandwidth", "capabilities": ["bandwidth": true]]))
        let pod = try node.host.pod()
        let added = try node.add(
            pod, elements(["bandwidth": ["ingressRate": 4_000_000, "ingressBurst": 400_000]]))
        try #require(added.succeeded, "\(added)")
        let shaped = try node.host.shell("tc qdisc show").split(separator: "\n").filter { $0.contains("tbf") }
        #expect(shaped.count == 1)
        #expect(shaped.first?.contains("rate 4Mbit") == true)
        #expect(try node.check(pod).succeeded)
        #expect(try node.delete(pod).succeeded)
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"]).isEmpty)
    }

    /// Pain 31: #180, #278, #460, #588, #647, #684.
    @Test(
        "a capability that no plugin of the chain declares is refused by name before anything runs",
        arguments: [
            (["mac": "02:11:22:33:44:55"], "mac", "mac"),
            (["ips": ["10.90.0.5"]], "ips", "ips"),
            (["portMappings": [["hostPort": 1, "containerPort": 2]]], "portMappings", "portMappings"),
            (["bandwidth": ["ingressRate": 1, "ingressBurst": 1]], "bandwidth", "bandwidth"),
            (["infiniband-guid": "c2:b0:57:49:47:f1:00:01"], "infiniband-guid", "infinibandGUID"),
        ] as [(JSONObject, String, String)])
    func undeclared(keys: JSONObject, key: String, capability: String) throws {
        let node = try Node()
        try node.network(
            "more", node.list("more", node.bridge("br-x", subnet: "10.90.0.0/24"), ["type": "tuning"]))
        let pod = try node.host.pod()
        let answer = try node.add(pod, elements(keys))
        #expect(answer.errorCode == 7)
        #expect(
            answer.message
                == "default/web: network default/more (net1): \"\(key)\" was asked for, but no plugin of its chain "
                + "(bridge, tuning) declares the capability \"\(capability)\"")
        #expect(answer.details.contains("\"capabilities\": {\"\(capability)\": true}"))
        #expect(try node.leftBehind(pod, host: []).isEmpty)
    }

    @Test("a capability that is declared false is not declared")
    func declaredFalse() throws {
        let node = try Node()
        try node.network(
            "more", node.list("more", node.bridge("br-x", subnet: "10.90.0.0/24", ["capabilities": ["mac": false]])))
        let pod = try node.host.pod()
        #expect(try node.add(pod, elements(["mac": "02:11:22:33:44:55"])).errorCode == 7)
    }
}
