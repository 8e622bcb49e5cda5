import ExactJSON
import TartanTestSupport
import Testing

/// Rows 12 to 18, 21, 22 and 47: what an element asks of its network (section 4.1.2.1).
@Suite(.privateHost) struct RequestConformanceTests {
    /// The network `more`: the first of its plugins declares the capability, the second declares nothing.
    private func node(declaring capability: String) throws -> Node {
        let node = try Node.with(plugins: "one")
        try node.scripted("two")
        try node.network(
            "more", node.list("more", ["type": "one", "capabilities": [capability: true]], ["type": "two"]))
        return node
    }

    /// Each value reaches the plugin that declares the capability, in ADD, CHECK and DEL, and no other plugin.
    private func expectGiven(_ key: String, as capability: String, _ values: [(JSONValue, given: JSONValue)]) throws {
        let node = try node(declaring: capability)
        let pod = try node.host.pod()
        for (value, given) in values {
            let before = try node.calls("one").count
            let added = try node.add(pod, Node.element([key: value]))
            #expect(added.succeeded, "\(added)")
            try node.expectDetaches(pod)
            let received = try node.calls("one").dropFirst(before).map { $0.configuration["runtimeConfig"] }
            #expect(received == Array(repeating: [capability: given], count: 3), "\(value.text)")
        }
        #expect(try node.calls("two").allSatisfy { $0.configuration["runtimeConfig"] == nil })
    }

    /// Each value is refused with the element and the key before anything is started.
    private func expectInvalid(_ key: String, as capability: String, _ values: [(JSONValue, at: String)]) throws {
        let node = try node(declaring: capability)
        let pod = try node.host.pod()
        for (value, place) in values {
            try node.expectRefused(pod, Node.element([key: value]), "element 1, key \"\(place)\": ")
        }
        #expect(try node.calls("one").isEmpty)
    }

    /// Without a plugin that declares the capability the whole request fails.
    private func expectUnsupported(_ key: String, as capability: String, _ value: JSONValue) throws {
        let node = try node(declaring: "other")
        let pod = try node.host.pod()
        try node.expectRefused(
            pod, Node.element([key: value]),
            "default/web: network default/more (net1): \"\(key)\" was asked for, but no plugin of its chain (one, two) "
                + "declares the capability \"\(capability)\"")
        try node.network("more", node.list("more", ["type": "one", "capabilities": [capability: false]]))
        try node.expectRefused(pod, Node.element([key: value]), "declares the capability \"\(capability)\"")
        #expect(try node.calls("one").isEmpty)
    }

    // Row 12

    @Test("row 12: ips, with a prefix or without, reach the plugins that declare the capability")
    func row12AddressesAreGiven() throws {
        let values: [JSONValue] = [["10.9.0.7/24"], ["10.9.0.7"], ["fd00:9::7/64", "10.9.0.7/24"]]
        try expectGiven("ips", as: "ips", values.map { ($0, given: $0) })
        let node = try Node()
        try node.network(
            "more",
            node.list(
                "more", node.bridge("br-x", subnets: [], ["capabilities": ["ips": true], "ipam": ["type": "static"]])))
        let pod = try node.host.pod()
        #expect(try node.add(pod, Node.element(["ips": ["10.9.0.7/24", "fd00:9::7/64"]])).succeeded)
        #expect(try node.host.addresses(of: "net1", in: pod.name) == ["10.9.0.7/24", "fd00:9::7/64"])
        try node.expectDetaches(pod, host: ["br-x", "cni0"])
    }

    @Test("row 12: ips that are none, or no list of addresses, are refused")
    func row12InvalidAddresses() throws {
        try expectInvalid(
            "ips", as: "ips",
            [
                ([], at: "ips"), ("10.9.0.7", at: "ips"), (["10.9.0.256"], at: "ips[0]"), ([5], at: "ips[0]"),
                (["10.9.0.7/24", "10.9.0.7/33"], at: "ips[1]"), (["fd00::1/129"], at: "ips[0]"), ([""], at: "ips[0]"),
            ])
    }

    @Test("row 12: ips fail where no plugin declares the capability")
    func row12AddressesNeedTheCapability() throws { try expectUnsupported("ips", as: "ips", ["10.9.0.7/24"]) }

    // Row 13

    @Test("row 13: mac reaches the plugins that declare the capability, and becomes the interface's")
    func row13AddressIsGiven() throws {
        try expectGiven("mac", as: "mac", [("02:11:22:33:44:55", given: "02:11:22:33:44:55")])
        let node = try Node()
        let tuning: JSONValue = ["type": "tuning", "capabilities": ["mac": true]]
        try node.network("more", node.list("more", node.bridge("br-x", subnet: "10.9.0.0/24"), tuning))
        let pod = try node.host.pod()
        #expect(try node.add(pod, Node.element(["mac": "02:11:22:33:44:55"])).succeeded)
        #expect(try node.host.ip("link show dev net1", in: pod.name).first?["address"]?.string == "02:11:22:33:44:55")
        try node.expectDetaches(pod, host: ["br-x", "cni0"])
    }

    @Test("row 13: a mac of another length than 6 bytes is refused")
    func row13InvalidAddress() throws {
        let values: [JSONValue] = [
            "02:11:22:33:44", "02:11:22:33:44:55:66:77", "02:11:22:33:44:zz", "", 5, ["02:11:22:33:44:55"],
            "00:00:00:00:fe:80:00:00:00:00:00:00:02:00:5e:10:00:00:00:01",
        ]
        try expectInvalid("mac", as: "mac", values.map { ($0, at: "mac") })
    }

    @Test("row 13: mac fails where no plugin declares the capability")
    func row13AddressNeedsTheCapability() throws { try expectUnsupported("mac", as: "mac", "02:11:22:33:44:55") }

    // Row 14

    @Test("row 14: interface is CNI_IFNAME, and the link's name", arguments: ["lan0", "abcdefghijklmno"])
    func row14InterfaceIsNamed(name: String) throws {
        let node = try self.node(declaring: "other")
        let pod = try node.host.pod()
        #expect(try node.add(pod, Node.element(["interface": .string(name)])).sandboxInterfaces == ["eth0", name])
        #expect(try node.host.links(in: pod.name).contains(name))
        try node.expectDetaches(pod)
        #expect(try node.calls("one").map { $0.environment["CNI_IFNAME"] } == [name, name, name])
    }

    @Test("row 14: a name that Linux doesn't allow is refused")
    func row14InvalidInterface() throws {
        let values: [JSONValue] = ["", "abcdefghijklmnop", "a/b", "a b", "a:b", ".", "..", 5]
        try expectInvalid("interface", as: "other", values.map { ($0, at: "interface") })
    }

    @Test("row 14: a name that an earlier element, a generated name or the cluster network has is refused")
    func row14InterfaceIsTakenInTheAnnotation() throws {
        let node = try self.node(declaring: "other")
        let pod = try node.host.pod()
        try node.expectRefused(pod, "more@x0,more@x0", "element 2, key \"interface\": element 1 asks for \"x0\" too")
        try node.expectRefused(pod, "more@net2,more", "interface net2 is wanted twice")
        try node.expectRefused(pod, "more@eth0", "interface eth0 is wanted twice")
        #expect(try node.calls("one").isEmpty)
    }

    @Test("row 14: a name that is taken in the sandbox fails the attachment, and what is there stays")
    func row14InterfaceIsTakenInTheSandbox() throws {
        let node = try self.node(declaring: "other")
        let pod = try node.host.pod()
        try node.host.shell("ip -n \(pod.name) link add x0 type veth peer name far0")
        let answer = try node.add(pod, "more@x0")
        #expect(answer.errorCode == 4)
        #expect(
            answer.message.contains("network default/more (x0): an interface of that name is already in the sandbox"))
        #expect(try node.calls("one").isEmpty)
        #expect(try node.host.links(in: pod.name) == ["far0", "x0"])
        try node.host.shell("ip -n \(pod.name) link delete x0")
        #expect(try node.leftBehind(pod) == [])
    }

    // Row 15

    @Test("row 15: cni-args go through args.cni of each plugin, over the definition's, key by key")
    func row15ArgumentsAreMerged() throws {
        let node = try Node.with(plugins: "one")
        try node.scripted("two")
        let own: JSONValue = ["cni": ["a": "definition", "keep": true], "other": 2]
        try node.network("more", node.list("more", ["type": "one", "args": own], ["type": "two"]))
        let pod = try node.host.pod()
        #expect(try node.add(pod, Node.element(["cni-args": ["a": "annotation", "b": ["c": []]]])).succeeded)
        try node.expectDetaches(pod)
        let merged: JSONValue = ["cni": ["a": "annotation", "keep": true, "b": ["c": []]], "other": 2]
        #expect(try node.calls("one").map { $0.configuration["args"] } == [merged, merged, merged])
        let alone: JSONValue = ["cni": ["a": "annotation", "b": ["c": []]]]
        #expect(try node.calls("two").map { $0.configuration["args"] } == [alone, alone, alone])
        for value in ["text", 5, [["a": 1]]] as [JSONValue] {
            try expectInvalid("cni-args", as: "other", [(value, at: "cni-args")])
        }
    }

    // Row 16

    @Test("row 16: portMappings reach the plugins that declare the capability, the protocol in their spelling")
    func row16PortsAreGiven() throws {
        let plain: JSONValue = [["hostPort": 1, "containerPort": 65535]]
        let named: JSONValue = [
            ["hostPort": 1, "containerPort": 2, "protocol": "UDP"],
            ["hostPort": 3, "containerPort": 4, "protocol": "Sctp"],
        ]
        try expectGiven(
            "portMappings", as: "portMappings",
            [
                (plain, given: [["hostPort": 1, "containerPort": 65535, "protocol": "tcp"]]),
                (
                    named,
                    given: [
                        ["hostPort": 1, "containerPort": 2, "protocol": "udp"],
                        ["hostPort": 3, "containerPort": 4, "protocol": "sctp"],
                    ]
                ),
            ])
    }

    @Test("row 16: a mapped port is a rule of the host until DEL")
    func row16PortsAreMapped() throws {
        let node = try Node()
        try node.network(
            "more",
            node.list(
                "more", node.bridge("br-x", subnet: "10.9.0.0/24", ["isGateway": true]),
                ["type": "portmap", "capabilities": ["portMappings": true]]))
        let pod = try node.host.pod()
        let element = Node.element(["portMappings": [["hostPort": 8081, "containerPort": 80]]])
        #expect(try node.add(pod, element).succeeded)
        #expect(try node.rules().contains { $0.contains("--dport 8081") && $0.contains("10.9.0.2:80") })
        // Not by expectDetaches: portmap 1.1.1's own CHECK looks for the rules in the wrong table.
        #expect(try node.delete(pod).succeeded)
        #expect(try node.rules().filter { $0.contains("8081") } == [])
        #expect(try node.leftBehind(pod, host: ["br-x", "cni0"], rules: false) == [])
    }

    @Test("row 16: ports outside of 1 to 65535, unknown protocols and an empty list are refused")
    func row16InvalidPorts() throws {
        func mapping(_ member: String, _ value: JSONValue?) -> JSONValue {
            var mapping: JSONObject = ["hostPort": 1, "containerPort": 2]
            mapping[member] = value
            return [.object(mapping)]
        }
        let ports = ["hostPort", "containerPort"].flatMap { member in
            ([0, 65536, -1, "80", nil] as [JSONValue?]).map { (mapping(member, $0), at: "portMappings[0].\(member)") }
        }
        try expectInvalid(
            "portMappings", as: "portMappings",
            ports + [
                ([], at: "portMappings"), ([5], at: "portMappings[0]"),
                (mapping("protocol", "icmp"), at: "portMappings[0].protocol"),
            ])
    }

    @Test("row 16: portMappings fail where no plugin declares the capability")
    func row16PortsNeedTheCapability() throws {
        try expectUnsupported("portMappings", as: "portMappings", [["hostPort": 1, "containerPort": 2]])
    }

    // Rows 17 and 18

    @Test("row 17: bandwidth reaches the plugins that declare the capability, with 64 bits")
    func row17RatesAreGiven() throws {
        let values: [JSONValue] = [
            ["ingressRate": 1, "ingressBurst": 2, "egressRate": 9_007_199_254_740_993, "egressBurst": 4],
            ["egressRate": 1_000_000, "egressBurst": 100_000],
        ]
        try expectGiven("bandwidth", as: "bandwidth", values.map { ($0, given: $0) })
    }

    @Test("row 17: rates and bursts that aren't whole numbers from 1, and a burst without its rate, are refused")
    func row17InvalidRates() throws {
        let numbers: [JSONValue] = [0, -1, "5M", [1]]
        try expectInvalid(
            "bandwidth", as: "bandwidth",
            numbers.map { (["ingressRate": $0], at: "bandwidth.ingressRate") }
                + numbers.map { (["egressRate": 1, "egressBurst": $0], at: "bandwidth.egressBurst") }
                + [
                    ([:], at: "bandwidth"), (5, at: "bandwidth"),
                    (["egressRate": 1, "ingressBurst": 1], at: "bandwidth.ingressBurst"),
                ])
    }

    @Test("row 17: bandwidth fails where no plugin declares the capability")
    func row17RatesNeedTheCapability() throws {
        try expectUnsupported("bandwidth", as: "bandwidth", ["ingressRate": 1, "ingressBurst": 1])
    }

    @Test("row 18: a rate without a burst is given as it stands, no burst is made up")
    func row18NoDefaultBurst() throws {
        try expectGiven("bandwidth", as: "bandwidth", [(["ingressRate": 5], given: ["ingressRate": 5])])
    }

    // Row 21

    @Test("row 21: infiniband-guid reaches the plugins that declare the capability infinibandGUID")
    func row21GUIDIsGiven() throws {
        let guid: JSONValue = "c2:b0:57:49:47:f1:00:01"
        try expectGiven("infiniband-guid", as: "infinibandGUID", [(guid, given: guid)])
    }

    @Test("row 21: an infiniband-guid of another length than 8 bytes is refused")
    func row21InvalidGUID() throws {
        let values: [JSONValue] = ["c2:b0:57:49:47:f1", "c2:b0:57:49:47:f1:00:zz", "", 5]
        try expectInvalid("infiniband-guid", as: "infinibandGUID", values.map { ($0, at: "infiniband-guid") })
    }

    @Test("row 21: infiniband-guid fails where no plugin declares the capability")
    func row21GUIDNeedsTheCapability() throws {
        try expectUnsupported("infiniband-guid", as: "infinibandGUID", "c2:b0:57:49:47:f1:00:01")
    }

    // Rows 22 and 47

    @Test("row 22: ips and ipam-claim-reference in one element are an error; in two elements they aren't")
    func row22ClaimExcludesAddresses() throws {
        let node = try self.node(declaring: "ips")
        let pod = try node.host.pod()
        try node.expectRefused(
            pod, Node.element(["ips": ["10.9.0.7/24"], "ipam-claim-reference": "vm.more"]),
            "element 1, key \"ipam-claim-reference\": it is not allowed together with \"ips\"")
        try node.expectRefused(
            pod, Node.element(["ipam-claim-reference": "Not_a_name"]), "element 1, key \"ipam-claim-reference\"")
        #expect(try node.calls("one").isEmpty)
        let added = try node.add(
            pod, #"[{"name":"more","ips":["10.9.0.7/24"]},{"name":"more","ipam-claim-reference":"vm.more"}]"#)
        #expect(added.succeeded, "\(added)")
        let claims = try node.calls("one", "ADD").map {
            $0.configuration["args"]?["cni"]?["ipam-claim-reference"]?.string
        }
        #expect(claims == [nil, "vm.more"])
        try node.expectDetaches(pod)
    }

    @Test("row 47: a claim of the pod's own cluster network reaches its plugins, with the addresses that it is to keep")
    func row47ClaimOfTheClusterNetwork() throws {
        let node = try Node.with(plugins: "one")
        try node.network(
            "more", namespace: "kube-system", node.list("more", ["type": "one", "capabilities": ["ips": true]]))
        let pod = try node.host.pod()
        let element = Node.element(["ips": ["10.9.0.7/24"], "ipam-claim-reference": "vm.more"])
        let answer = try node.run(
            node.call("ADD", pod, annotations: ["v1.multus-cni.io/default-network": element]))
        #expect(answer.succeeded, "\(answer)")
        let call = try #require(try node.calls("one", "ADD").first)
        #expect(call.configuration["args"]?["cni"]?["ipam-claim-reference"] == "vm.more")
        #expect(call.configuration["runtimeConfig"]?["ips"] == ["10.9.0.7/24"])
        try node.expectDetaches(pod)
    }
}
