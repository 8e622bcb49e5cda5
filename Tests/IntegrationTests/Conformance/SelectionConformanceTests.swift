import ExactJSON
import TartanStore
import TartanTestSupport
import Testing

/// Rows 8 to 11 and 23 to 25: how a pod selects networks (sections 4.1 and 4.2).
@Suite(.privateHost) struct SelectionConformanceTests {
    @Test("row 8: the comma form and the JSON form attach the same")
    func row08BothForms() throws {
        let node = try Node.with(plugins: "one", "two")
        try node.network("blue", node.list("blue", ["type": "one"]))
        try node.network("green", namespace: "infra", node.list("green", ["type": "two"]))
        let forms = [
            "blue, infra/green@lan0",
            #"[{"name":"blue"},{"name":"green","namespace":"infra","interface":"lan0"}]"#,
        ]
        for (name, text) in zip(["comma", "json"], forms) {
            let pod = try node.host.pod(name, uid: Node.podUID)
            #expect(try node.add(pod, text).sandboxInterfaces == ["eth0", "net1", "lan0"])
            let names = try node.status(pod).map { "\($0["name"]?.string ?? "?") \($0["interface"]?.string ?? "?")" }
            #expect(names == ["cluster eth0", "default/blue net1", "infra/green lan0"])
            try node.expectDetaches(pod)
        }
        for type in ["one", "two"] {
            let given = try node.calls(type, "ADD")
            #expect(given.count == 2 && given[0].input == given[1].input)
            #expect(given[0].environment["CNI_IFNAME"] == given[1].environment["CNI_IFNAME"])
        }
    }

    @Test("row 9: name is the pod's namespace, namespace/name that namespace, and no other is looked in")
    func row09Namespaces() throws {
        let node = try Node.with(plugins: "own", "foreign")
        try node.network("lan", namespace: "team", node.list("lan", ["type": "own"]))
        try node.network("lan", namespace: "infra", node.list("lan", ["type": "foreign"]))
        try node.network("elsewhere", namespace: "infra", node.list("elsewhere", ["type": "foreign"]))
        let pod = try node.host.pod("web", namespace: "team", uid: Node.podUID)
        #expect(try node.add(pod, "lan,infra/lan").succeeded)
        #expect(try node.order("own", "foreign") == ["ADD own net1", "ADD foreign net2"])
        #expect(try node.status(pod).map { $0["name"]?.string } == ["cluster", "team/lan", "infra/lan"])
        try node.expectDetaches(pod)
        let answer = try node.add(pod, "elsewhere")
        #expect(answer.errorCode == 7 && answer.message.contains("network team/elsewhere does not exist"), "\(answer)")
        #expect(try node.calls("foreign", "ADD").count == 1)
        #expect(try node.leftBehind(pod) == [])
    }

    @Test("row 10: private keys of an element are passed over, and the status has none that aren't reserved")
    func row10PrivateKeys() throws {
        let node = try Node.with(plugins: "one")
        try node.network("more", node.list("more", ["type": "one"]))
        let pod = try node.host.pod(uid: Node.podUID)
        #expect(try node.add(pod, Node.element(["org.example.tier": ["x": 1]])).succeeded)
        #expect(try node.calls("one", "ADD").first?.input == #"{"type":"one","cniVersion":"1.0.0","name":"more"}"#)
        let reserved: Set = [
            "name", "interface", "ips", "mac", "default", "dns", "default-route", "device-info", "mtu", "gateway",
        ]
        let keys = try node.status(pod).flatMap { $0.object?.members.map(\.key) ?? [] }
        #expect(!keys.isEmpty && reserved.isSuperset(of: keys.filter { !$0.contains(".") }))
        try node.expectDetaches(pod)
    }

    @Test(
        "row 11: a missing, empty or null namespace is the pod's own",
        arguments: ["", #","namespace":"""#, #","namespace":null"#])
    func row11NamespaceDefaultsToThePods(member: String) throws {
        let node = try Node.with(plugins: "one")
        try node.network("more", namespace: "team", node.list("more", ["type": "one"]))
        let pod = try node.host.pod("web", namespace: "team", uid: Node.podUID)
        #expect(try node.add(pod, #"[{"name":"more"\#(member)}]"#).succeeded)
        #expect(try node.status(pod).last?["name"]?.string == "team/more")
        try node.expectDetaches(pod)
    }

    @Test("row 11: an element without a name is refused")
    func row11NameIsRequired() throws {
        let node = try Node()
        let pod = try node.host.pod()
        try node.expectRefused(pod, #"[{"namespace":"team"}]"#, "element 1: \"name\", the network's name, is missing")
        try node.expectRefused(pod, #"[{"name":null}]"#, "element 1: \"name\", the network's name, is missing")
        try node.expectRefused(pod, #"[{"name":""}]"#, "element 1, key \"name\"")
        try node.expectRefused(pod, #"[{"name":5}]"#, "element 1, key \"name\"")
    }

    @Test("row 23: one invalid value makes the whole annotation invalid: the pod fails, and no network is attached")
    func row23InvalidAnnotationFails() throws {
        let node = try Node.with(plugins: "one")
        try node.network("more", node.list("more", ["type": "one"]))
        let pod = try node.host.pod()
        try node.expectRefused(
            pod, #"[{"name":"more"},{"name":"more","interface":"a/b"}]"#,
            "default/web: annotation k8s.v1.cni.cncf.io/networks: element 2, key \"interface\": \"a/b\"")
        #expect(try node.calls("one").isEmpty)
    }

    @Test(
        "row 23: with invalidAnnotation \"ignore\" it is ignored whole, as the specification has it, and a line says so"
    )
    func row23InvalidAnnotationIsIgnored() throws {
        var node = try Node.with(plugins: "one")
        node.settings["invalidAnnotation"] = "ignore"
        try node.network("more", node.list("more", ["type": "one"]))
        let pod = try node.host.pod(uid: Node.podUID)
        let added = try node.add(pod, #"[{"name":"more"},{"name":"more","interface":"a/b"}]"#)
        #expect(added.addresses == ["eth0 10.1.0.2/24"], "\(added)")
        #expect(added.errorOutput.contains("element 2, key \"interface\"") && added.errorOutput.contains("ignored"))
        #expect(try node.status(pod).count == 1)
        #expect(try node.calls("one").isEmpty)
        try node.expectDetaches(pod)
    }

    @Test("row 24: a network that is named three times is three attachments with three entries in the status")
    func row24RepeatedNetworks() throws {
        let node = try Node.with(plugins: "one")
        try node.network("lan", node.list("lan", ["type": "one"]))
        let pod = try node.host.pod(uid: Node.podUID)
        #expect(try node.add(pod, "lan,lan@x0,lan").sandboxInterfaces == ["eth0", "net1", "x0", "net3"])
        #expect(try node.host.links(in: pod.name) == ["eth0", "net1", "net3", "x0"])
        let entries = try node.status(pod).dropFirst().map {
            "\($0["name"]?.string ?? "?") \($0["interface"]?.string ?? "?")"
        }
        #expect(entries == ["default/lan net1", "default/lan x0", "default/lan net3"])
        try node.expectDetaches(pod)
        let operations = try node.order("one")
        #expect(Array(operations.prefix(3)) == ["ADD one net1", "ADD one x0", "ADD one net3"])
        #expect(operations.filter { $0.hasPrefix("CHECK") }.count == 3)
        #expect(Array(operations.suffix(3)) == ["DEL one net3", "DEL one x0", "DEL one net1"])
    }

    @Test(
        "row 25: container, network name and interface of an attachment are the same in ADD, CHECK and DEL, whatever has changed"
    )
    func row25SameTuple() throws {
        let node = try Node.with(plugins: "one")
        try node.network("lan", node.list("lan7", ["type": "one"]))
        let pod = try node.host.pod()
        #expect(try node.add(pod, "lan,lan@x0").succeeded)
        #expect(try node.store.deleteNetwork("default", "lan"))
        // An annotation that would number the interfaces anew.
        let changed = Node.annotations("default/lan@first,lan,lan@x0")
        #expect(try node.run(node.call("CHECK", pod, annotations: changed)).succeeded)
        #expect(try node.run(node.call("DEL", pod, annotations: changed)).succeeded)
        let tuples = try ["ADD", "CHECK", "DEL"].map { command in
            try node.calls("one", command).map { call in
                [
                    call.environment["CNI_CONTAINERID"], call.configuration["name"]?.string,
                    call.environment["CNI_IFNAME"],
                ]
            }
        }
        let expected = [[pod.containerID, "lan7", "net1"], [pod.containerID, "lan7", "x0"]]
        #expect(tuples == [expected, expected, expected.reversed()])
        #expect(try node.leftBehind(pod) == [])
        #expect(try node.refusals() == [])
    }
}
